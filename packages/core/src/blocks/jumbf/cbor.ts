// Reads CBOR (RFC 8949) into plain values, in bounded time.
import { utf8Text } from '../../bytes/text.js';
import type { View } from '../../bytes/view.js';
import type { Budget, Context } from '../../types.js';

/** A decoded item. Maps keep their order; true, false, null and undefined are the words ExifTool prints. */
export type CborValue = string | number | Uint8Array | readonly CborValue[] | CborMap;

/** A map with its keys as text. */
export class CborMap {
  readonly entries: readonly (readonly [key: string, value: CborValue])[];

  constructor(entries: readonly (readonly [key: string, value: CborValue])[]) {
    this.entries = entries;
  }
}

/** The data items of `[start, end)` one after the other, and what is wrong where they stop short. */
export function readCbor(
  view: View,
  start: number,
  end: number,
  context: Context,
): { readonly items: readonly CborValue[]; readonly error?: string; readonly at: number } {
  const reader = new Reader(view, start, Math.min(end, view.end), context);
  const items: CborValue[] = [];
  while (reader.at < reader.end) {
    const item = reader.item(0);
    if (reader.error) return { items, error: reader.error, at: reader.at };
    if (item === undefined) break;
    items.push(item);
  }
  return { items, at: reader.at };
}

const simpleValues: { readonly [value: number]: string } = {
  20: 'False',
  21: 'True',
  22: 'null',
  23: 'undef',
};

class Reader {
  at: number;
  readonly end: number;
  error: string | undefined;
  readonly #view: View;
  readonly #depth: number;
  readonly #budget: Budget;

  constructor(view: View, start: number, end: number, { limits, budget }: Context) {
    this.#view = view;
    this.at = start;
    this.end = end;
    this.#depth = limits.depth;
    this.#budget = budget;
  }

  /** The next item; `undefined` at a break, and where something is wrong. */
  item(depth: number): CborValue | undefined {
    if (depth > this.#depth) return this.#fail('CBOR is nested too deep');
    if (!this.#budget.item(0)) return this.#fail('CBOR has too many items');
    if (this.at >= this.end) return this.#fail('CBOR data is cut off');
    const head = this.#view.u8(this.at++);
    const major = head >> 5;
    const short = head & 31;
    if (major === 7) return this.#simple(short);
    const argument = this.#argument(short);
    if (argument === undefined) return undefined;
    if (major === 0) return argument;
    if (major === 1) return -1 - argument;
    if (major === 2 || major === 3)
      return short === 31 ? this.#pieces(depth) : this.#string(argument, major === 3);
    if (major === 6) return tagged(argument, this.item(depth + 1));
    return major === 4 ? this.#list(argument, short === 31, depth) : this.#map(argument, short === 31, depth);
  }

  #fail(message: string): undefined {
    this.error ??= message;
    return undefined;
  }

  #argument(short: number): number | undefined {
    if (short < 24) return short;
    if (short === 31) return 0;
    const size = short < 28 ? 1 << (short - 24) : 0;
    if (size === 0) return this.#fail(`CBOR has a number of unknown size (${short})`);
    const at = this.at;
    if (at + size > this.end) return this.#fail('CBOR data is cut off');
    this.at += size;
    if (size === 1) return this.#view.u8(at);
    return size === 2 ? this.#view.u16(at) : size === 4 ? this.#view.u32(at) : this.#view.u64(at);
  }

  #string(length: number, isText: boolean): string | Uint8Array | undefined {
    if (length > this.end - this.at) return this.#fail('CBOR string is cut off');
    const bytes = this.#view.slice(this.at, this.at + length);
    this.at += length;
    if (!isText) return bytes;
    return this.#budget.item(length) ? utf8Text(bytes) : this.#fail('CBOR texts are too long in all');
  }

  /** A string in pieces of unstated number: text, its bytes as characters where they are bytes. */
  #pieces(depth: number): string | undefined {
    const pieces: string[] = [];
    for (;;) {
      const piece = this.item(depth + 1);
      if (this.error) return undefined;
      if (piece === undefined) return pieces.join('');
      pieces.push(piece instanceof Uint8Array ? utf8Text(piece) : String(piece));
    }
  }

  #list(count: number, open: boolean, depth: number): CborValue[] | undefined {
    const list: CborValue[] = [];
    while (open || list.length < count) {
      const item = this.item(depth + 1);
      if (this.error) return undefined;
      if (item === undefined) return open ? list : this.#fail('CBOR list ends too early');
      list.push(item);
    }
    return list;
  }

  #map(count: number, open: boolean, depth: number): CborMap | undefined {
    const list = this.#list(2 * count, open, depth);
    if (!list) return undefined;
    const entries: [string, CborValue][] = [];
    for (let i = 0; i + 1 < list.length; i += 2) entries.push([keyText(list[i]!), list[i + 1]!]);
    return new CborMap(entries);
  }

  #simple(short: number): CborValue | undefined {
    const at = this.at;
    if (short === 31) return undefined;
    const size = short < 24 ? 0 : short < 28 ? 1 << (short - 24) : -1;
    if (size < 0 || at + size > this.end) return this.#fail('CBOR has a value of unknown kind');
    this.at += size;
    if (size === 2) return number(halfFloat(this.#view.u16(at)));
    if (size === 4) return number(this.#view.f32(at));
    if (size === 8) return number(this.#view.f64(at));
    const value = size === 1 ? this.#view.u8(at) : short;
    return simpleValues[value] ?? `Unknown (${value})`;
  }
}

function keyText(key: CborValue): string {
  return typeof key === 'string' || typeof key === 'number' ? String(key) : '';
}

function number(value: number): number | string {
  return Number.isNaN(value) ? '<nan>' : Number.isFinite(value) ? value : '<inf>';
}

/** IEEE 754 binary16. */
function halfFloat(bits: number): number {
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  const sign = bits & 0x8000 ? -1 : 1;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (fraction + 1024) * 2 ** (exponent - 25));
}

/** An item with a tag (RFC 8949, 3.4): dates and large numbers become what they mean. */
function tagged(tag: number, item: CborValue | undefined): CborValue | undefined {
  if (tag === 0 && typeof item === 'string')
    return item.replace(/^(\d{4})-(\d\d)-(\d\d)[T ](\d\d:\d\d)/, '$1:$2:$3 $4');
  if (tag === 1 && typeof item === 'number') return dateText(item);
  if ((tag === 2 || tag === 3) && item instanceof Uint8Array) {
    const big = item.reduce((sum, byte) => sum * 256 + byte, 0);
    return number(tag === 2 ? big : -1 - big);
  }
  if ((tag === 4 || tag === 5) && Array.isArray(item)) {
    const [exponent, mantissa] = item;
    if (typeof exponent === 'number' && typeof mantissa === 'number')
      return number(mantissa * (tag === 4 ? 10 : 2) ** exponent);
  }
  return item;
}

/** Seconds since 1970 as date and time in UTC. */
function dateText(seconds: number): string | number {
  const date = new Date(Math.floor(seconds) * 1000);
  if (Number.isNaN(date.getTime())) return seconds;
  const text = date.toISOString().slice(0, 19).replace('T', ' ').replaceAll('-', ':');
  const fraction = Number.isInteger(seconds) ? '' : (seconds - Math.floor(seconds)).toFixed(6).slice(1);
  return `${text}${fraction}+00:00`;
}
