// Streaming a cleaned file of 1 GB from disk takes little memory, measured in a process of its own.
import { execFileSync } from 'node:child_process';
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { concat, exif, exifSegment, jpeg, segment, tiff, tiffStructure } from '../fixtures/build/index.js';

const gigabyte = 2 ** 30;
/** Windows that are done with lie until they are collected: about 45 MB on an idle machine, up to 75 on a loaded one. */
const allowed = 96 << 20;
const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'exifkit-large-'));
const program = join(folder, 'clean.mjs');

/** Cleans each file named, the first of them to warm up, and tells how long the last became and what memory it took. */
const source = `
import { remove } from './packages/core/src/index.ts';
import { fromPath } from './packages/core/src/node.ts';
let before = 0, length = 0;
for (const path of process.argv.slice(2)) {
  before = process.resourceUsage().maxRSS;
  length = 0;
  for await (const part of (await remove(fromPath(path))).stream()) length += part.length;
}
console.log(JSON.stringify({ length, memory: (process.resourceUsage().maxRSS - before) * 1024 }));
`;

beforeAll(() => {
  buildSync({
    stdin: { contents: source, resolveDir: root, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: program,
    logLevel: 'error',
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes bytes at places of a file that is else empty, and takes no room on disk. */
function sparse(
  name: string,
  size: number,
  parts: readonly (readonly [at: number, bytes: Uint8Array])[],
): string {
  const path = join(folder, name);
  const file = openSync(path, 'w');
  ftruncateSync(file, size);
  for (const [at, bytes] of parts) writeSync(file, bytes, 0, bytes.length, at);
  closeSync(file);
  return path;
}

function clean(...paths: readonly string[]): { length: number; memory: number } {
  return JSON.parse(execFileSync(process.execPath, [program, ...paths], { encoding: 'utf8' }));
}

const metadata = segment(...exifSegment(exif({ ifd0: [[0x010f, 'ASCII', 'A maker']] })));

test('JPEG', () => {
  const [start, end] = [jpeg({ endOfImage: false }), Uint8Array.of(0xff, 0xd9)];
  const whole = concat(start.subarray(0, 2), metadata, start.subarray(2));
  const small = sparse('small.jpg', whole.length + 2, [
    [0, whole],
    [whole.length, end],
  ]);
  const large = sparse('large.jpg', gigabyte, [
    [0, whole],
    [gigabyte - 2, end],
  ]);
  const { length, memory } = clean(small, large);
  expect(length).toBe(gigabyte - metadata.length);
  expect(memory).toBeLessThan(allowed);
});

/** An uncompressed grey picture in one strip of zeros that begins at `offset`. */
function greyTiff(width: number, height: number, offset: number): Uint8Array {
  return tiffStructure({
    ifds: [
      [
        [0x0100, 'LONG', width],
        [0x0101, 'LONG', height],
        [0x0102, 'SHORT', 8],
        [0x0103, 'SHORT', 1],
        [0x0106, 'SHORT', 1],
        [0x010f, 'ASCII', 'A maker'],
        [0x0111, 'LONG', offset],
        [0x0115, 'SHORT', 1],
        [0x0116, 'LONG', height],
        [0x0117, 'LONG', width * height],
      ],
    ],
  });
}

test('TIFF', () => {
  const [width, height, offset] = [32768, 32760, 4096];
  const small = sparse('small.tif', tiff().length, [[0, tiff()]]);
  const large = sparse('large.tif', gigabyte, [[0, greyTiff(width, height, offset)]]);
  const { length, memory } = clean(small, large);
  expect(length).toBeGreaterThan(width * height);
  expect(length).toBeLessThan(width * height + 4096);
  expect(memory).toBeLessThan(allowed);
});
