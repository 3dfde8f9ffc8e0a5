// Application segments that are one record of values at fixed places.

import { join } from '../../bytes/block-view.js';
import { oncePer } from '../../bytes/once.js';
import { fixed } from '../../present/exposure.js';
import { significant } from '../../present/number.js';
import { binaryText } from '../../present/plain.js';
import type { Conversion, Conversions, Convert, TableConversions } from '../../tables/conversion.js';
import {
  asIs,
  decimals,
  durationOf,
  exposureTimeText,
  hexadecimal,
  hexDigits,
  number,
  over,
  timeZone,
  unixTime,
  withUnit,
} from '../../tables/number-conversions.js';
import { Records } from '../../tables/records.js';
import { toNumber, toText, type Value, wordList } from '../../tables/value.js';
import { labels, rows } from '../../tags/app.generated.js';
import type { Tag, TagValue } from '../../types.js';
import { type AppSegment, type AppStandard, after, signed, tag } from './segment.js';

type Numbers = readonly number[];

const celsius: Conversion = { print: decimals(2, ' C') };
const twoDecimals: Conversion = { print: decimals(2) };

const inPercent: Convert = number((share) => `${fixed(share * 100, 1)} %`);

const ofText =
  (convert: (text: string) => Value): Convert =>
  (value) =>
    convert(toText(value));

/** Words of a longer number. */
const joinedWords = ofText((text) =>
  text
    .split(' ')
    .map((word) => hexDigits(toNumber(word)).padStart(8, '0'))
    .join(''),
);

const gopro: TableConversions = {
  tags: {
    CreationDate: { raw: unixTime },
    GPSHPositioningError: { value: over(100) },
    GPSDateTime: {
      value: ofText((text) => text.replace(/^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/, '20$1:$2:$3 $4:$5:')),
    },
    'GPSPos GPSInfo GPSInfo9 BatteryStatus SystemTime': { raw: asIs },
    Comments: { value: asIs },
    MediaUniqueID: { print: joinedWords },
    'ScaledPressure ScaledIMU': { print: asIs },
    ExposureTimes: {
      print: (value, scope) =>
        wordList(value)
          .map((time) => toText(exposureTimeText(time, scope)))
          .join(' '),
    },
    TimeStamp: { value: over(1e6) },
    CameraTemperature: { print: withUnit(' C') },
    TimeZone: { print: timeZone },
    MetadataVersion: { print: ofText((text) => text.replaceAll(' ', '.')) },
    VideoFrameRate: { print: ofText((text) => text.replace(' ', '/')) },
    VideoFrameSize: { print: ofText((text) => text.replace(' ', 'x')) },
  },
};

export const appConversions: Conversions = {
  GPMF: gopro,
  SummaryInfo: { tags: { TotalEditTime: { print: durationOf }, Software: { raw: asIs } } },
  'Kodak::Meta': { tags: { 'CameraOwner SerialNumber': { raw: asIs } } },
  SpecialEffects: { tags: { DigitalEffectsName: { print: asIs } } },
  Borders: { tags: { BorderName: { print: asIs } } },
  QVCI: {
    tags: {
      DateTimeOriginal: {
        value: ofText((text) => text.replaceAll('.', ':').replace(/(\d+:\d+:\d+):/, '$1 ')),
      },
    },
  },
  SPIFF: { tags: { SPIFFVersion: { print: (value) => wordList(value).join('.') } } },
  NITF: {
    tags: {
      NITFVersion: {
        value: (value) => {
          const [major = 0, minor = 0] = wordList(value);
          return `${major}.${String(minor).padStart(2, '0')}`;
        },
      },
      ImageFormat: { value: number((code) => String.fromCharCode(code)) },
      Flags: { print: hexadecimal(1) },
    },
  },
  'InfiRay::Picture': {
    tags: {
      'EnvironmentTemp ReferenceTemp': celsius,
      Distance: { print: decimals(2, ' m') },
      Emissivity: twoDecimals,
      Humidity: { print: inPercent },
    },
  },
  MixMode: { tags: { FusionIntensity: { print: inPercent } } },
  OpMode: { tags: { DeviceTemp: celsius } },
  Sensor: { tags: { 'IRSensorAperture IRFocalLength': twoDecimals } },
  ThermalParams2: {
    tags: {
      'AmbientTemperature ReflectedTemperature': { print: decimals(1, ' C') },
      ObjectDistance: { print: decimals(1, ' m') },
      Emissivity: twoDecimals,
      RelativeHumidity: { print: number((share) => `${significant(share * 100, 6)} %`) },
    },
  },
  ThermalParams3: {
    tags: { 'ObjectDistance ReflectedTemperature': { value: over(10) }, Emissivity: { value: over(100) } },
  },
};

export const appRecords: Records = new Records({ rows, labels, conversions: [appConversions] });

/** The Adobe segment's fields (Adobe technical note 5116), which start right after `Adobe`. */
export function adobeTags({ view, start, end }: AppSegment): Tag[] {
  return appRecords.tags('JPEG::Adobe', view, start, end);
}

const fixedRecord = (table: string, skip: number) => (segment: AppSegment) => {
  const { view, start, end } = after(segment, skip);
  return appRecords.tags(table, view, start, end);
};

const spiffStandard = signed('APP8', 'SPIFF\0', fixedRecord('JPEG::SPIFF', 6));

/** A gain curve of HDR pictures: a count and as many numbers, printed by the length of their text. */
const gainCurve = signed('APP10', 'AROT\0\0', ({ view, start, end }) => {
  if (start + 10 > end) return [];
  const size = view.u32(start + 6);
  const count = Math.min(size, Math.floor((end - start - 10) / 4));
  const numbers = Array.from({ length: count }, (_, i) => view.u32(start + 10 + 4 * i, true));
  const curve = {
    name: 'HDRGainCurve',
    print: (value: TagValue) => binaryText((value as Numbers).join(' ').length),
  };
  return [
    ...tag('APP10', 'AROT', { name: 'HDRGainCurveSize' }, size),
    ...(count > 0 ? tag('APP10', 'AROT', curve, numbers) : []),
  ];
});

/** AVI1 (Microsoft DIB), QVCI (Casio QV-7000SX), SPIFF (ISO/IEC 10918-3), NITF (MIL-STD-188-198A), Adobe's colour management, gain curves. */
export const recordStandards: readonly AppStandard[] = [
  gainCurve,
  signed('APP0', 'AVI1', fixedRecord('JPEG::AVI1', 4)),
  signed('APP1', 'QVCI\0', fixedRecord('Casio::QVCI', 0)),
  signed('APP6', 'NITF\0', fixedRecord('JPEG::NITF', 5)),
  signed('APP13', 'Adobe_CM', fixedRecord('JPEG::AdobeCM', 8)),
  {
    ...spiffStandard,
    matches: (segment, all) => segment.end - segment.start === 32 && spiffStandard.matches(segment, all),
  },
];

/** By segment: the table, and the bytes that it has at least. */
const thermal: { readonly [label: string]: { readonly table: string; readonly least: number } } = {
  APP2: { table: 'InfiRay::Version', least: 0 },
  APP4: { table: 'InfiRay::Factory', least: 120 },
  APP5: { table: 'InfiRay::Picture', least: 38 },
  APP6: { table: 'InfiRay::MixMode', least: 129 },
  APP7: { table: 'InfiRay::OpMode', least: 32 },
  APP8: { table: 'InfiRay::Isothermal', least: 32 },
  APP9: { table: 'InfiRay::Sensor', least: 768 },
};

const isThermalVersion = ({ label, view, start, end }: AppSegment): boolean =>
  label === 'APP2' && start + 10 <= end && view.latin1(start + 4, start + 10) === 'IJPEG\0';

const isThermalFile = oncePer((all: readonly AppSegment[]) => all.some(isThermalVersion));

/** InfiRay thermal cameras: an APP2 segment that tells so, records in most of the following, pictures in APP3. */
export const infiRay: AppStandard = {
  matches(segment, all) {
    if (!isThermalFile(all)) return false;
    if (segment.label === 'APP2') return isThermalVersion(segment);
    const least = segment.label === 'APP3' ? 0 : thermal[segment.label]?.least;
    return least !== undefined && segment.end - segment.start >= least;
  },
  decode(segments) {
    const pictures = segments.filter(({ label }) => label === 'APP3');
    const data = join(pictures.map(({ view, start, end }) => view.slice(start, end)));
    return [
      ...segments.flatMap(({ label, view, start, end }) => {
        const table = thermal[label]?.table;
        return table ? appRecords.tags(table, view, start, end, { littleEndian: true }) : [];
      }),
      ...(pictures.length > 0 ? tag('APP3', 'InfiRay', { name: 'ImagingData' }, data) : []),
    ];
  },
};

/** GraphicConverter's JPEG quality, `Q 70`. */
export const graphicConverter: AppStandard = {
  matches: ({ label, view, start, end }) =>
    label === 'APP15' && end - start === 4 && /^Q\s*\d/.test(view.latin1(start, end)),
  decode: (segments) =>
    segments.flatMap(({ view, start, end }) => {
      const quality = Number(/\d+/.exec(view.latin1(start, end))![0]);
      return tag('APP15', 'GraphConv', { name: 'Quality' }, quality);
    }),
};
