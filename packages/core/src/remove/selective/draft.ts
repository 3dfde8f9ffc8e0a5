// A file, or a part of one, that is changed in place: reads give the bytes as they are after the changes so far.
import { type ByteRange, runSync, type Scan } from '../../bytes/scan.js';
import { inOrder, joinOverwrites, overwrite, type Splice } from '../../bytes/splices.js';
import { View } from '../../bytes/view.js';

/** Bytes under change. Offsets count from its own start; what is read is as long as before. */
export interface Draft {
  /** Length in bytes; `Infinity` where it is not known. */
  readonly length: number;
  /** A copy of the bytes of `[start, end)`, shorter where they end. */
  read(start: number, end: number): Scan<Uint8Array>;
  /** Puts `bytes` at `start`. */
  write(start: number, bytes: Uint8Array): void;
  /** The same bytes in the file; none where they do not stand in it as they are. */
  place(start: number, end: number): ByteRange[];
}

/** The whole file; its changes are collected. */
export class FileDraft implements Draft {
  readonly length: number;
  readonly #overwrites: Splice[] = [];
  readonly #moving: Splice[] = [];

  constructor(length: number) {
    this.length = length;
  }

  /** All changes in the order of the file. */
  get splices(): readonly Splice[] {
    return inOrder([...joinOverwrites(this.#overwrites), ...this.#moving]);
  }

  *read(start: number, end: number): Scan<Uint8Array> {
    const view = yield { start, end };
    const bytes = view.slice(start, Math.max(start, Math.min(end, view.end))).slice();
    for (const change of this.#overwrites) overlay(bytes, start, change);
    return bytes;
  }

  write(start: number, bytes: Uint8Array): void {
    if (bytes.length > 0) this.#overwrites.push(overwrite(start, bytes));
  }

  /** Puts `bytes` in place of those of `[start, end)`, which are not read or written afterwards. */
  replace(start: number, end: number, bytes: Uint8Array): void {
    this.#moving.push({ start, end, bytes });
  }

  place(start: number, end: number): ByteRange[] {
    return start < end ? [{ start, end }] : [];
  }
}

/** Bytes in memory that the file holds in another form, or not at all. They are changed themselves. */
export class MemoryDraft implements Draft {
  readonly bytes: Uint8Array;
  changed = false;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get length(): number {
    return this.bytes.length;
  }

  // biome-ignore lint/correctness/useYield: what is in memory is at hand
  *read(start: number, end: number): Scan<Uint8Array> {
    return this.bytes.slice(start, end);
  }

  write(start: number, bytes: Uint8Array): void {
    this.bytes.set(bytes.subarray(0, Math.max(0, this.bytes.length - start)), start);
    this.changed = true;
  }

  place(): ByteRange[] {
    return [];
  }
}

/** Ranges of another draft, joined, as far as they lie in it. */
export class PartDraft implements Draft {
  readonly length: number;
  readonly #whole: Draft;
  readonly #ranges: readonly ByteRange[];

  constructor(whole: Draft, ranges: readonly ByteRange[]) {
    this.#whole = whole;
    this.#ranges = ranges.flatMap(({ start, end }) =>
      start < Math.min(end, whole.length) ? [{ start, end: Math.min(end, whole.length) }] : [],
    );
    this.length = this.#ranges.reduce((sum, { start, end }) => sum + end - start, 0);
  }

  *read(start: number, end: number): Scan<Uint8Array> {
    const parts: Uint8Array[] = [];
    for (const range of this.#within(start, end)) parts.push(yield* this.#whole.read(range.start, range.end));
    if (parts.length === 1) return parts[0]!;
    const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      bytes.set(part, at);
      at += part.length;
    }
    return bytes;
  }

  write(start: number, bytes: Uint8Array): void {
    let at = 0;
    for (const range of this.#within(start, start + bytes.length)) {
      const length = range.end - range.start;
      this.#whole.write(range.start, bytes.subarray(at, at + length));
      at += length;
    }
  }

  place(start: number, end: number): ByteRange[] {
    return this.#within(start, end).flatMap((range) => this.#whole.place(range.start, range.end));
  }

  #within(start: number, end: number): ByteRange[] {
    const found: ByteRange[] = [];
    let at = 0;
    for (const range of this.#ranges) {
      const length = range.end - range.start;
      const from = Math.max(0, start - at);
      const to = Math.min(length, end - at);
      if (from < to) found.push({ start: range.start + from, end: range.start + to });
      at += length;
      if (at >= end) break;
    }
    return found;
  }
}

/** Fills `[start, end)` with one byte value. */
export function fill(draft: Draft, start: number, end: number, value = 0): void {
  if (start < end) draft.write(start, new Uint8Array(end - start).fill(value));
}

/** Runs a walk over the draft's bytes as if they were a file. */
export function* runOn<Result>(draft: Draft, scan: Scan<Result>): Scan<Result> {
  if (draft instanceof MemoryDraft) return runSync(scan, draft.bytes);
  let step = scan.next();
  while (!step.done) {
    const { start, end } = step.value;
    step = scan.next(new View(yield* draft.read(start, end), start));
  }
  return step.value;
}

function overlay(bytes: Uint8Array, at: number, change: Splice): void {
  const start = Math.max(at, change.start);
  const end = Math.min(at + bytes.length, change.end);
  if (start < end) bytes.set(change.bytes.subarray(start - change.start, end - change.start), start - at);
}
