// Hostile input: whatever is done to a file, reading gives a result or a MetadataError, soon and in little memory.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { deflateSync } from 'node:zlib';
import { MetadataError } from 'exifkit';
import { readSync } from 'exifkit/sync';
import { describe, expect, test } from 'vitest';

const folder = resolve(import.meta.dirname, '../fixtures/files');
const fixtures = readdirSync(folder)
  .sort()
  .map((name) => ({ name, bytes: new Uint8Array(readFileSync(join(folder, name))) }));
/** Files in which each single byte is changed in three ways. */
const small = fixtures.filter(({ bytes }) => bytes.length <= 1600);

const maxMilliseconds = 200;
/** Time of the process. A run that the machine interrupted is tried again before it counts as slow. */
const tries = 3;

/** Reads and prints everything. Fails on another error than MetadataError, on NaN, and on a slow read. */
function readAll(bytes: Uint8Array, what: string): void {
  for (let attempt = 1; ; attempt++) {
    const before = process.cpuUsage();
    readOnce(bytes, what);
    const { user, system } = process.cpuUsage(before);
    const time = (user + system) / 1000;
    if (time <= maxMilliseconds) return;
    if (attempt === tries) throw new Error(`${what}: took ${time.toFixed(0)} ms`);
  }
}

function readOnce(bytes: Uint8Array, what: string): void {
  try {
    for (const tag of readSync(bytes).tags()) {
      if (tag.text === undefined || tag.value === undefined || Number.isNaN(tag.value)) {
        throw new Error(`${tag.group}:${tag.name} is ${tag.value}`);
      }
    }
  } catch (error) {
    if (!(error instanceof MetadataError)) throw new Error(`${what}: ${(error as Error).stack}`);
  }
}

describe('damaged files', () => {
  test.each(fixtures)('$name cut at every byte', { timeout: 240_000 }, ({ bytes, name }) => {
    for (let length = 0; length < bytes.length; length++)
      readAll(bytes.subarray(0, length), `${name} cut at ${length}`);
  });

  test.each(small)('$name with every byte set to 00, FF and flipped', ({ bytes, name }) => {
    const changed = bytes.slice();
    for (let at = 0; at < bytes.length; at++) {
      const original = bytes[at]!;
      for (const value of [0, 0xff, original ^ 0xff]) {
        changed[at] = value;
        readAll(changed, `${name} with byte ${at} set to ${value}`);
      }
      changed[at] = original;
    }
  });
});

/** A little-endian TIFF of these 12-byte entries in IFD0, and what follows. */
function tiff(
  entries: readonly (readonly number[])[],
  next: number,
  rest: readonly number[] = [],
): Uint8Array {
  const bytes = new Uint8Array(8 + 2 + entries.length * 12 + 4 + rest.length);
  const view = new DataView(bytes.buffer);
  bytes.set([0x49, 0x49, 42, 0, 8, 0, 0, 0]);
  view.setUint16(8, entries.length, true);
  entries.forEach(([tag = 0, type = 0, count = 0, value = 0], i) => {
    view.setUint16(10 + 12 * i, tag, true);
    view.setUint16(12 + 12 * i, type, true);
    view.setUint32(14 + 12 * i, count, true);
    view.setUint32(18 + 12 * i, value, true);
  });
  view.setUint32(10 + 12 * entries.length, next, true);
  bytes.set(rest, 14 + 12 * entries.length);
  return bytes;
}

function pngChunk(type: string, body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + body.length);
  new DataView(bytes.buffer).setUint32(0, body.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(body, 8);
  return bytes;
}

function png(...chunks: readonly Uint8Array[]): Uint8Array {
  const header = Uint8Array.of(0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0);
  const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10);
  return new Uint8Array(
    Buffer.concat([signature, pngChunk('IHDR', header), ...chunks, pngChunk('IEND', new Uint8Array(0))]),
  );
}

function box(type: string, ...content: readonly Uint8Array[]): Uint8Array {
  const body = Buffer.concat(content);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.length);
  head.write(type, 4, 'latin1');
  return new Uint8Array(Buffer.concat([head, body]));
}

const bomb = new Uint8Array(deflateSync(new Uint8Array(256 << 20), { level: 9 }));
const latin1 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
const nested = (depth: number): Uint8Array => {
  let inner = box('free');
  for (let i = 0; i < depth; i++) inner = box(i % 2 ? 'meta' : 'moov', new Uint8Array(i % 2 ? 4 : 0), inner);
  return new Uint8Array(Buffer.concat([box('ftyp', latin1('heic\0\0\0\0mif1heic')), inner]));
};

const attacks: Record<string, Uint8Array> = {
  'an IFD chain that loops onto itself': tiff([[0x10f, 2, 4, 0x41]], 8),
  'a SubIFD that is its own parent': tiff([[0x14a, 4, 1, 8]], 0),
  'an EXIF IFD pointer to IFD0': tiff([[0x8769, 4, 1, 8]], 8),
  'counts of 4 GB': tiff(
    [
      [0x10f, 2, 0xffffffff, 8],
      [0x111, 4, 0xffffffff, 8],
      [0x117, 3, 0x80000000, 8],
    ],
    0,
  ),
  'offsets of 4 GB': tiff(
    [
      [0x10f, 2, 100, 0xfffffff0],
      [0x8769, 4, 1, 0xffffffff],
      [0x8825, 4, 1, 0xfffffffe],
    ],
    0xffffffff,
  ),
  'rationals of 0/0': tiff(
    [
      [0x11a, 5, 1, 38],
      [0x11b, 5, 1, 38],
    ],
    0,
    new Array(16).fill(0),
  ),
  'an IFD of 65,535 entries': tiff([[0x10f, 2, 4, 0x41]], 0).map((byte, i) =>
    i === 8 || i === 9 ? 0xff : byte,
  ),
  'many IFDs that overlap': tiff(
    new Array(300).fill(0).map((_, i) => [0x14a, 4, 200, 8 + i]),
    8,
    new Array(4000).fill(1),
  ),
  'boxes nested 2,000 deep': nested(2000),
  'a box of size 0 inside a box of size 0': new Uint8Array(
    Buffer.concat([
      box('ftyp', latin1('heic\0\0\0\0mif1')),
      latin1('\0\0\0\0meta\0\0\0\0\0\0\0\0meta\0\0\0\0'),
    ]),
  ),
  'a PNG text that inflates to 256 MB': png(
    pngChunk('zTXt', new Uint8Array(Buffer.concat([latin1('Comment\0\0'), bomb]))),
  ),
  'an ICC profile that inflates to 256 MB': png(
    pngChunk('iCCP', new Uint8Array(Buffer.concat([latin1('icc\0\0'), bomb]))),
  ),
  'a raw profile that inflates to 256 MB': png(
    pngChunk('zTXt', new Uint8Array(Buffer.concat([latin1('Raw profile type exif\0\0'), bomb]))),
  ),
  'a PNG chunk of 4 GB': png(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0x74, 0x45, 0x58, 0x74, 0, 0, 0, 0)),
  'a JPEG of nothing but fill bytes': new Uint8Array(100_000)
    .fill(0xff)
    .map((byte, i) => (i === 1 ? 0xd8 : byte)),
  'a JPEG of 30,000 empty segments': new Uint8Array(
    Buffer.concat([Uint8Array.of(0xff, 0xd8), Buffer.alloc(120_000, Uint8Array.of(0xff, 0xe5, 0, 2))]),
  ),
};

describe('attacks', () => {
  test.each(Object.entries(attacks))('%s', (name, bytes) => {
    readAll(bytes, name);
    globalThis.gc?.();
    const before = process.memoryUsage();
    readOnce(bytes, name);
    const after = process.memoryUsage();
    const grown = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers;
    expect(grown, 'memory taken').toBeLessThan(64 << 20);
  });
});
