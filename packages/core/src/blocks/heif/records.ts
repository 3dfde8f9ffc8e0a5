// The records of QuickTime boxes: what their values mean.

import { bitrateText } from '../../present/bitrate.js';
import { durationText } from '../../present/duration.js';
import { fixed } from '../../present/exposure.js';
import { perlNumber } from '../../present/number.js';
import type { Conversion, Conversions } from '../../tables/conversion.js';
import {
  asIs,
  known,
  number,
  over,
  plus,
  prefixed,
  remember,
  unlessZero,
  when,
} from '../../tables/number-conversions.js';
import { Records } from '../../tables/records.js';
import { storedType } from '../../tables/stored-value.js';
import { toNumber, toText, type Value, wordList } from '../../tables/value.js';
import { labels, rows } from '../../tags/quicktime.generated.js';

/** Four characters; nothing where all are null. */
function code(stored: Value): Value {
  const text = toText(stored);
  return text === '\0\0\0\0' ? undefined : text;
}

/** A text that may start with its length. */
function countedText(stored: Value): Value {
  const text = toText(stored);
  const length = text.charCodeAt(0);
  return (length < 0x20 && length < text.length ? text.slice(1, 1 + length) : text) || undefined;
}

/** Seconds from 1904-01-01 to 1970-01-01. */
const epoch = 2_082_844_800;

/** Set where the file's dates are known to be in universal time. */
export const UTC = 'UTC';

/** Seconds since 1904, or since 1970 where that is what the writer took it for, as date and time. */
const date = number((seconds, scope) => {
  const since1970 = seconds >= epoch ? seconds - epoch : seconds;
  if (since1970 === 0) return '0000:00:00 00:00:00';
  const time = new Date(since1970 * 1000);
  if (Number.isNaN(time.getTime())) return undefined;
  const day = [time.getUTCFullYear(), two(time.getUTCMonth() + 1), two(time.getUTCDate())].join(':');
  const clock = [time.getUTCHours(), time.getUTCMinutes(), time.getUTCSeconds()].map(two).join(':');
  return `${day} ${clock}${known(scope, UTC) ? '+00:00' : ''}`;
});

const two = (part: number): string => String(part).padStart(2, '0');

/** A length of time in units of the given time scale. */
function duration(scale: 'TimeScale' | 'MediaTimeScale') {
  return {
    value: number((units, scope) => units / (known(scope, scale) || 1)),
    print: number((value, scope) => (known(scope, scale) ? durationText(value) : perlNumber(value))),
  };
}

const volume: Conversion = { value: over(256), print: number((value) => `${fixed(value * 100, 2)}%`) };

/** A transformation whose right column is 2.30 fixed point, read as 16.16. */
const matrix: Conversion = {
  value: (stored) =>
    Array.isArray(stored) && stored.length === 9
      ? stored.map((part, i) => toNumber(part) / (i % 3 === 2 ? 0x4000 : 1))
      : undefined,
};

/** A width or height, an integer that some write as 16.16. */
const dimension: Conversion = {
  raw: (stored) => {
    const size = toNumber(stored);
    return size === 0 ? undefined : size >= 0x100000 ? size >>> 16 : size;
  },
};

const languageCode: Conversion = {
  raw: unlessZero,
  value: number((packed) => (packed < 0x400 || packed === 0x7fff ? packed : unpackLanguage(packed))),
  print: (value) => (typeof value === 'number' ? (macLanguages.get(value) ?? `Unknown (${value})`) : value),
};

/** Three letters of five bits each (ISO 639-2/T). */
export function unpackLanguage(packed: number): string {
  return String.fromCharCode(...[10, 5, 0].map((shift) => ((packed >> shift) & 31) + 0x60));
}

/** Macintosh language codes of the languages of early QuickTime. */
const macLanguages: ReadonlyMap<number, string> = new Map(
  'en fr de it nl-NL sv es da pt no he ja ar fi el is mt tr hr zh-TW ur hi th ko lt pl hu et lv smi fo fa ru zh-CN'
    .split(' ')
    .map((language, i) => [i, language]),
);

const VERSION = 'HeaderVersion';
const version: Conversion = { raw: remember(VERSION) };
const INT64U = storedType('int64u');

/** Fields that have 64 bits where the box's version is not 0 (ISO/IEC 14496-12, 8.2.2, 8.3.2, 8.4.2). */
const wide: Conversion = {
  shift: (scope) => (known(scope, VERSION) ? 4 : 0),
  type: (scope) => (known(scope, VERSION) ? INT64U : undefined),
};

const wideDate: Conversion = { ...wide, raw: asIs, value: date };
const mediaDuration = duration('MediaTimeScale');
const bitrate: Conversion = { print: number(bitrateText) };
const PROTECTED = 'mp4s';

export const quicktimeConversions: Conversions = {
  HEVCConfig: {
    tags: {
      GeneralLevelIDC: { print: number((level) => `${level} (level ${fixed(level / 30, 1)})`) },
      'BitDepthLuma BitDepthChroma': { value: plus(8) },
      AverageFrameRate: { value: over(256) },
    },
  },
  Handler: {
    tags: {
      'HandlerClass HandlerVendorID': { raw: code },
      HandlerType: { raw: toText },
      HandlerDescription: { raw: countedText },
    },
  },
  MovieHeader: {
    tags: {
      MovieHeaderVersion: version,
      'CreateDate ModifyDate': wideDate,
      TimeScale: { raw: remember('TimeScale') },
      Duration: { ...wide, ...duration('TimeScale') },
      PreferredRate: { value: over(0x10000) },
      PreferredVolume: volume,
      MatrixStructure: matrix,
      'PreviewTime PreviewDuration PosterTime SelectionTime SelectionDuration CurrentTime':
        duration('TimeScale'),
    },
  },
  TrackHeader: {
    tags: {
      TrackHeaderVersion: version,
      'TrackCreateDate TrackModifyDate': wideDate,
      TrackDuration: { ...wide, ...duration('TimeScale') },
      ImageSizeLookahead: { raw: () => undefined },
      TrackVolume: volume,
      MatrixStructure: matrix,
      'ImageWidth ImageHeight': dimension,
    },
  },
  MediaHeader: {
    tags: {
      MediaHeaderVersion: version,
      'MediaCreateDate MediaModifyDate': wideDate,
      MediaTimeScale: { raw: remember('MediaTimeScale') },
      MediaDuration: { ...wide, raw: mediaDuration.value, print: mediaDuration.print },
      MediaLanguageCode: languageCode,
    },
  },
  FileType: { tags: { MinorVersion: { value: asIs }, CompatibleBrands: { count: () => -1, value: asIs } } },
  ItemPropCont: {
    // A colour profile is a block of its own.
    choose: { 'ispe pixi': () => 0, colr: () => 1 },
    tags: {
      'AuxiliaryImageType ImagePixelDepth RelativeLocation': { raw: asIs },
      ImageSpatialExtent: { raw: asIs, print: (value) => wordList(value).join('x') },
    },
  },
  TrackRef: {
    tags: {
      ContentDescribes: { print: prefixed('Track ') },
      ElementaryStreamTrack: { value: (ids) => (Array.isArray(ids) && ids[0] === 1 ? ids.slice(1) : ids) },
    },
  },
  HintHeader: { tags: { 'MaxBitrate AvgBitrate': bitrate } },
  TCMediaInfo: { tags: { FontName: { value: asIs } } },
  VisualSampleDesc: {
    tags: {
      VendorID: { raw: unlessZero },
      CompressorName: { raw: countedText },
      'VideoFieldOrder PixelAspectRatio Stereoscopic3D': { value: asIs },
    },
  },
  AudioSampleDesc: {
    choose: { 20: when(({ members }) => members.get('AudioFormat') !== PROTECTED) },
    tags: {
      AudioFormat: {
        raw: (stored, { members }) => {
          const format = toText(stored);
          members.set('AudioFormat', format);
          return /^[\w ]{4}$/.test(format) ? format : undefined;
        },
      },
      AudioVendorID: { raw: code },
    },
  },
};

export const quicktimeRecords: Records = new Records({ rows, labels, conversions: [quicktimeConversions] });
