// Every tag as `exiftool -a -G1` prints it: `node exiftool-tags.mjs photo.jpg`.
import { read } from 'exifkit';
import { fromPath } from 'exifkit/node';

const m = await read(fromPath(process.argv[2]));
for (const { group, name, text } of m.tags()) {
  console.log(`[${group}] ${name}: ${typeof text === 'string' ? text : JSON.stringify(text)}`);
}
