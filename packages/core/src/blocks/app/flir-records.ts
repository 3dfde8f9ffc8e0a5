// The records of FLIR's FFF data that are values at fixed places: what their values mean.
import { View } from '../../bytes/view.js';
import { degreesMinutesSeconds } from '../../present/coordinates.js';
import { fixed } from '../../present/exposure.js';
import type { Conversion, Conversions, Convert } from '../../tables/conversion.js';
import {
  decimals,
  digits,
  known,
  number,
  onlyIf,
  onlyMatching,
  plus,
  remember,
  unlessZero,
  when,
} from '../../tables/number-conversions.js';
import { Records } from '../../tables/records.js';
import type { Scope } from '../../tables/scope.js';
import { toText, type Value } from '../../tables/value.js';
import { labels, rows } from '../../tags/flir.generated.js';
import type { Labels } from '../../types.js';
import { dateOfSeconds } from './dates.js';

const kelvin: Conversion = { value: plus(-273.15), print: decimals(1, ' C') };
const temperatures = 'RangeMax RangeMin MaxClip MinClip MaxWarn MinWarn MaxSaturated MinSaturated'
  .split(' ')
  .map((name) => `CameraTemperature${name}`)
  .join(' ');

/** Seconds, milliseconds and the minutes of the time zone west of Greenwich. */
function dateTime(stored: Value, { littleEndian }: Scope): string | undefined {
  if (!(stored instanceof Uint8Array) || stored.length < 10) return undefined;
  const view = new View(stored);
  const west = view.i16(8, littleEndian);
  const milliseconds = view.u32(4, littleEndian) & 0xffff;
  const minutes = Math.abs(west);
  const two = (value: number) => String(value).padStart(2, '0');
  const zone = `${west > 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  const date = dateOfSeconds(view.u32(0, littleEndian) - west * 60);
  return `${date}.${String(milliseconds).padStart(3, '0')}${zone}`;
}

const signed: Conversion = { print: number((value) => `${value < 0 ? '' : '+'}${value}`) };

/** Most of a position is meaningless where it is said not to be valid. */
const whereValid = when((scope) => known(scope, 'GPSValid') !== 0);
const degrees = (positive: string, negative: string): Convert =>
  number((value) => `${degreesMinutesSeconds(value)} ${value < 0 ? negative : positive}`);

export const flirConversions: Conversions = {
  CameraInfo: {
    tags: {
      // Told before the record is read.
      CameraInfoByteOrder: { raw: () => undefined },
      'Emissivity IRWindowTransmission': { print: decimals(2) },
      'PlanckR1 PlanckB PlanckF PlanckR2': { print: digits(8) },
      'AtmosphericTransAlpha1 AtmosphericTransAlpha2 AtmosphericTransBeta1 AtmosphericTransBeta2 AtmosphericTransX':
        { print: decimals(6) },
      [`${temperatures} ReflectedApparentTemperature AtmosphericTemperature IRWindowTemperature`]: kelvin,
      ObjectDistance: { print: decimals(2, ' m') },
      FocusDistance: { print: decimals(1, ' m') },
      FieldOfView: { print: decimals(1, ' deg') },
      RelativeHumidity: {
        value: number((share) => (share > 2 ? share / 100 : share)),
        print: number((share) => `${fixed(share * 100, 1)} %`),
      },
      DateTimeOriginal: { raw: dateTime },
    },
  },
  PaletteInfo: {
    tags: {
      PaletteColors: { raw: remember('PaletteColors') },
      // None where there are no colours.
      Palette: { count: (scope) => 3 * known(scope, 'PaletteColors') || -1 },
      'PaletteFileName PaletteName': { raw: onlyMatching(/^[\x20-\x7e]{3,31}$/) },
    },
  },
  PiP: { tags: { 'OffsetX OffsetY': signed } },
  GPSInfo: {
    choose: { '16 24 32': whereValid },
    tags: {
      GPSValid: { raw: remember('GPSValid') },
      GPSVersionID: {
        raw: (value) => (/^\0*$/.test(toText(value)) ? undefined : value),
        print: (value) => [...toText(value)].join('.'),
      },
      GPSLatitude: { print: degrees('N', 'S') },
      GPSLongitude: { print: degrees('E', 'W') },
      GPSAltitude: { print: decimals(2, ' m') },
      GPSDOP: { raw: onlyIf((value) => value > 0), print: decimals(2) },
      'GPSLatitudeRef GPSLongitudeRef GPSSpeedRef GPSTrackRef GPSImgDirectionRef GPSMapDatum': {
        raw: unlessZero,
      },
      'GPSSpeed GPSTrack GPSImgDirection': { raw: onlyIf((value) => value >= 0), print: decimals(2) },
    },
  },
};

export const flirRecords: Records = new Records({ rows, labels, conversions: [flirConversions] });

/** Measuring tools by number. */
export const tools: Labels = {
  '1': 'Spot',
  '2': 'Area',
  '3': 'Ellipse',
  '4': 'Line',
  '5': 'Endpoint',
  '6': 'Alarm',
  '7': 'Unused',
  '8': 'Difference',
};
