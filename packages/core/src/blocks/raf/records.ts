// FujiFilm's raw files: what the values of their header and directories mean (ExifTool's FujiFilm.pm).
import { fNumber } from '../../present/exposure.js';
import type { Conversions, Convert } from '../../tables/conversion.js';
import { asIs, exposureTimeText, number, signedOrZero } from '../../tables/number-conversions.js';
import { Records } from '../../tables/records.js';
import type { Scope } from '../../tables/scope.js';
import { toNumber, toText, wordList } from '../../tables/value.js';
import { labels, rows } from '../../tags/raf.generated.js';

/** What is known of one part and asked for by others. */
export const shared = {
  model: 'Model',
  layout: 'FujiLayout',
  width: 'FujiWidth',
  height: 'FujiHeight',
} as const;

/** Wider ones are no widths. */
const widthLimit = 10_000;

const reversed = (value: Parameters<Convert>[0]) => wordList(value).toReversed();
const isLaidOut = ({ members }: Pick<Scope, 'members'>) => toNumber(members.get(shared.layout)) !== 0;
const has = ({ members }: Scope, name: string) => toNumber(members.get(name)) !== 0;
const joined =
  (between: string): Convert =>
  (value) =>
    toText(value).replaceAll(' ', between);
const size = { value: (value) => reversed(value).join(' '), print: joined('x') } satisfies {
  [name: string]: Convert;
};

/** Sensors whose rows are turned by 45 degrees are half as wide and twice as high. */
const turned =
  (factor: number): Convert =>
  (value, scope) =>
    isLaidOut(scope as Scope) ? toNumber(value) * factor : value;

const rawWidth: Convert<Scope> = (value, { members }) => {
  if (toNumber(value) >= widthLimit) return undefined;
  members.set(shared.width, value);
  return value;
};
const rawHeight: Convert<Scope> = (value, { members }) => {
  members.set(shared.height, value);
  return value;
};

/** Colours of 36 cells, six in a row. */
const colours: Convert = (value) => {
  const cells = toText(value)
    .replaceAll(' ', '')
    .replace(/[012]/g, (cell) => 'RGB'[Number(cell)]!);
  return (cells.match(/.{6}/g) ?? []).join(' ');
};

export const rafConversions: Conversions = {
  RAFHeader: {
    choose: { 108: ({ view, start }) => (view.has(start, start + 4) && view.u24(start) === 0 ? 0 : -1) },
  },
  RAF: {
    choose: { 289: ({ members }) => (members.get(shared.model) === 'FinePixS2Pro' ? 0 : 1) },
    tags: {
      'RawImageFullSize RawImageCroppedSize RawZoomTopLeft RawZoomSize': size,
      RawImageAspectRatio: { ...size, print: joined(':') },
      'RawImageSize/0': {
        value: (value) => {
          const [first, second] = wordList(value).map(toNumber);
          return `${first! * 2} ${second! / 2}`;
        },
      },
      'RawImageSize/1': {
        value: (value, scope) => {
          const [width, height] = reversed(value).map(toNumber);
          return isLaidOut(scope as Scope) ? `${width! / 2} ${height! * 2}` : `${width} ${height}`;
        },
      },
      RawImageSize: { print: joined('x') },
      FujiLayout: { raw: asIs },
      XTransLayout: { print: colours },
      RelativeExposure: { value: number((ratio) => Math.log2(ratio)), print: signedOrZero(1) },
      RawExposureBias: { print: signedOrZero(1) },
    },
  },
  RAFData: {
    choose: {
      4: (scope) => (has(scope, shared.width) ? 1 : 0),
      8: (scope) => (!has(scope, shared.width) ? 0 : has(scope, shared.height) ? -1 : 1),
      12: (scope) => (has(scope, shared.height) ? -1 : 0),
    },
    tags: {
      RawImageWidth: { raw: rawWidth, value: turned(1 / 2) },
      RawImageHeight: { raw: rawHeight, value: turned(2) },
    },
  },
  MRAW: { tags: { ExposureTime: { print: exposureTimeText }, FNumber: { print: number(fNumber) } } },
};

export const rafRecords: Records = new Records({ rows, labels, conversions: [rafConversions] });
