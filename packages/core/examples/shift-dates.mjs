// The camera's clock was an hour ahead: `node shift-dates.mjs photo.jpg edited.jpg`.
import { writeFile } from 'node:fs/promises';
import { read } from 'exifkit';
import { edit } from 'exifkit/edit';
import { fromPath } from 'exifkit/node';

const [, , photo, target] = process.argv;
const edited = await edit(fromPath(photo), { shiftDates: { hours: -1 } });
await writeFile(target, await edited.bytes());

const before = await read(fromPath(photo));
const after = await read(fromPath(target));
console.log(before.exif?.DateTimeOriginal, '->', after.exif?.DateTimeOriginal);
