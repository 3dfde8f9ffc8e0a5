// Removal from damaged files: a MetadataError that says where, or a clean file; never another error, and soon.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { MetadataError } from 'exifkit';
import { removeSync } from 'exifkit/sync';
import { describe, expect, test } from 'vitest';
import {
  box,
  concat,
  latin1,
  noise,
  pageFields,
  tiffStructure,
  tinyMp4,
  zip,
} from '../fixtures/build/index.js';

const folder = resolve(import.meta.dirname, '../fixtures/files');
const fixtures = readdirSync(folder)
  .sort()
  .map((name) => ({ name, bytes: new Uint8Array(readFileSync(join(folder, name))) }));

const slowest = 200;
/** A run that the machine interrupted is tried again before it counts as slow. */
const tries = 3;
const cuts = 80;
const changes = 160;

/** Errors that stem from the bytes of a file, and so have a place in it. */
const placed = new Set(['truncated', 'malformed']);

/** Fails on another error than MetadataError, an error without a place, a result that is not clean, and slowness. */
function clean(bytes: Uint8Array, what: string): void {
  for (let attempt = 1; ; attempt++) {
    const start = performance.now();
    cleanOnce(bytes, what);
    const time = performance.now() - start;
    if (time <= slowest) return;
    if (attempt === tries) throw new Error(`${what}: took ${time.toFixed(0)} ms`);
  }
}

function cleanOnce(bytes: Uint8Array, what: string): void {
  const after = cleaned(bytes, what);
  if (!after) return;
  const again = removeSync(after).bytes();
  if (Buffer.compare(again, after) !== 0) throw new Error(`${what}: removing twice gives another file`);
}

function cleaned(bytes: Uint8Array, what: string): Uint8Array | undefined {
  try {
    return removeSync(bytes).bytes();
  } catch (error) {
    if (!(error instanceof MetadataError)) throw new Error(`${what}: ${(error as Error).stack}`);
    const { code, offset } = error;
    if (placed.has(code) && offset === undefined) throw new Error(`${what}: ${code} without an offset`);
    if (offset !== undefined && !(Number.isFinite(offset) && offset >= 0)) {
      throw new Error(`${what}: ${code} at ${offset}`);
    }
    return undefined;
  }
}

describe('damaged files', () => {
  test.each(fixtures)('$name cut at many places', ({ bytes, name }) => {
    const step = Math.max(1, bytes.length / cuts);
    for (let at = 0; at < bytes.length; at += step) {
      const length = Math.floor(at);
      clean(bytes.subarray(0, length), `${name} cut at ${length}`);
    }
  });

  test.each(fixtures)('$name with bytes changed at random', ({ bytes, name }) => {
    const next = noise(bytes.length);
    for (let i = 0; i < changes; i++) {
      const changed = bytes.slice();
      const done = Array.from({ length: 1 + (next() % 4) }, () => {
        const at = next() % changed.length;
        const value = next() % 256;
        changed[at] = value;
        return `${at}=${value}`;
      });
      clean(changed, `${name} with ${done.join(' ')}`);
    }
  });
});

/** A HEIF file whose picture is told by one small box in place of many (ISO/IEC 23008-12 3rd edition, annex P). */
const miniature = concat(box('ftyp', 'mif3', 'avif', 'avif'), box('mini', new Uint8Array(24)));

const refused: Record<string, Uint8Array> = {
  nothing: new Uint8Array(0),
  'one byte': new Uint8Array(1),
  zeros: new Uint8Array(1000),
  text: new TextEncoder().encode('a text that is no picture'.repeat(20)),
  'an MP4 video': tinyMp4(),
  'a ZIP archive': zip({ name: 'content' }),
  'a CR2 raw': tiffStructure({ ifds: [pageFields()], header: latin1('CR\x02\0\0\0\0\0') }),
  'an RW2 raw': tiffStructure({ ifds: [pageFields()], magic: 0x55 }),
  'an ORF raw': tiffStructure({ ifds: [pageFields()], magic: 0x4f52 }),
  'a miniature HEIF': miniature,
};

test.each(Object.entries(refused))('%s is refused, and the message says why', (_, bytes) => {
  let error: unknown;
  try {
    removeSync(bytes);
  } catch (caught) {
    error = caught;
  }
  expect(error).toBeInstanceOf(MetadataError);
  const { code, message } = error as MetadataError;
  expect(['unsupported-format', 'not-writable', 'malformed', 'truncated']).toContain(code);
  expect(message.length).toBeGreaterThan(10);
});
