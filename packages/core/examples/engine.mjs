// An engine of just these parts, for a bundle that must be small: `node engine.mjs photo.jpg`.
import { fromPath } from 'exifkit/node';
import { createEngine, exif, gps, jpeg } from 'exifkit/parts';

const engine = createEngine({ formats: [jpeg], blocks: [exif, gps] });
const m = await engine.read(fromPath(process.argv[2]));
console.log(m.exif?.Make, m.gps?.latitude);
