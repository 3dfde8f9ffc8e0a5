// The sample tables of a track (ISO/IEC 14496-12, 8.6 to 8.9): where the samples lie.

import type { ByteRange } from '../../../bytes/scan.js';
import type { View } from '../../../bytes/view.js';
import type { Box } from '../../../structures/isobmff/read.js';
import { refuse } from '../../plan.js';
import { bodyOf } from './boxes.js';

/** Tables with a count after version and flags: bytes of a row. */
const rowBytes: ReadonlyMap<string, number> = new Map([
  ['stts', 8],
  ['ctts', 8],
  ['stss', 4],
  ['stsc', 12],
]);

/** Bytes of a table's body by its own numbers; `undefined` where it has none or the table is unknown. */
export function tableLength(view: View, table: Box, path: string): number | undefined {
  const { type, body, end } = table;
  const row = rowBytes.get(type);
  if (row !== undefined) return 8 + row * countAt(view, table, 4, path);
  if (type === 'cslg') return bodyOf(view, table, path, 4)[0] === 0 ? 24 : 44;
  if (type === 'sdtp') return end - body;
  if (type !== 'stsz' && type !== 'stz2') return undefined;
  const count = countAt(view, table, 8, path);
  if (type === 'stz2') return 12 + Math.ceil((count * view.u8(body + 7)) / 8);
  return 12 + (view.u32(body + 4) === 0 ? 4 * count : 0);
}

function countAt(view: View, table: Box, place: number, path: string): number {
  bodyOf(view, table, path, place + 4);
  return view.u32(table.body + place);
}

/** A chunk of a track: where it starts in the source, and how many samples it has. */
export interface SampleChunk extends ByteRange {
  readonly samples: number;
}

/** The chunks of a track, at most `limit`, as ranges of the source. Throws where the tables contradict each other. */
export function readChunks(view: View, tables: readonly Box[], limit: number, path: string): SampleChunk[] {
  const offsets = oneOf(tables, view, path, 'stco', 'co64');
  const long = offsets.type === 'co64';
  const chunks = countAt(view, offsets, 4, path);
  if (chunks > limit) refuse('limit-exceeded', 'too many chunks', offsets.start, path);
  bodyOf(view, offsets, path, 8 + chunks * (long ? 8 : 4));
  const runs = new SampleRuns(view, oneOf(tables, view, path, 'stsc'), path);
  const sizes = sampleSizes(view, tables, path);
  return Array.from({ length: chunks }, (_, i) => {
    const start = long ? view.u64(offsets.body + 8 + 8 * i) : view.u32(offsets.body + 8 + 4 * i);
    const samples = runs.samplesIn(i + 1);
    return { start, end: start + sizes.next(samples), samples };
  });
}

/** The sizes of a track's samples, to be taken in order. */
export function sampleSizes(view: View, tables: readonly Box[], path: string): SampleSizes {
  return new SampleSizes(view, oneOf(tables, view, path, 'stsz', 'stz2'), path);
}

/** Whether a table gives the sizes of samples. */
export function isSizes({ type }: Box): boolean {
  return type === 'stsz' || type === 'stz2';
}

function oneOf(tables: readonly Box[], view: View, path: string, ...types: string[]): Box {
  const table = tables.find(({ type }) => types.includes(type));
  return table ?? refuse('malformed', `a track without ${types[0]}`, view.start, path);
}

/** How many samples each chunk has (`stsc`), asked in order. */
class SampleRuns {
  readonly #view: View;
  readonly #rows: Box;
  readonly #count: number;
  #row = 0;

  constructor(view: View, table: Box, path: string) {
    this.#view = view;
    this.#rows = table;
    this.#count = countAt(view, table, 4, path);
    bodyOf(view, table, path, 8 + 12 * this.#count);
  }

  samplesIn(chunk: number): number {
    const at = (row: number) => this.#rows.body + 8 + 12 * row;
    while (this.#row + 1 < this.#count && this.#view.u32(at(this.#row + 1)) <= chunk) this.#row++;
    return this.#row < this.#count ? this.#view.u32(at(this.#row) + 4) : 0;
  }
}

/** The sizes of samples (`stsz`, `stz2`), taken in order. */
export class SampleSizes {
  readonly #view: View;
  readonly #table: Box;
  readonly #path: string;
  readonly #count: number;
  /** Bytes of each sample, or 0 where the table has one for each. */
  readonly #same: number;
  /** Bits of an entry. */
  readonly #bits: number;
  #index = 0;

  constructor(view: View, table: Box, path: string) {
    this.#view = view;
    this.#table = table;
    this.#path = path;
    this.#count = countAt(view, table, 8, path);
    this.#bits = table.type === 'stsz' ? 32 : view.u8(table.body + 7);
    this.#same = table.type === 'stsz' ? view.u32(table.body + 4) : 0;
    if (![4, 8, 16, 32].includes(this.#bits))
      refuse('malformed', 'sample sizes of a wrong kind', table.start, path);
    bodyOf(view, table, path, tableLength(view, table, path));
  }

  /** Bytes of the next `samples` samples. */
  next(samples: number): number {
    const from = this.#index;
    this.#index += samples;
    if (this.#index > this.#count)
      refuse('malformed', 'a track with more samples than sizes', this.#table.start, this.#path);
    if (this.#same > 0) return samples * this.#same;
    let length = 0;
    for (let i = from; i < this.#index; i++) length += this.#size(i);
    return length;
  }

  #size(index: number): number {
    const at = this.#table.body + 12;
    if (this.#bits === 32) return this.#view.u32(at + 4 * index);
    if (this.#bits === 16) return this.#view.u16(at + 2 * index);
    const byte = this.#view.u8(at + (this.#bits === 8 ? index : index >> 1));
    return this.#bits === 8 ? byte : index & 1 ? byte & 15 : byte >> 4;
  }
}
