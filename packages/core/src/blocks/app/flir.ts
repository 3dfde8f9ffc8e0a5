// FLIR thermal cameras: an FFF file in numbered APP1 segments, with records of settings and pictures.
import { join } from '../../bytes/block-view.js';
import { bytesBeforeNull, utf8Text } from '../../bytes/text.js';
import { View } from '../../bytes/view.js';
import { INT16U, readStored } from '../../tables/stored-value.js';
import type { Context, Tag, TagDef, TagValue } from '../../types.js';
import { flirRecords, tools } from './flir-records.js';
import { type AppSegment, type AppStandard, segmentStarts, tag } from './segment.js';

const entryLength = 32;
const pictureHeader = 32;

/** FLIR's FFF data; the chunks are joined in the order of their numbers. */
export const flir: AppStandard = {
  matches: (segment) =>
    segment.label === 'APP1' && segmentStarts(segment, 'FLIR\0') && segment.end >= segment.start + 8,
  decode: (segments) => {
    const chunks = [...segments].sort((a, b) => a.view.u8(a.start + 6) - b.view.u8(b.start + 6));
    const view = new View(join(chunks.map((chunk) => chunk.view.slice(chunk.start + 8, chunk.end))));
    return fileTags(view, segments[0]!);
  },
};

interface FlirRecord {
  readonly view: View;
  readonly start: number;
  readonly end: number;
  readonly littleEndian: boolean;
}

function fileTags(view: View, { path, context }: AppSegment): Tag[] {
  if (!view.has(0, 64) || !/^[AF]FF\0/.test(view.fourcc(0))) return [];
  const known = (littleEndian: boolean) => Math.floor(view.u32(0x14, littleEndian) / 100) === 1;
  const littleEndian = !known(false);
  if (littleEndian && !known(true)) return [];
  const directory = view.u32(0x18, littleEndian);
  const count = view.u32(0x1c, littleEndian);
  const tags = flirRecords.tags('FLIR::Header', view, 0, 64);
  for (let i = 0; i < count && context.budget.tag(0, 32); i++) {
    const entry = directory + i * entryLength;
    if (!view.has(entry, entry + entryLength)) {
      context.warn('truncated', 'FLIR directory is cut off', entry, path);
      break;
    }
    const type = view.u16(entry, littleEndian);
    const start = view.u32(entry + 12, littleEndian);
    const end = start + view.u32(entry + 16, littleEndian);
    if (type === 0) continue;
    if (!view.has(start, end)) {
      context.warn('truncated', 'FLIR record lies outside', entry, path);
      break;
    }
    tags.push(...(readers[type]?.({ view, start, end, littleEndian }, context) ?? []));
  }
  return tags;
}

const flirTag = (def: TagDef, value: TagValue): Tag[] => tag('APP1', 'FLIR', def, value);

/** The record in its own byte order, which a small number at `at` tells. */
function ordered(record: FlirRecord, at = 0): FlirRecord {
  const { view, start, end, littleEndian } = record;
  const turned = start + at + 2 <= end && view.u16(start + at, littleEndian) >= 0x100;
  return turned ? { ...record, littleEndian: !littleEndian } : record;
}

type Read = (record: FlirRecord, context: Context) => Tag[];

const fields =
  (table: string): Read =>
  ({ view, start, end, littleEndian }) =>
    flirRecords.tags(`FLIR::${table}`, view, start, end, { littleEndian });

/** Records by their type number. */
const readers: { readonly [type: number]: Read } = {
  1: (record) => pictureTags(ordered(record), 'RawThermalImage'),
  5: (record) => pictureTags(ordered(record), 'GainDeadMapImage'),
  6: (record) => pictureTags(ordered(record), 'CoarseMapImage'),
  14: (record) => embeddedTags(ordered(record)),
  32: (record, context) => fields('CameraInfo')(ordered(record), context),
  33: measurementTags,
  34: (record, context) => fields('PaletteInfo')({ ...record, littleEndian: false }, context),
  35: textTags,
  42: (record, context) => fields('PiP')({ ...record, littleEndian: true }, context),
  43: (record, context) => fields('GPSInfo')({ ...record, littleEndian: true }, context),
  46: textTags,
};

const png = '\x89PNG\r\n\x1a\n';
const tiffHeaderLength = 204;

/** A picture: PNG, JPEG, or 16-bit pixels, which ExifTool counts with the TIFF header it puts before them. */
function pictureTags({ view, start, end, littleEndian }: FlirRecord, name: string): Tag[] {
  if (start + pictureHeader >= end) return [];
  const width = view.u16(start + 2, littleEndian);
  const height = view.u16(start + 4, littleEndian);
  const bytes = view.slice(start + pictureHeader, end);
  const pixels = bytes.length === width * height * 2 && littleEndian;
  const type = imageType(bytes) ?? (pixels ? 'TIFF' : 'DAT');
  const length = bytes.length + (type === 'TIFF' ? tiffHeaderLength : 0);
  const print = () => `(Binary data ${length} bytes, use -b option to extract)`;
  return [
    ...flirTag({ name: `${name}Width` }, width),
    ...flirTag({ name: `${name}Height` }, height),
    ...flirTag({ name: `${name}Type` }, type),
    ...flirTag({ name, print }, bytes),
  ];
}

function imageType(bytes: Uint8Array): string | undefined {
  if ([...png].every((c, i) => bytes[i] === c.charCodeAt(0))) return 'PNG';
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff ? 'JPG' : undefined;
}

function embeddedTags({ view, start, end, littleEndian }: FlirRecord): Tag[] {
  if (start + pictureHeader >= end) return [];
  const bytes = view.slice(start + pictureHeader, end);
  return [
    ...flirTag({ name: 'EmbeddedImageWidth' }, view.u16(start + 2, littleEndian)),
    ...flirTag({ name: 'EmbeddedImageHeight' }, view.u16(start + 4, littleEndian)),
    ...flirTag({ name: 'EmbeddedImageType' }, imageType(bytes) ?? 'DAT'),
    ...flirTag({ name: 'EmbeddedImage' }, bytes),
  ];
}

/** The measuring tools that lie on the picture. */
function measurementTags(record: FlirRecord, context: Context): Tag[] {
  const { view, start, end, littleEndian } = ordered(record);
  const tags: Tag[] = [];
  let at = start + 12;
  for (let number = 1; number <= context.limits.items && at + 6 <= end; number++) {
    const length = view.u16(at, littleEndian);
    const numbers = at + 0x24;
    const label = numbers + view.u16(at + 4, littleEndian);
    if (length < 0x28 || at + length > end) break;
    const name = `Meas${number}`;
    tags.push(...flirTag({ name: `${name}Type`, labels: tools }, view.u16(at + 10, littleEndian)));
    if (label > end) break;
    const count = Math.floor((label - numbers) / 2);
    const params = readStored(view, numbers, label, INT16U, Math.max(2, count), littleEndian);
    if (params !== undefined) tags.push(...flirTag({ name: `${name}Params` }, params));
    tags.push(...flirTag({ name: `${name}Label` }, labelText(view, label, at + length, littleEndian)));
    at += length;
  }
  return tags;
}

function labelText(view: View, start: number, end: number, littleEndian: boolean): string {
  let text = '';
  for (let at = start; at + 2 <= end; at += 2) {
    const unit = view.u16(at, littleEndian);
    if (unit < 0x20 || unit > 0x7f) break;
    text += String.fromCharCode(unit);
  }
  return text;
}

/** Lines of `.0.label text "Operator"` and the like, and when they were written. */
function textTags({ view, start, end }: FlirRecord, context: Context): Tag[] {
  if (start + 12 > end) return [];
  const text = utf8Text(bytesBeforeNull(view.slice(start + 12, end)));
  const written = /# Generated at (.*?)[\n\r]/.exec(text)?.[1];
  const tags = written ? flirTag({ name: 'DateTimeGenerated' }, written.replaceAll('-', ':')) : [];
  for (const [, number, kind = '', coding, stored = ''] of text.matchAll(
    /\.(\d+)\.(label|value|param) (unicode|text) "(.*)"/g,
  )) {
    if (tags.length >= context.limits.values) break;
    const value = coding === 'unicode' ? unescaped(stored) : stored;
    tags.push(...flirTag({ name: `${kind.charAt(0).toUpperCase()}${kind.slice(1)}${number}` }, value));
  }
  return tags;
}

/** `\00e9` as its character, `\n` and other escaped characters as themselves. */
function unescaped(text: string): string {
  const plain: { readonly [letter: string]: string } = { n: '\n', r: '\r', t: '\t', 0: '' };
  return text.replace(/\\([0-9a-fA-F]{4}|.)/g, (_, code: string) =>
    code.length === 4 ? String.fromCharCode(Number.parseInt(code, 16)) : (plain[code] ?? code),
  );
}
