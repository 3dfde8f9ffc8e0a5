// Decoder configurations without what an encoder says of itself in them.

import type { View } from '../../../bytes/view.js';
import type { Box } from '../../../structures/isobmff/read.js';
import { be16, concat } from '../../../structures/isobmff/write.js';
import { refuse } from '../../plan.js';
import { cleanMessages } from '../sei.js';
import { bodyOf } from './boxes.js';

/** HEVC NAL units a configuration may hold (ISO/IEC 23008-2, table 7-1): parameter sets and SEI. */
const hevcParameterSets: ReadonlySet<number> = new Set([32, 33, 34]);
const hevcSei: ReadonlySet<number> = new Set([39, 40]);
/** AV1 open bitstream units (AV1 6.2.2), and the metadata of light levels (6.7.1). */
const sequenceHeader = 1;
const metadataUnit = 5;
const lightLevels: ReadonlySet<number> = new Set([1, 2]);

interface Where {
  readonly path: string;
}

/** An HEVC configuration with its parameter sets (ISO/IEC 14496-15, 8.3.3.1). */
export function cleanHevc(view: View, property: Box, { path }: Where): Uint8Array {
  const head = bodyOf(view, property, path, 23);
  const units = new Units(view, property, 23, path);
  const arrays: Uint8Array[] = [];
  for (let left = head[22]!; left > 0; left--) {
    const kind = units.take(1);
    const kept = units.counted(2).flatMap((unit) => hevcKept(kind[0]! & 63, unit) ?? []);
    if (kept.length > 0) arrays.push(concat([kind, be16(kept.length), ...kept.map(withLength)]));
  }
  return concat([head.subarray(0, 22), [arrays.length], ...arrays]);
}

/** What of a unit stays: parameter sets, and messages on which display depends. */
function hevcKept(type: number, unit: Uint8Array): Uint8Array | undefined {
  if (hevcParameterSets.has(type)) return unit;
  return hevcSei.has(type) ? cleanMessages(unit, 2) : undefined;
}

/** An AVC configuration: parameter sets, and for the high profiles the fields after them (14496-15, 5.3.3.1). */
export function cleanAvc(view: View, property: Box, { path }: Where): Uint8Array {
  const head = bodyOf(view, property, path, 6);
  const units = new Units(view, property, 5, path);
  units.counted(1, 31);
  units.counted(1);
  const high = ![66, 77, 88].includes(head[1]!);
  if (high && units.left >= 4) {
    units.take(3);
    units.counted(1);
  }
  return view.slice(property.body, units.at);
}

/** An AV1 configuration with the sequence header and light levels that may follow (AV1 in ISOBMFF 2.3.3). */
export function cleanAv1(view: View, property: Box, { path }: Where): Uint8Array {
  const head = bodyOf(view, property, path, 4);
  const units = bodyOf(view, property, path).subarray(4);
  const kept: Uint8Array[] = [];
  for (let at = 0; at < units.length; ) {
    const start = at;
    const header = units[at]!;
    at += header & 4 ? 2 : 1;
    if ((header & 2) === 0) break;
    const [size, next] = leb128(units, at);
    at = next + size;
    if (!(at <= units.length)) break;
    const type = (header >> 3) & 15;
    if (type === sequenceHeader || (type === metadataUnit && lightLevels.has(units[next] ?? 0)))
      kept.push(units.subarray(start, at));
  }
  return concat([head, ...kept]);
}

/** A number in groups of seven bits, and where it ends (AV1 4.10.5); NaN where it does not end. */
function leb128(bytes: Uint8Array, from: number): [value: number, end: number] {
  let value = 0;
  for (let i = 0; i < 8; i++) {
    const byte = bytes[from + i] ?? Number.NaN;
    value += (byte & 127) * 2 ** (7 * i);
    if (byte < 128) return [value, from + i + 1];
  }
  return [Number.NaN, from];
}

/** The units of a configuration, each after its 16-bit length. Throws `malformed` where they do not fit. */
class Units {
  at: number;
  readonly #view: View;
  readonly #box: Box;
  readonly #path: string;

  constructor(view: View, property: Box, skip: number, path: string) {
    this.#view = view;
    this.#box = property;
    this.#path = path;
    this.at = property.body + skip;
  }

  get left(): number {
    return this.#box.end - this.at;
  }

  take(length: number): Uint8Array {
    if (length > this.left)
      refuse('malformed', 'decoder configuration is cut off', this.#box.start, this.#path);
    this.at += length;
    return this.#view.slice(this.at - length, this.at);
  }

  /** As many units as a number of `size` bytes says, of which `mask` counts. */
  counted(size: 1 | 2, mask = 0xffff): Uint8Array[] {
    const units: Uint8Array[] = [];
    for (let count = this.#number(size) & mask; count > 0; count--) units.push(this.take(this.#number(2)));
    return units;
  }

  #number(size: 1 | 2): number {
    const { start } = this.#box;
    if (size > this.left) refuse('malformed', 'decoder configuration is cut off', start, this.#path);
    this.at += size;
    return size === 1 ? this.#view.u8(this.at - 1) : this.#view.u16(this.at - 2);
  }
}

function withLength(unit: Uint8Array): Uint8Array {
  return concat([be16(unit.length), unit]);
}
