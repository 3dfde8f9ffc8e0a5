// What the blocks' tests share: a context that keeps warnings, bytes from parts, and a damage campaign.
import { runSync } from '../src/bytes/scan.js';
import { defaultLimits } from '../src/limits.js';
import { FileBudget } from '../src/read/budget.js';
import type { Block, BlockKind, BlockRef, Context, Loaded, Tag, TagValue, Text } from '../src/types.js';

/** Messages of the warnings, beside the context that collects them. */
export function testContext(): { readonly context: Context; readonly warnings: string[] } {
  const warnings: string[] = [];
  const warn: Context['warn'] = (code, message) => void warnings.push(`${code}: ${message}`);
  const budget = new FileBudget(defaultLimits, () =>
    warn('limit-exceeded', 'the values take too much', 0, ''),
  );
  return { context: { limits: defaultLimits, budget, size: undefined, warn }, warnings };
}

/** A reference to a block that is all of a file's bytes. */
export function wholeRef(kind: BlockKind, bytes: Uint8Array, path: string, label?: string): BlockRef {
  return { kind, ranges: [{ start: 0, end: bytes.length }], path, ...(label && { label }) };
}

/** Loads a block from the references, all in the same bytes. */
export function load<Value>(
  block: Block<string, Value>,
  refs: readonly BlockRef[],
  bytes: Uint8Array,
  context: Context = testContext().context,
): Loaded<Value> {
  return runSync(block.load(refs, context), bytes);
}

/** Printed values by `group:name`. */
export function texts(tags: readonly Tag[]): { readonly [name: string]: Text } {
  return Object.fromEntries(tags.map(({ group, name, text }) => [`${group}:${name}`, text]));
}

/** Bytes from text (Latin-1), numbers (bytes) and other bytes, in order. */
export function bytesOf(...parts: (string | number | Uint8Array | readonly number[])[]): Uint8Array {
  return Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === 'string'
        ? Array.from(part, (c) => c.charCodeAt(0))
        : typeof part === 'number'
          ? part
          : [...part],
    ),
  );
}

/** A 16- or 32-bit big-endian number. */
export const u16 = (value: number): number[] => [(value >> 8) & 255, value & 255];
export const u32 = (value: number): number[] => [...u16(value >>> 16), ...u16(value & 0xffff)];

/** Decodes a block cut off at every length and with bytes changed at random; fails on any exception or NaN. */
export function damage(block: Block, kind: BlockKind, bytes: Uint8Array, path: string, label?: string): void {
  const check = (damaged: Uint8Array) => {
    const loaded = load(block, [wholeRef(kind, damaged, path, label)], damaged);
    for (const { text, value } of loaded.tags())
      if (text === undefined || !isSound(value)) throw new Error('no value');
    loaded.value();
  };
  for (let length = 0; length < bytes.length; length++) check(bytes.slice(0, length));
  let seed = 1;
  const random = (below: number) => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return (seed >>> 8) % below;
  };
  for (let round = 0; round < 3000; round++) {
    const damaged = bytes.slice();
    for (let i = 0; i <= round % 4; i++)
      damaged[random(damaged.length)] = [0, 255, 127, random(256)][random(4)]!;
    check(damaged);
  }
}

function isSound(value: TagValue): boolean {
  if (typeof value === 'number') return !Number.isNaN(value);
  if (value instanceof Uint8Array || typeof value !== 'object') return value !== undefined;
  return Object.values(value).every(isSound);
}
