// The small picture that a camera stored: `node thumbnail.mjs photo.jpg thumbnail.jpg`.
import { writeFile } from 'node:fs/promises';
import { readThumbnail } from 'exifkit';
import { fromPath } from 'exifkit/node';

const [, , photo, target] = process.argv;
const thumbnail = await readThumbnail(fromPath(photo));
if (thumbnail) await writeFile(target, thumbnail.bytes);
console.log(thumbnail ? `${thumbnail.bytes.length} bytes, ${thumbnail.mimeType}` : 'no thumbnail');
