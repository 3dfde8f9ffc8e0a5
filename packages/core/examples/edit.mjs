// Writes who, where and what: `node edit.mjs photo.jpg edited.jpg`. All else stays as it is, and that is checked.
import { writeFile } from 'node:fs/promises';
import { read } from 'exifkit';
import { edit } from 'exifkit/edit';
import { fromPath } from 'exifkit/node';

const [, , photo, target] = process.argv;
const edited = await edit(fromPath(photo), {
  exif: { Artist: 'Ana', UserComment: null }, // null deletes
  gps: { latitude: -6.2, longitude: 106.8, altitude: 12 },
  common: { title: 'Sea', keywords: { add: ['sea', 'jakarta'] } }, // in EXIF, IPTC and XMP, in step
});
await writeFile(target, await edited.bytes());

const { Artist, latitude, longitude, Title, Subject } = (await read(fromPath(target))).toObject();
console.log({ Artist, latitude, longitude, Title, Subject });
