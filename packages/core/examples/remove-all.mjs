// A clean copy of a photo: `node remove-all.mjs photo.jpg clean.jpg`. Not a pixel changes, and it says so.
import { writeFile } from 'node:fs/promises';
import { fromPath } from 'exifkit/node';
import { remove } from 'exifkit/remove';

const [, , photo, target] = process.argv;
const clean = await remove(fromPath(photo));
await writeFile(target, await clean.bytes());

for (const { kind, path, bytes } of clean.report.removed) console.log(`removed ${kind} (${path}, ${bytes} bytes)`);
const { before, after } = await clean.imageDigest();
console.log(before === after ? `the picture is the same: ${after}` : 'never happens');
