// Where a photo was taken, for a map: `node gps.mjs photo.heic`. Only the position is read.
import { readGps } from 'exifkit/gps';
import { fromPath } from 'exifkit/node';

const position = await readGps(fromPath(process.argv[2]));
if (position) {
  const { latitude, longitude } = position; // signed: south and west are negative
  console.log(
    `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=15/${latitude}/${longitude}`,
  );
} else {
  console.log('no position');
}
