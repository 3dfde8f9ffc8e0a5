// PNG chunks and text keywords: what their values mean (PNG third edition, section 11.3; PNG extensions 1.5).
import { utf8Text } from '../../bytes/text.js';
import { View } from '../../bytes/view.js';
import type { Conversion, Conversions } from '../../tables/conversion.js';
import { asIs, known, over } from '../../tables/number-conversions.js';
import { Records, tagOfRow } from '../../tables/records.js';
import type { Row } from '../../tables/row.js';
import type { Known } from '../../tables/scope.js';
import { toText, type Value } from '../../tables/value.js';
import { labels, rows } from '../../tags/png.generated.js';
import type { Tag } from '../../types.js';
import { fromIso, fromRfc1123 } from './dates.js';

/** The member that holds the colour type of the header. */
export const COLOR_TYPE = 'PNGColorType';
const palette = 3;

/** The value of a chunk's bytes. */
const ofBytes = (value: (bytes: Uint8Array, scope: Known) => Value): Conversion => ({
  value: (stored, scope) => (stored instanceof Uint8Array ? value(stored, scope) : undefined),
});

const isoDate: Conversion = { value: (text) => fromIso(toText(text)) };

export const pngConversions: Conversions = {
  Main: {
    tags: {
      Palette: ofBytes((bytes) => (bytes.length > 3 ? bytes : bytes.join(' '))),
      BackgroundColor: ofBytes((bytes) => (bytes.length < 2 ? bytes : pairs(bytes)).join(' ')),
      Gamma: ofBytes(decodingGamma),
      ImageOffset: ofBytes(imageOffset),
      SignificantBits: ofBytes((bytes) => bytes.join(' ')),
      SRGBRendering: ofBytes((bytes) => bytes[0]),
      SuggestedPalette: { print: asIs },
      ModifyDate: ofBytes(modifyDate),
      Transparency: ofBytes(transparency),
      XMP: { value: asIs },
    },
  },
  ImageHeader: { tags: { ColorType: { raw: asIs } } },
  AnimationControl: {
    tags: {
      AnimationFrames: { raw: asIs },
      AnimationPlays: { print: (value) => (value === 0 ? 'inf' : value) },
    },
  },
  PrimaryChromaticities: { tags: { '*': { value: over(100_000) } } },
  TextualData: {
    tags: { CreationTime: { raw: (text) => fromRfc1123(toText(text)) }, 'CreateDate ModDate': isoDate },
  },
};

export const pngRecords: Records = new Records({ rows, labels, conversions: [pngConversions] });

const CHUNKS = 'PNG::Main';
export const KEYWORDS = 'PNG::TextualData';

/** The row of a chunk by its type, unless the chunk holds what another standard has tables for. */
export function chunkRow(type: string): Row | undefined {
  const row = pngRecords.row(CHUNKS, type);
  return row?.sub && !row.sub.table.startsWith('PNG::') ? undefined : row;
}

/** The tags of a chunk that is no text and whose data is `[start, end)`. */
export function chunkTags(
  type: string,
  view: View,
  start: number,
  end: number,
  members: ReadonlyMap<string, Value>,
): Tag[] {
  const row = chunkRow(type);
  if (row?.sub) return pngRecords.tags(row.sub.table, view, start, end);
  const bytes = view.slice(start, end);
  if (row?.value || row?.isBinary) return tagOfRow(row, bytes, { members });
  return row && bytes.length > 0 ? tagOfRow(row, utf8Text(bytes)) : [];
}

/** The name of a chunk's type or of a text's keyword. */
export function blockName(key: string): string {
  return (pngRecords.row(CHUNKS, key) ?? pngRecords.row(KEYWORDS, key))?.name ?? key;
}

/** Big-endian 16-bit numbers; a byte left over is none. */
function pairs(bytes: Uint8Array): number[] {
  return Array.from({ length: bytes.length >> 1 }, (_, i) => bytes[2 * i]! * 256 + bytes[2 * i + 1]!);
}

/** The exponent for display; the chunk states that of encoding, times 100,000. */
function decodingGamma(bytes: Uint8Array): number | undefined {
  const encoding = bytes.length < 4 ? 0 : new View(bytes).u32(0);
  return encoding === 0 ? undefined : Math.floor(1e9 / encoding + 0.5) / 1e4;
}

function imageOffset(bytes: Uint8Array): string | undefined {
  if (bytes.length < 9) return undefined;
  const view = new View(bytes);
  return `${view.u32(0)}, ${view.u32(4)} (${bytes[8] ? 'microns' : 'pixels'})`;
}

/** Year, month, day, hour, minute and second; zero where the chunk is too short. */
function modifyDate(bytes: Uint8Array): string | undefined {
  if (bytes.length < 2) return undefined;
  const year = String(bytes[0]! * 256 + bytes[1]!).padStart(4, '0');
  const [month, day, hour, minute, second] = [2, 3, 4, 5, 6].map((at) =>
    String(bytes[at] ?? 0).padStart(2, '0'),
  );
  return `${year}:${month}:${day} ${hour}:${minute}:${second}`;
}

/** One sample for each channel, or an alpha for each palette entry. */
function transparency(bytes: Uint8Array, scope: Known): Value {
  if (bytes.length > 6) return bytes;
  return (known(scope, COLOR_TYPE) === palette ? bytes : pairs(bytes)).join(' ');
}
