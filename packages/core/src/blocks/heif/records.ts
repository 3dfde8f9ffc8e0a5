// The records of QuickTime boxes: their generated layouts with what the values mean.

import { quicktimeLabels } from '../../labels/quicktime.generated.js';
import { bitrateText } from '../../present/bitrate.js';
import { durationText } from '../../present/duration.js';
import { fixed } from '../../present/exposure.js';
import { perlNumber } from '../../present/number.js';
import { parseLabels, type TagConversions } from '../../tables/define.js';
import { defineRecord, type RecordLayout } from '../../tables/record-layout.js';
import * as rows from '../../tags/quicktime.generated.js';
import type { Labels, TagDef, TagScope, TagValue, Text } from '../../types.js';
import { bitNames } from '../bits.js';

/** Labels by tag name. */
export const labels: ReadonlyMap<string, Labels> = parseLabels(quicktimeLabels);

type Conversion = TagConversions[string];

/** The bits of `mask`, moved to the right end. */
const bits = (mask: number): Conversion => ({
  value: (stored) => ((stored as number) & mask) >> (31 - Math.clz32(mask & -mask)),
});

const bitList = (name: string): Conversion => ({
  print: (value) => bitNames(value as number, labels.get(name) ?? {}),
});

const scaled = (divisor: number): Conversion => ({ value: (stored) => (stored as number) / divisor });

/** Four characters; nothing where all are null. */
export const code: Conversion = {
  value: (stored) => {
    const text = characters(stored);
    return text === '\0\0\0\0' ? undefined : text;
  },
};

/** The characters of bytes, one each. */
export function characters(stored: TagValue): string {
  return stored instanceof Uint8Array ? String.fromCharCode(...stored) : String(stored);
}

/** Seconds from 1904-01-01 to 1970-01-01. */
const epoch = 2_082_844_800;

/** Seconds since 1904, or since 1970 where that is what the writer took it for, as date and time. */
const date: Conversion = {
  value: (stored) => {
    const seconds = stored as number;
    const since1970 = seconds >= epoch ? seconds - epoch : seconds;
    if (since1970 === 0) return '0000:00:00 00:00:00';
    const time = new Date(since1970 * 1000);
    if (Number.isNaN(time.getTime())) return undefined;
    const day = [time.getUTCFullYear(), two(time.getUTCMonth() + 1), two(time.getUTCDate())].join(':');
    return `${day} ${[time.getUTCHours(), time.getUTCMinutes(), time.getUTCSeconds()].map(two).join(':')}`;
  },
};

const two = (part: number): string => String(part).padStart(2, '0');

/** A length of time in units of the given time scale. */
const duration = (scale: 'TimeScale' | 'MediaTimeScale'): Conversion => ({
  value: (stored, scope) => (stored as number) / (unitsOf(scope, scale) || 1),
  print: (value, scope) =>
    unitsOf(scope, scale) ? durationText(value as number) : perlNumber(value as number),
});

const unitsOf = (scope: TagScope, scale: string): number => (scope.stored?.(scale) ?? 0) as number;

const volume: Conversion = {
  ...scaled(256),
  print: (value) => `${fixed((value as number) * 100, 2)}%`,
};

/** A transformation whose right column is 2.30 fixed point, read as 16.16. */
const matrix: Conversion = {
  value: (stored) =>
    Array.isArray(stored) && stored.length === 9
      ? stored.map((part, i) => (part as number) / (i % 3 === 2 ? 0x4000 : 1))
      : undefined,
};

/** A width or height, an integer that some write as 16.16. */
const dimension: Conversion = {
  value: (stored) => {
    const size = stored as number;
    return size === 0 ? undefined : size >= 0x100000 ? size >>> 16 : size;
  },
};

const languageCode: Conversion = {
  value: (stored) => {
    const packed = stored as number;
    if (packed === 0) return undefined;
    return packed < 0x400 || packed === 0x7fff ? packed : unpackLanguage(packed);
  },
  print: (value) =>
    typeof value === 'number' ? (macLanguages.get(value) ?? `Unknown (${value})`) : String(value),
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

const graphicsMode = (name: string, layout: string): Conversion => {
  const known = defineRecord(layout).fields.find(({ def }) => def.name === name)?.def.labels ?? {};
  return { print: (value) => known[String(value)] ?? `Unknown (0x${(value as number).toString(16)})` };
};

const bitrate: Conversion = { print: (value) => bitrateText(value as number) };

const level: Conversion = {
  print: (value): Text => `${value} (level ${fixed((value as number) / 30, 1)})`,
};

export const hevcConfig: RecordLayout = defineRecord(rows.hevcConfig, {
  GeneralProfileSpace: bits(0xc0),
  GeneralTierFlag: bits(0x20),
  GeneralProfileIDC: bits(0x1f),
  GenProfileCompatibilityFlags: bitList('GenProfileCompatibilityFlags'),
  GeneralLevelIDC: level,
  MinSpatialSegmentationIDC: bits(0x0fff),
  ParallelismType: bits(3),
  ChromaFormat: bits(3),
  BitDepthLuma: { value: (stored) => ((stored as number) & 7) + 8 },
  BitDepthChroma: { value: (stored) => ((stored as number) & 7) + 8 },
  AverageFrameRate: scaled(256),
  ConstantFrameRate: bits(0xc0),
  NumTemporalLayers: bits(0x38),
  TemporalIDNested: bits(4),
});

export const av1Config: RecordLayout = defineRecord(rows.av1Config, {
  AV1ConfigurationVersion: bits(0x7f),
  ChromaFormat: bits(0x1c),
  ChromaSamplePosition: bits(3),
});

export const colorRep: RecordLayout = defineRecord(rows.colorRep, {
  ColorProfiles: { value: characters },
  VideoFullRangeFlag: bits(0x80),
});

export const contentLightLevel: RecordLayout = defineRecord(rows.contentLightLevel);

export const handler: RecordLayout = defineRecord(rows.handler, {
  HandlerClass: code,
  HandlerType: { value: characters },
  HandlerVendorID: code,
});

export const movieHeader: RecordLayout = defineRecord(rows.movieHeader, {
  CreateDate: date,
  ModifyDate: date,
  Duration: duration('TimeScale'),
  PreferredRate: scaled(0x10000),
  PreferredVolume: volume,
  MatrixStructure: matrix,
  PreviewTime: duration('TimeScale'),
  PreviewDuration: duration('TimeScale'),
  PosterTime: duration('TimeScale'),
  SelectionTime: duration('TimeScale'),
  SelectionDuration: duration('TimeScale'),
  CurrentTime: duration('TimeScale'),
});

export const trackHeader: RecordLayout = defineRecord(rows.trackHeader, {
  TrackCreateDate: date,
  TrackModifyDate: date,
  TrackDuration: duration('TimeScale'),
  TrackVolume: volume,
  MatrixStructure: matrix,
  ImageWidth: dimension,
  ImageHeight: dimension,
});

export const mediaHeader: RecordLayout = defineRecord(rows.mediaHeader, {
  MediaCreateDate: date,
  MediaModifyDate: date,
  MediaDuration: duration('MediaTimeScale'),
  MediaLanguageCode: languageCode,
});

export const videoHeader: RecordLayout = defineRecord(rows.videoHeader, {
  GraphicsMode: graphicsMode('GraphicsMode', rows.videoHeader),
});

export const hintHeader: RecordLayout = defineRecord(rows.hintHeader, {
  MaxBitrate: bitrate,
  AvgBitrate: bitrate,
});

export const genericHeader: RecordLayout = defineRecord(rows.genericHeader, {
  GenGraphicsMode: graphicsMode('GenGraphicsMode', rows.genericHeader),
});

export const timeCode: RecordLayout = defineRecord(rows.timeCode, {
  TextFace: {
    print: (value) => (value === 0 ? 'Plain' : bitNames(value as number, labels.get('TextFace') ?? {})),
  },
});

export const fragmentHeader: RecordLayout = defineRecord(rows.fragmentHeader);

export const visualSample: RecordLayout = defineRecord(rows.visualSample, {
  VendorID: { value: (stored) => (stored === '' ? undefined : stored) },
});

export const audioSample: RecordLayout = defineRecord(rows.audioSample, {
  AudioFormat: {
    value: (stored) => (/^[\w ]{4}$/.test(characters(stored)) ? characters(stored) : undefined),
  },
  AudioVendorID: code,
});

export const bitrateInfo: RecordLayout = defineRecord(rows.bitrate);

/** A definition with the labels of its name. */
export function named(name: string, conversion: Conversion = {}): TagDef {
  const own = labels.get(name);
  return { name, ...(own && { labels: own }), ...conversion };
}
