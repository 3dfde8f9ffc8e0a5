// Reads binary property lists: objects in a row, a table of where each begins, and a trailer that tells of both. What
// does not fit is left out, as ExifTool does.
import { plainText, utf16Text } from '../../bytes/text.js';
import { View } from '../../bytes/view.js';

/** A dictionary's entries in their order, each with its place among those that are stored; a key may come again. */
export class PlistDictionary {
  readonly entries: readonly (readonly [key: PlistValue, value: PlistValue, place: number])[];

  constructor(entries: PlistDictionary['entries']) {
    this.entries = entries;
  }
}

/** Whole numbers beyond 2^53 are their digits. */
export type PlistValue = string | number | Uint8Array | PlistDictionary | readonly PlistValue[];

const trailerBytes = 32;
const maxObjects = 10_000;
const maxDepth = 64;
/** From 1970 to 2001, which dates count from. */
const secondsTo2001 = 978_307_200;
const integerSizes = new Set([1, 2, 3, 4, 8]);
const simple: { readonly [code: number]: string } = { 0: '<null>', 8: 'True', 9: 'False', 15: '<fill>' };

/** The object that a list is of; `undefined` where it is no list or nothing can be made of it. */
export function readBinaryPlist(bytes: Uint8Array): PlistValue | undefined {
  const view = new View(bytes);
  const trailer = view.end - trailerBytes;
  if (trailer < 0) return undefined;
  const [offsetSize, refSize] = [view.u8(trailer + 6), view.u8(trailer + 7)];
  const [count, top, start] = [8, 16, 24].map((at) => view.u64(trailer + at)) as [number, number, number];
  if (top >= count || !integerSizes.has(offsetSize) || !integerSizes.has(refSize)) return undefined;
  if (!(start + offsetSize * count <= view.end)) return undefined;
  const places = Array.from({ length: count }, (_, i) => integer(view, start + i * offsetSize, offsetSize));
  return new PlistReader(view, places, refSize).object(places[top]!, 0)?.value;
}

/** An object, and where it ends. */
interface Read {
  readonly value: PlistValue;
  readonly end: number;
}

class PlistReader {
  readonly #view: View;
  readonly #places: readonly number[];
  readonly #refSize: number;
  #left = maxObjects;

  constructor(view: View, places: readonly number[], refSize: number) {
    this.#view = view;
    this.#places = places;
    this.#refSize = refSize;
  }

  /** The object at a place: four bits say what it is, four how long. */
  object(at: number, depth: number): Read | undefined {
    const view = this.#view;
    if (!view.has(at, at + 1) || this.#left-- <= 0 || depth > maxDepth) return undefined;
    const [type, low] = [view.u8(at) >> 4, view.u8(at) & 0x0f];
    if (type === 0) return low in simple ? { value: simple[low]!, end: at + 1 } : undefined;
    if (type <= 3) return this.#number(type, at + 1, 2 ** low);
    if (type === 8) return this.#identifier(at + 1, low + 1);
    const sized = low === 0x0f ? this.object(at + 1, depth + 1) : { value: low, end: at + 1 };
    const size = Number(sized?.value);
    return sized && /^\d+$/.test(String(sized.value)) ? this.#sized(type, sized.end, size, depth) : undefined;
  }

  #number(type: number, start: number, size: number): Read | undefined {
    const end = start + size;
    if (!this.#view.has(start, end)) return undefined;
    if (type === 1) {
      if (!integerSizes.has(size)) return undefined;
      const value = integer(this.#view, start, size);
      return { value: Number.isSafeInteger(value) ? value : exact(this.#view, start), end };
    }
    if (size !== 4 && size !== 8) return undefined;
    const value = size === 4 ? this.#view.f32(start) : this.#view.f64(start);
    return { value: type === 2 ? value : dateText(Math.floor(value) + secondsTo2001), end };
  }

  #identifier(start: number, size: number): Read | undefined {
    const end = start + size;
    if (!this.#view.has(start, end)) return undefined;
    if (integerSizes.has(size)) return { value: integer(this.#view, start, size), end };
    const hex = Array.from(this.#view.slice(start, end), (byte) => byte.toString(16).padStart(2, '0'));
    return { value: `0x${hex.join('')}`, end };
  }

  #sized(type: number, start: number, size: number, depth: number): Read | undefined {
    const unit = type === 6 ? 2 : type === 4 || type === 5 ? 1 : (type === 13 ? 2 : 1) * this.#refSize;
    const end = start + size * unit;
    if (!this.#view.has(start, end)) return undefined;
    const bytes = this.#view.slice(start, end);
    if (type === 4) return { value: bytes, end };
    if (type === 5) return { value: plainText(bytes), end };
    if (type === 6) return { value: utf16Text(bytes), end };
    if (type !== 10 && type !== 12 && type !== 13) return undefined;
    const value = this.#collection(start, size, type === 13, depth);
    return value === undefined ? undefined : { value, end };
  }

  /** A list of objects; of a dictionary first all keys, then all values. */
  #collection(start: number, size: number, isDictionary: boolean, depth: number): PlistValue | undefined {
    const places: number[] = [];
    for (let i = 0; i < (isDictionary ? 2 * size : size); i++) {
      const place = this.#places[integer(this.#view, start + i * this.#refSize, this.#refSize)];
      if (place === undefined) return 0;
      places.push(place);
    }
    if (isDictionary) return this.#dictionary(places.slice(0, size), places.slice(size), depth);
    const items = places.map((place) => this.object(place, depth + 1)?.value);
    return items.filter((item) => item !== undefined && !(item instanceof PlistDictionary)) as PlistValue[];
  }

  #dictionary(keys: readonly number[], values: readonly number[], depth: number): PlistDictionary {
    const entries: (readonly [PlistValue, PlistValue, number])[] = [];
    keys.forEach((place, i) => {
      const key = this.object(place, depth + 1)?.value;
      if (key === undefined || key === '') return;
      const value = this.object(values[i]!, depth + 1)?.value;
      if (value !== undefined) entries.push([key, value, i]);
    });
    return new PlistDictionary(entries);
  }
}

function integer(view: View, at: number, size: number): number {
  if (size === 1) return view.u8(at);
  if (size === 2) return view.u16(at);
  if (size === 3) return view.u24(at);
  return size === 4 ? view.u32(at) : view.u64(at);
}

function dateText(seconds: number): string {
  const date = new Date(seconds * 1000);
  const text = Number.isNaN(date.getTime()) ? '0000-00-00T00:00:00' : date.toISOString().slice(0, 19);
  return `${text.replaceAll('-', ':').replace('T', ' ')}+00:00`;
}

function exact(view: View, at: number): string {
  return String(view.data.getBigUint64(at - view.start));
}
