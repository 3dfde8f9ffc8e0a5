// The headers of Windows bitmaps and icons: what their values mean (Windows GDI, BITMAPV5HEADER).
import type { Conversions, Convert } from '../../tables/conversion.js';
import { asIs, hexadecimal, number, remember } from '../../tables/number-conversions.js';
import { Records } from '../../tables/records.js';
import type { Known, Scope } from '../../tables/scope.js';
import { toNumber, toText } from '../../tables/value.js';
import { labels, rows } from '../../tags/bitmap.generated.js';

/** Set where the file is an icon, no cursor. */
export const isIcon = 'IsIcon';

const version = 'BMPVersion';
const videoVersion = 68;
const colorSpace = 'ColorSpace';
const calibrated = 0;

const nameLength = 4;

/** A number, or four characters from right to left. */
const readColorSpace: Convert<Scope> = (value, scope) => {
  const text = toText(value);
  if (text.length < nameLength) return undefined;
  const space = text.includes('\0') ? scope.view.u32(scope.start, true) : [...text].reverse().join('');
  return remember(colorSpace)(space, scope);
};

const first = 0;
const none = -1;
const whereCalibrated = ({ members }: Known) => (members.get(colorSpace) === calibrated ? first : none);
const whereProfile = ({ members }: Known) =>
  /^(?:LINK|MBED)$/.test(toText(members.get(colorSpace))) ? first : none;
const ofIcon = ({ members }: Known) => (members.has(isIcon) ? first : 1);

const ofEach =
  (convert: (value: number) => number | string): Convert =>
  (value) =>
    toText(value)
      .split(' ')
      .map((item) => convert(Number(item)))
      .join(' ');

/** Video codecs have four characters there. */
const codec = number((value) =>
  value > 256 ? String.fromCharCode(...[0, 8, 16, 24].map((bits) => (value >>> bits) & 255)) : value,
);
const escapedCodec: Convert = (value) =>
  toText(value).replace(
    /[^ -~]/g,
    (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
const orElse =
  (text: string): Convert =>
  (value) =>
    toNumber(value) === 0 ? text : value;
const sizeOfByte = number((value) => value || 256);

/** In a video the fields behind mean something else. */
const pastVideo = ({ members, start, end }: Scope) =>
  members.get(version) === videoVersion ? end - start : 0;

const conversions: Conversions = {
  'BMP::Main': {
    choose: { '60 72 84 96 100 104': whereCalibrated, '112 116': whereProfile },
    tags: {
      BMPVersion: { raw: remember(version) },
      ImageHeight: { value: number(Math.abs) },
      Compression: { raw: asIs, value: codec, unlabelled: escapedCodec },
      ImageLength: { raw: asIs },
      NumColors: { print: orElse('Use BitDepth') },
      NumImportantColors: { print: orElse('All'), shift: pastVideo },
      'RedMask GreenMask BlueMask AlphaMask': { print: hexadecimal(8) },
      ColorSpace: { raw: readColorSpace },
      'RedEndpoint GreenEndpoint BlueEndpoint': {
        value: ofEach((value) => value / 0x40000000),
        print: ofEach((value) => value.toFixed(6)),
      },
      ProfileDataOffset: { raw: asIs },
      ProfileSize: { raw: asIs },
    },
  },
  'ICO::Main': { tags: { ImageCount: { raw: asIs } } },
  'ICO::IconDir': {
    choose: { '4 6': ofIcon },
    tags: { 'ImageWidth ImageHeight': { value: sizeOfByte } },
  },
};

export const bitmapRecords: Records = new Records({ rows, labels, conversions: [conversions] });
