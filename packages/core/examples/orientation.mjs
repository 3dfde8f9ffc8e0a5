// How a picture is to be turned: `node orientation.mjs photo.jpg`. The numbers are those of Exif.
import { readOrientation } from 'exifkit';
import { fromPath } from 'exifkit/node';

const turns = {
  1: { degrees: 0, mirrored: false },
  2: { degrees: 0, mirrored: true },
  3: { degrees: 180, mirrored: false },
  4: { degrees: 180, mirrored: true },
  5: { degrees: 270, mirrored: true },
  6: { degrees: 90, mirrored: false },
  7: { degrees: 90, mirrored: true },
  8: { degrees: 270, mirrored: false },
};

const orientation = (await readOrientation(fromPath(process.argv[2]))) ?? 1;
console.log(turns[orientation]); // mirror left to right, then turn clockwise
