// Decoder configurations without what an encoder says of itself in them.

import type { View } from '../../../bytes/view.js';
import type { Box } from '../../../structures/isobmff/read.js';
import { be16, concat } from '../../../structures/isobmff/write.js';
import { refuse } from '../../plan.js';
import { cleanMessages } from '../sei.js';
import { bodyOf } from './boxes.js';
import { avc, evc, hevc, type Units, vvc } from './units.js';

/** What a configuration may hold of the units of a coding. */
interface Configured {
  readonly units: Units;
  /** Kinds of parameter sets and what else belongs to no single picture (HEVC and AVC table 7-1, VVC table 5, EVC table 4). */
  readonly sets: ReadonlySet<number>;
  /** Arrays that hold one unit without its number. */
  readonly single?: ReadonlySet<number>;
}

const hevcConfigured: Configured = { units: hevc, sets: new Set([32, 33, 34]) };
const avcConfigured: Configured = { units: avc, sets: new Set([7, 8, 13, 15]) };
const vvcConfigured: Configured = {
  units: vvc,
  sets: new Set([12, 13, 14, 15, 16, 17]),
  single: new Set([12, 13]),
};
const evcConfigured: Configured = { units: evc, sets: new Set([24, 25, 26]) };

/** AV1 open bitstream units (AV1 6.2.2), and the metadata of light levels (6.7.1). */
const sequenceHeader = 1;
const metadataUnit = 5;
const lightLevels: ReadonlySet<number> = new Set([1, 2]);

interface Where {
  readonly path: string;
}

/** An HEVC configuration with its parameter sets (ISO/IEC 14496-15, 8.3.3.1). */
export const cleanHevc: Clean = configuration(hevcConfigured, () => 22);

/** The same of layers (9.5.3.1). */
export const cleanLayered: Clean = configuration(hevcConfigured, () => 5);

/** An EVC configuration (12.3.3.1). */
export const cleanEvc: Clean = configuration(evcConfigured, () => 17);

/** A VVC configuration (11.2.4.2); version and flags stand before it. */
export const cleanVvc: Clean = configuration(vvcConfigured, vvcHeadBytes);

const vvcVersionBytes = 4;

/** Bytes before the arrays: profile, tier and level of the picture may be among them. */
function vvcHeadBytes(bytes: Uint8Array): number {
  const at = vvcVersionBytes;
  const hasProfile = (bytes[at] ?? 0) & 1;
  if (!hasProfile) return at + 1;
  const layers = ((bytes[at + 2] ?? 0) >> 4) & 7;
  const constraints = Math.max(1, (bytes[at + 4] ?? 0) & 63);
  let end = at + 7 + constraints;
  if (layers > 1) {
    const flags = (bytes[end] ?? 0) >> (9 - layers);
    end += 1 + flags.toString(2).replaceAll('0', '').length;
  }
  const profiles = bytes[end] ?? 0;
  return end + 1 + 4 * profiles + 6;
}

type Clean = (view: View, property: Box, where: Where) => Uint8Array;

/** A configuration that ends in arrays of units, by the bytes before their number. */
function configuration(configured: Configured, headBytes: (bytes: Uint8Array) => number): Clean {
  return (view, property, { path }) => {
    const length = headBytes(bodyOf(view, property, path));
    const head = bodyOf(view, property, path, length);
    const reader = new UnitReader(view, property, length, path);
    const arrays: Uint8Array[] = [];
    for (let left = reader.take(1)[0]!; left > 0; left--) {
      const kind = reader.take(1);
      const isSingle = configured.single?.has(kind[0]! & 31) ?? false;
      const kept = (isSingle ? reader.units(1) : reader.counted(2)).flatMap((unit) =>
        keptUnit(configured, unit),
      );
      const count = isSingle ? [] : be16(kept.length);
      if (kept.length > 0) arrays.push(concat([kind, count, ...kept.map(withLength)]));
    }
    return concat([head, [arrays.length], ...arrays]);
  };
}

/** What of a unit stays, whatever its array says it is: parameter sets, and messages on which display depends. */
function keptUnit({ units, sets }: Configured, unit: Uint8Array): Uint8Array[] {
  if (unit.length < units.headBytes) return [];
  const type = units.typeOf((unit[0]! << 8) | (unit[1] ?? 0));
  if (sets.has(type)) return [unit];
  const clean = units.messages.has(type) ? cleanMessages(unit, units.headBytes) : undefined;
  return clean ? [clean] : [];
}

/** An AVC configuration: parameter sets, and for the high profiles the fields after them (14496-15, 5.3.3.1). */
export function cleanAvc(view: View, property: Box, { path }: Where): Uint8Array {
  const head = bodyOf(view, property, path, 6);
  const reader = new UnitReader(view, property, 5, path);
  const sets = (mask?: number): Uint8Array => {
    const kept = reader.counted(1, mask).flatMap((unit) => keptUnit(avcConfigured, unit));
    return concat([[kept.length | (mask === undefined ? 0 : 0xe0)], ...kept.map(withLength)]);
  };
  const parts = [head.subarray(0, 5), sets(31), sets()];
  const high = ![66, 77, 88].includes(head[1]!);
  if (high && reader.left >= 4) parts.push(reader.take(3), sets());
  return concat(parts);
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
class UnitReader {
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
    return this.units(this.#number(size) & mask);
  }

  units(count: number): Uint8Array[] {
    const units: Uint8Array[] = [];
    for (let left = count; left > 0; left--) units.push(this.take(this.#number(2)));
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
