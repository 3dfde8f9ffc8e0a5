// The one walk over the datasets of an IPTC block (IIM version 4.2 section 1.6): from marker to marker.
import type { View } from '../../bytes/view.js';
import type { Damage } from '../damage.js';

const marker = 0x1c;

/** The dataset that it has come to: `while (walk.advance()) ...`; then `damage` says whether there was more. */
export class DatasetWalk {
  record = 0;
  dataset = 0;
  /** Where the dataset starts, and its value; both end together. */
  at: number;
  start: number;
  end: number;
  /** What stopped it; padding by nulls is no damage. */
  damage: Damage | undefined;
  readonly #view: View;
  readonly #limit: number;
  readonly #max: number;
  #count = 0;

  /** Over the datasets in `[start, end)`, `maxDatasets` of them at most. */
  constructor(view: View, start: number, end: number, maxDatasets: number = Number.POSITIVE_INFINITY) {
    this.#view = view;
    this.#limit = end;
    this.#max = maxDatasets;
    this.at = start;
    this.start = start;
    this.end = start;
  }

  advance(): boolean {
    const at = this.end;
    const view = this.#view;
    if (this.damage || at + 5 > this.#limit) return false;
    if (view.u8(at) !== marker) {
      if (view.slice(at, this.#limit).every((byte) => byte === 0)) return false;
      return this.#stop('malformed', 'IPTC dataset without its marker');
    }
    if (this.#count++ === this.#max) return this.#stop('limit-exceeded', `more than ${this.#max} datasets`);
    const start = at + 5 + (view.u8(at + 3) & 0x80 ? view.u16(at + 3) & 0x7fff : 0);
    const length = start > this.#limit ? undefined : this.#length(at, start);
    if (length === undefined || start + length > this.#limit)
      return this.#stop('malformed', 'IPTC dataset is longer than its block');
    this.at = at;
    this.record = view.u8(at + 1);
    this.dataset = view.u8(at + 2);
    this.start = start;
    this.end = start + length;
    return true;
  }

  /** The length of the value that begins at `start`; where the top bit is set, in as many bytes as the rest says. */
  #length(at: number, start: number): number | undefined {
    if (start === at + 5) return this.#view.u16(at + 3) & 0x7fff;
    if (start > at + 13) return undefined;
    let length = 0;
    for (let i = at + 5; i < start; i++) length = length * 256 + this.#view.u8(i);
    return length;
  }

  #stop(code: Damage['code'], message: string): false {
    this.damage = { code, message, offset: this.end };
    return false;
  }
}

/** The block with each four bytes turned about, where a writer took it for 32-bit numbers; else `undefined`. */
export function unswapped(bytes: Uint8Array): Uint8Array | undefined {
  if (bytes.length < 4 || bytes[0] === marker || bytes[3] !== marker) return undefined;
  const turned = new Uint8Array((bytes.length + 3) & ~3);
  for (let i = 0; i < bytes.length; i++) turned[i ^ 3] = bytes[i]!;
  return turned.subarray(0, bytes.length);
}
