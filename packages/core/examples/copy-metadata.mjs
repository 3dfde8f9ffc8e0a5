// A resized copy gets the metadata that the resizing lost: `node copy-metadata.mjs photo.jpg small.jpg with-metadata.jpg`.
import { writeFile } from 'node:fs/promises';
import { copyMetadata } from 'exifkit/edit';
import { fromPath } from 'exifkit/node';

const [, , photo, small, target] = process.argv;
const copied = await copyMetadata(fromPath(photo), fromPath(small)); // or { groups: ['iptc', 'xmp'] }
await writeFile(target, await copied.bytes());
for (const { group, name } of copied.report.tags) console.log(`${group}: ${name}`);
