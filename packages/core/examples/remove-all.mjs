// A clean copy of a photo: `node remove-all.mjs photo.jpg clean.jpg`. Not a pixel changes, and it says so.
import { writeFile } from 'node:fs/promises';
import { fromPath } from 'exifkit/node';
import { remove } from 'exifkit/remove';

const [, , photo, target] = process.argv;
const clean = await remove(fromPath(photo));
await writeFile(target, await clean.bytes());

for (const { kind, path } of clean.report.removed) console.log(`removed ${kind} (${path})`);
const { before, after } = await clean.imageDigest();
console.log(`SHA-256 of the coded picture before and after: ${before} ${after}`);
