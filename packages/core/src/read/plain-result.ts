// Results as plain objects: by block, and flat.
import { toBase64 } from '../bytes/base64.js';
import { StoredBytes } from '../bytes/stored-bytes.js';
import { dateParts, isoDate } from '../present/iso-date.js';
import { type BytesForm, byteLength, define, type PlainValue, plainValue } from '../present/plain-value.js';
import type { Tag } from '../types.js';

/** How a result becomes plain. */
export interface PlainOptions {
  /**
   * What stands for bytes: `{ byteLength }`, or their Base64. Bytes that reading left in a file which is not in memory
   * are told by their length in any case: `extract` reads them.
   */
  readonly bytes?: 'length' | 'base64';
}

/** A result by block: `{ fileType, exif: { FNumber: 2.8 }, gps: { latitude: 48.8 }, ... }`. */
export type PlainMetadata = { readonly [block: string]: PlainValue };

/** A result by name alone: `{ Make: 'Canon', FNumber: 2.8, Orientation: 'Rotate 90 CW', latitude: 48.8 }`. */
export type FlatMetadata = { readonly [name: string]: PlainValue };

/** Names of tags that were picked; `undefined` where all are wanted. */
export type Picked = ReadonlySet<string> | undefined;

/** The form that stands for bytes; `held` gets those that reading left where they are, if they are in memory. */
export function bytesForm(
  options: PlainOptions | undefined,
  held: (bytes: StoredBytes) => Uint8Array | undefined,
): BytesForm {
  if (options?.bytes !== 'base64') return byteLength;
  return (bytes) => {
    const found = bytes instanceof StoredBytes ? held(bytes) : bytes;
    return found ? toBase64(found) : byteLength(bytes);
  };
}

/** The values of a block, those of other names left out; `undefined` where none is left. */
export function plainBlock(value: unknown, picked: Picked, ofBytes: BytesForm): PlainValue | undefined {
  if (!picked) return plainValue(value, ofBytes);
  if (typeof value !== 'object' || value === null) return undefined;
  const wanted = Object.entries(value).filter(([name]) => picked.has(name));
  return wanted.length > 0 ? plainValue(Object.fromEntries(wanted), ofBytes) : undefined;
}

/** The values of the tags of a family by their names; `undefined` where there are none. */
export function plainFamily(
  tags: readonly Tag[],
  family: string,
  ofBytes: BytesForm,
): PlainValue | undefined {
  const own = tags.filter((tag) => tag.family === family);
  if (own.length === 0) return undefined;
  const fields = {};
  for (const { name, value } of own) define(fields, name, plainValue(value, ofBytes));
  return fields;
}

/**
 * Every tag by its name. Of several the first counts, but computed ones before it (their coordinates are signed), and
 * what describes another picture after all; the thumbnail's are left out.
 */
export function flatTags(tags: readonly Tag[], ofBytes: BytesForm): Map<string, PlainValue> {
  const flat = new Map<string, PlainValue>();
  const ranks = new Map<string, number>();
  for (const tag of tags) {
    const rank = tag.weak ? 0 : tag.family === 'Composite' ? 2 : 1;
    if (tag.group === 'IFD1' || rank <= (ranks.get(tag.name) ?? -1)) continue;
    const value = flatValue(tag, ofBytes);
    if (value === undefined) continue;
    flat.set(tag.name, value);
    ranks.set(tag.name, rank);
  }
  for (const name of ['DateTimeOriginal', 'CreateDate', 'ModifyDate']) {
    const exact = flat.get(`SubSec${name}`);
    if (exact !== undefined) flat.set(name, exact);
  }
  return flat;
}

/** A label where one is printed, a date in the form of ISO 8601, else the value. */
function flatValue({ value, text }: Tag, ofBytes: BytesForm): PlainValue | undefined {
  if (typeof value === 'number' && typeof text === 'string' && /^[A-Za-z]/.test(text)) return text;
  return typeof value === 'string' ? withIsoDate(value) : plainValue(value, ofBytes);
}

/** The beginning of a date as Exif has it: a whole day. */
const exifDate = /^\d{4}:\d\d:\d\d/;

/** A whole date of Exif's form as ISO 8601 has it, with the offset that it states; any other text as it is. */
export function withIsoDate(text: string): string {
  const parts = exifDate.test(text) ? dateParts(text) : undefined;
  return parts ? isoDate(parts) : text;
}
