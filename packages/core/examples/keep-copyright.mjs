// A clean copy that still says whose it is: `node keep-copyright.mjs photo.jpg clean.jpg`.
import { writeFile } from 'node:fs/promises';
import { read } from 'exifkit';
import { fromPath } from 'exifkit/node';
import { remove } from 'exifkit/remove';

const [, , photo, target] = process.argv;
const clean = await remove(fromPath(photo), { keep: ['copyright', 'creator'] }); // or 'captions', 'dates', ...
await writeFile(target, await clean.bytes());

const { Artist, Copyright } = (await read(fromPath(target))).toObject();
console.log({ Artist, Copyright });
