// What is asked of a position, as the tags of GPS that state it.
import type { GpsChanges } from '../../changes.js';
import { MetadataError } from '../../errors.js';

function refuse(message: string, name: string): never {
  throw new MetadataError('not-writable', message, { path: `gps/${name}` });
}

/** A position as the tags that state it. */
export function positionTags({ latitude, longitude, altitude, ...tags }: GpsChanges): {
  readonly [name: string]: unknown;
} {
  if ((latitude === undefined) !== (longitude === undefined))
    refuse('latitude and longitude are given together', latitude === undefined ? 'latitude' : 'longitude');
  const found: { [name: string]: unknown } = withHemispheres(tags);
  if (latitude !== undefined && longitude !== undefined) {
    inDegrees('latitude', latitude, 90);
    inDegrees('longitude', longitude, 180);
    for (const name of ['GPSLatitude', 'GPSLatitudeRef', 'GPSLongitude', 'GPSLongitudeRef'])
      if (found[name] !== undefined) refuse(`${name} is set by latitude and longitude already`, name);
    found['GPSLatitude'] = Math.abs(latitude);
    found['GPSLatitudeRef'] = latitude < 0 ? 'S' : 'N';
    found['GPSLongitude'] = Math.abs(longitude);
    found['GPSLongitudeRef'] = longitude < 0 ? 'W' : 'E';
  }
  if (altitude !== undefined) {
    if (!Number.isFinite(altitude)) refuse('altitude takes metres above sea level', 'altitude');
    for (const name of ['GPSAltitude', 'GPSAltitudeRef'])
      if (found[name] !== undefined) refuse(`${name} is set by altitude already`, name);
    found['GPSAltitude'] = Math.abs(altitude);
    found['GPSAltitudeRef'] = altitude < 0 ? 1 : 0;
  }
  return found;
}

const hemispheres: ReadonlyMap<string, string> = new Map([
  ['GPSLatitude', 'NS'],
  ['GPSLongitude', 'EW'],
  ['GPSDestLatitude', 'NS'],
  ['GPSDestLongitude', 'EW'],
]);

/** A text with its hemisphere, `6 deg 12' 0.00" S`, says the tag of the hemisphere, too. */
function withHemispheres(tags: { readonly [name: string]: unknown }): { [name: string]: unknown } {
  const found: { [name: string]: unknown } = { ...tags };
  for (const [name, letters] of hemispheres) {
    const letter = /[NSEW](?=\s*$)/.exec(typeof tags[name] === 'string' ? tags[name] : '')?.[0];
    if (!letter) continue;
    const stated = tags[`${name}Ref`];
    const isOther = stated !== undefined && String(stated)[0]?.toUpperCase() !== letter;
    if (!letters.includes(letter) || isOther)
      refuse(`${name} cannot be ${letter}${isOther ? ` where ${name}Ref is '${stated}'` : ''}`, name);
    found[`${name}Ref`] = letter;
  }
  return found;
}

function inDegrees(name: string, value: number, most: number): void {
  if (!(Math.abs(value) <= most))
    refuse(`${name} takes degrees from -${most} to ${most}, not ${value}`, name);
}
