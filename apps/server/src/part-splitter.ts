// Splits a multipart body into its parts while it arrives (RFC 2046 section 5.1). What stands before the first
// boundary and after the last is skipped; no part is held.
import { joinChunks } from './bytes.js';
import { badRequest } from './errors.js';
import { decodeText } from './parameters.js';

/** Takes the content of a part piece by piece. */
export type PartSink = (content: Uint8Array) => void;

/** Header values of a part by lower-case name. */
export type PartHeaders = ReadonlyMap<string, string>;

const headerLimit = 16 * 1024;
const CR = 0x0d;
const crlf: Uint8Array = new TextEncoder().encode('\r\n');
const blankLine: Uint8Array = new TextEncoder().encode('\r\n\r\n');
const findBlankLine = searchFor(blankLine);

/** Fed with the chunks of a body; opens a sink for each part. */
export class PartSplitter {
  readonly #delimiter: Uint8Array;
  readonly #findDelimiter: (data: Uint8Array) => number;
  readonly #open: (headers: PartHeaders) => PartSink;
  #state: 'content' | 'delimiter' | 'headers' | 'end' = 'content';
  #sink: PartSink = () => {};
  /** What has come and is not dealt with. A boundary may be the very first: it is a line's start too. */
  #data: Uint8Array = crlf;

  constructor(boundary: string, open: (headers: PartHeaders) => PartSink) {
    this.#delimiter = new TextEncoder().encode(`\r\n--${boundary}`);
    this.#findDelimiter = searchFor(this.#delimiter);
    this.#open = open;
  }

  /** Takes a chunk. Throws ApiError 400 `malformed-body`, or what a sink throws. */
  write(chunk: Uint8Array): void {
    if (this.#state === 'end') return;
    this.#data = this.#data.length === 0 ? chunk : joinChunks([this.#data, chunk]);
    while (this.#step());
  }

  /** Throws ApiError 400 `malformed-body` unless the last boundary has come. */
  finish(): void {
    if (this.#state !== 'end') throw badRequest('malformed-body');
  }

  /** One step on; whether there may be another with what has come. */
  #step(): boolean {
    switch (this.#state) {
      case 'content':
        return this.#content();
      case 'delimiter':
        return this.#afterDelimiter();
      case 'headers':
        return this.#headers();
      case 'end':
        this.#data = crlf;
        return false;
    }
  }

  #content(): boolean {
    const data = this.#data;
    const found = this.#findDelimiter(data);
    const at = found < 0 ? data.length : found;
    if (at > 0) this.#sink(data.subarray(0, at));
    const end = at + this.#delimiter.length;
    const isWhole = end <= data.length;
    this.#data = data.subarray(isWhole ? end : at);
    if (isWhole) this.#state = 'delimiter';
    return isWhole;
  }

  /** A boundary is one only where its line ends, or where two dashes say that it is the last. */
  #afterDelimiter(): boolean {
    const data = this.#data;
    if (data.length < 2) return false;
    let at = 0;
    if (data[0] === 0x2d && data[1] === 0x2d) {
      this.#state = 'end';
      return true;
    }
    while (data[at] === 0x20 || data[at] === 0x09) at++;
    if (data.length - at < 2 && at < headerLimit) return false;
    if (data[at] === CR && data[at + 1] === 0x0a) {
      this.#data = data.subarray(at);
      this.#state = 'headers';
    } else {
      this.#sink(this.#delimiter);
      this.#state = 'content';
    }
    return true;
  }

  #headers(): boolean {
    const end = findBlankLine(this.#data);
    const isWhole = end >= 0 && end + blankLine.length <= this.#data.length;
    if ((isWhole ? end : this.#data.length) > headerLimit) throw badRequest('malformed-body');
    if (!isWhole) return false;
    this.#sink = this.#open(parseHeaders(this.#data.subarray(0, end)));
    this.#data = this.#data.subarray(end + blankLine.length);
    this.#state = 'content';
    return true;
  }
}

/** Lines may be folded, and may be UTF-8 or Latin-1. */
function parseHeaders(bytes: Uint8Array): PartHeaders {
  const headers = new Map<string, string>();
  const text = (decodeText(bytes) ?? '').replace(/\r\n[ \t]+/g, ' ');
  for (const line of text.split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return headers;
}

/**
 * A search for a pattern of at most 255 bytes (Horspool's): it looks at one byte of most stretches as long as the
 * pattern. Gives where the pattern lies in the data, or its start at the end of the data; -1 where neither does.
 */
function searchFor(pattern: Uint8Array): (data: Uint8Array) => number {
  const last = pattern.length - 1;
  const steps = new Uint8Array(256).fill(pattern.length);
  for (let i = 0; i < last; i++) steps[pattern[i]!] = last - i;
  const startsAt = (data: Uint8Array, at: number): boolean => {
    const end = Math.min(pattern.length, data.length - at);
    let i = 0;
    while (i < end && data[at + i] === pattern[i]) i++;
    return i === end;
  };
  const lastByte = pattern[last];
  return (data) => {
    let end = last;
    while (end < data.length) {
      const byte = data[end]!;
      if (byte === lastByte && startsAt(data, end - last)) return end - last;
      end += steps[byte]!;
    }
    for (let at = end - last; at < data.length; at++) if (startsAt(data, at)) return at;
    return -1;
  };
}
