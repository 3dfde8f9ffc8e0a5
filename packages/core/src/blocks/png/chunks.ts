// The tags of PNG chunks that are not text (PNG third edition, section 11.3; PNG extensions 1.5).
import { utf8Text } from '../../bytes/text.js';
import type { View } from '../../bytes/view.js';
import { recordTags } from '../../tables/record.js';
import { makeTag } from '../../tables/tag.js';
import type { Tag, TagDef, TagValue } from '../../types.js';
import { binaryTags, chunkRecords, chunkTags, scaleUnits } from './definitions.js';

/** The tags of a chunk whose data is `[start, end)`. */
export type ChunkDecoder = (
  view: View,
  start: number,
  end: number,
  /** The colour type of the header, where known. */
  colorType: number | undefined,
) => readonly Tag[];

type ChunkValue = (bytes: Uint8Array, colorType: number | undefined) => TagValue | undefined;

const palette = 3;

const chunkValues: { readonly [type: string]: ChunkValue } = {
  PLTE: (bytes) => (bytes.length > 3 ? bytes : bytes.join(' ')),
  bKGD: (bytes) => (bytes.length < 2 ? bytes.join(' ') : pairs(bytes).join(' ')),
  gAMA: (bytes) => decodingGamma(bytes),
  'iCCP-name': (bytes) => (bytes.length > 0 ? utf8Text(bytes) : undefined),
  oFFs: (bytes) => imageOffset(bytes),
  sBIT: (bytes) => bytes.join(' '),
  sRGB: (bytes) => bytes[0],
  tIME: (bytes) => modifyDate(bytes),
  tRNS: (bytes, colorType) => transparency(bytes, colorType),
};

const decoders: ReadonlyMap<string, ChunkDecoder> = new Map([
  ...[...chunkRecords].map(([type, layout]): [string, ChunkDecoder] => [
    type,
    (view, start, end) => recordTags(view, start, end, layout),
  ]),
  ...[...binaryTags].map(([type, def]): [string, ChunkDecoder] => [
    type,
    (view, start, end) => one(type, def, view.slice(start, end)),
  ]),
  ...[...chunkTags].map(([type, def]): [string, ChunkDecoder] => [
    type,
    (view, start, end, colorType) => one(type, def, chunkValues[type]?.(view.slice(start, end), colorType)),
  ]),
  ['sCAL', (view, start, end) => subjectScale(view, start, end)],
]);

/** How the chunk of this type is read; `undefined` for text and for chunks without tags. */
export function chunkDecoder(type: string): ChunkDecoder | undefined {
  return decoders.get(type);
}

function one(type: string, def: TagDef, value: TagValue | undefined): readonly Tag[] {
  const tag = value === undefined ? undefined : makeTag('PNG', 'PNG', type, def, value);
  return tag ? [tag] : [];
}

/** Big-endian 16-bit numbers; a byte left over is none. */
function pairs(bytes: Uint8Array): number[] {
  return Array.from({ length: bytes.length >> 1 }, (_, i) => bytes[2 * i]! * 256 + bytes[2 * i + 1]!);
}

/** The exponent for display; the chunk states that of encoding, times 100,000. */
function decodingGamma(bytes: Uint8Array): number | undefined {
  const encoding = bytes.length < 4 ? 0 : new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  return encoding === 0 ? undefined : Math.floor(1e9 / encoding + 0.5) / 1e4;
}

function imageOffset(bytes: Uint8Array): string | undefined {
  if (bytes.length < 9) return undefined;
  const data = new DataView(bytes.buffer, bytes.byteOffset);
  return `${data.getUint32(0)}, ${data.getUint32(4)} (${bytes[8] ? 'microns' : 'pixels'})`;
}

/** Year, month, day, hour, minute and second; zero where the chunk is too short. */
function modifyDate(bytes: Uint8Array): string | undefined {
  if (bytes.length < 2) return undefined;
  const year = bytes[0]! * 256 + bytes[1]!;
  const [month, day, hour, minute, second] = [2, 3, 4, 5, 6].map((at) => pad(bytes[at] ?? 0, 2));
  return `${pad(year, 4)}:${month}:${day} ${hour}:${minute}:${second}`;
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}

/** One sample for each channel, or an alpha for each palette entry. */
function transparency(bytes: Uint8Array, colorType: number | undefined): TagValue {
  if (bytes.length > 6) return bytes;
  return (colorType === palette ? [...bytes] : pairs(bytes)).join(' ');
}

/** Units, then width and height of a pixel as two texts with a null between. */
function subjectScale(view: View, start: number, end: number): readonly Tag[] {
  if (start >= end) return [];
  const [width, height] = start + 1 < end ? view.latin1(start + 1, end).split('\0') : [];
  return [
    ...one('sCAL', { name: 'SubjectUnits', labels: scaleUnits }, view.u8(start)),
    ...one('sCAL', { name: 'SubjectPixelWidth' }, width),
    ...one('sCAL', { name: 'SubjectPixelHeight' }, height),
  ];
}
