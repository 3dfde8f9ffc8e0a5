// All stays but where it was: `node remove-location.mjs photo.jpg clean.jpg`.
import { writeFile } from 'node:fs/promises';
import { readGps } from 'exifkit/gps';
import { fromPath } from 'exifkit/node';
import { remove } from 'exifkit/remove';

const [, , photo, target] = process.argv;
const clean = await remove(fromPath(photo), { only: ['location'] }); // 'gps' leaves names of places
await writeFile(target, await clean.bytes());
console.log('position now:', await readGps(fromPath(target)));

const coarse = await remove(fromPath(photo), { gps: { coarsen: 10 } }); // the middle of a cell of 10 km
console.log('or about:', await readGps(await coarse.bytes()));
