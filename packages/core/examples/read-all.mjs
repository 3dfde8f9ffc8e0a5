// Everything in a file: `node read-all.mjs photo.jpg`.
import { read } from 'exifkit';
import { fromPath } from 'exifkit/node';

const m = await read(fromPath(process.argv[2]));

console.log(m.exif?.Model, m.exif?.FNumber, m.exif?.DateTimeOriginal); // typed, by standard
console.log(m.toObject()); // all of it in one flat object: labels as text, dates as ISO 8601
console.log(JSON.stringify(m)); // all of it by standard, values as stored
