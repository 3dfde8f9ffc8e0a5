// The records of FLIR's FFF data that are values at fixed places.

import { View } from '../../bytes/view.js';
import { degreesMinutesSeconds } from '../../present/coordinates.js';
import { fixedDecimals, significant } from '../../present/number.js';
import type { TagConversions } from '../../tables/define.js';
import { lazy } from '../../tables/lazy.js';
import { defineRecord, type RecordLayout } from '../../tables/record-layout.js';
import * as generated from '../../tags/flir.generated.js';
import type { Labels, TagDef, TagScope, TagValue } from '../../types.js';
import { dateOfSeconds } from './dates.js';

type Conversion = Omit<Partial<TagDef>, 'name'>;

const fixed = (digits: number, unit = '', factor = 1): Conversion => ({
  print: (value) => `${fixedDecimals(Number(value) * factor, digits)}${unit}`,
});
const kelvin: Conversion = { ...fixed(1, ' C'), value: (stored) => Number(stored) - 273.15 };
const eightDigits: Conversion = { print: (value) => significant(Number(value), 8) };
const notEmpty = (stored: TagValue) => (stored === '' ? undefined : stored);
const notNegative = (stored: TagValue) => (Number(stored) < 0 ? undefined : stored);
const named = (names: readonly string[], conversion: Conversion): TagConversions =>
  Object.fromEntries(names.map((name) => [name, conversion]));

/** Creator of the data. */
export const header: () => RecordLayout = lazy(() => defineRecord(generated.header));

/** Camera, lens, and the constants that turn pixels into temperatures. */
export const cameraInfo: () => RecordLayout = lazy(() =>
  defineRecord(generated.cameraInfo, {
    ...named(['Emissivity', 'IRWindowTransmission'], fixed(2)),
    ...named(['PlanckR1', 'PlanckB', 'PlanckF', 'PlanckR2'], eightDigits),
    ...named(
      ['Alpha1', 'Alpha2', 'Beta1', 'Beta2', 'X'].map((name) => `AtmosphericTrans${name}`),
      fixed(6),
    ),
    ...named(
      [
        'RangeMax',
        'RangeMin',
        'MaxClip',
        'MinClip',
        'MaxWarn',
        'MinWarn',
        'MaxSaturated',
        'MinSaturated',
      ].map((name) => `CameraTemperature${name}`),
      kelvin,
    ),
    ...named(['ReflectedApparentTemperature', 'AtmosphericTemperature', 'IRWindowTemperature'], kelvin),
    ObjectDistance: fixed(2, ' m'),
    FocusDistance: fixed(1, ' m'),
    FieldOfView: fixed(1, ' deg'),
    RelativeHumidity: {
      ...fixed(1, ' %', 100),
      value: (stored) => (Number(stored) > 2 ? Number(stored) / 100 : stored),
    },
    DateTimeOriginal: { value: dateTime },
  }),
);

/** Seconds, milliseconds and the minutes of the time zone west of Greenwich. */
function dateTime(stored: TagValue, { littleEndian }: TagScope): string | undefined {
  const bytes = stored as Uint8Array;
  if (bytes.length < 10) return undefined;
  const view = new View(bytes);
  const west = view.i16(8, littleEndian);
  const milliseconds = view.u32(4, littleEndian) & 0xffff;
  const minutes = Math.abs(west);
  const two = (value: number) => String(value).padStart(2, '0');
  const zone = `${west > 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  const date = dateOfSeconds(view.u32(0, littleEndian) - west * 60);
  return `${date}.${String(milliseconds).padStart(3, '0')}${zone}`;
}

const printableName: Conversion = {
  value: (stored) => (/^[\x20-\x7e]{3,31}$/.test(String(stored)) ? stored : undefined),
};

/** Colours of the false-colour picture. */
export const palette: () => RecordLayout = lazy(() =>
  defineRecord(generated.palette, {
    PaletteFileName: printableName,
    PaletteName: printableName,
  }),
);

const signed: Conversion = { print: (value) => `${Number(value) < 0 ? '' : '+'}${Number(value)}` };

/** Where the thermal picture lies in the visible one. */
export const pictureInPicture: () => RecordLayout = lazy(() =>
  defineRecord(generated.pictureInPicture, {
    OffsetX: signed,
    OffsetY: signed,
  }),
);

const whereValid = (stored: TagValue, scope: TagScope) => (scope.stored?.('GPSValid') ? stored : undefined);
const degrees = (positive: string, negative: string): Conversion => ({
  value: whereValid,
  print: (value) => `${degreesMinutesSeconds(Number(value))} ${Number(value) < 0 ? negative : positive}`,
});

/** GPS position, of which most is meaningless where `GPSValid` is 0. */
export const position: () => RecordLayout = lazy(() =>
  defineRecord(generated.position, {
    GPSVersionID: {
      value: (stored) => ((stored as Uint8Array).every((byte) => byte === 0) ? undefined : stored),
      print: (value) => Array.from(value as Uint8Array, (byte) => String.fromCharCode(byte)).join('.'),
    },
    GPSLatitude: degrees('N', 'S'),
    GPSLongitude: degrees('E', 'W'),
    GPSAltitude: { ...fixed(2, ' m'), value: whereValid },
    GPSDOP: { ...fixed(2), value: (stored) => (Number(stored) > 0 ? stored : undefined) },
    ...named(
      [
        'GPSLatitudeRef',
        'GPSLongitudeRef',
        'GPSSpeedRef',
        'GPSTrackRef',
        'GPSImgDirectionRef',
        'GPSMapDatum',
      ],
      { value: notEmpty },
    ),
    ...named(['GPSSpeed', 'GPSTrack', 'GPSImgDirection'], { ...fixed(2), value: notNegative }),
  }),
);

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
