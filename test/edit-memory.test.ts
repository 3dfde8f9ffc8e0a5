// An edit from a path holds little of the file: a TIFF of a gigabyte is edited and streamed in one process, a small one in
// another, and the most that each ever held is compared. The large one is sparse: it takes no room on the disk.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const maxAbove = 64e6;
/** Parts that were streamed are let go late where the machine has other work. */
const tries = 4;
const core = fileURLToPath(new URL('../packages/core/dist/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'exifkit-edit-memory-'));
afterAll(() => rmSync(folder, { recursive: true }));

const width = 16_384;

/** A grey TIFF of one strip, all zeros. */
function tiff(name: string, rows: number): string {
  const strip = width * rows;
  const entries = [
    [256, 4, width],
    [257, 4, rows],
    [258, 3, 8],
    [259, 3, 1],
    [262, 3, 1],
    [273, 4, 8 + 2 + 9 * 12 + 4],
    [277, 3, 1],
    [278, 4, rows],
    [279, 4, strip],
  ] as const;
  const head = Buffer.alloc(8 + 2 + entries.length * 12 + 4);
  head.write('II*\0\x08', 'latin1');
  head.writeUInt16LE(entries.length, 8);
  entries.forEach(([id, type, value], i) => {
    head.writeUInt16LE(id, 10 + 12 * i);
    head.writeUInt16LE(type, 12 + 12 * i);
    head.writeUInt32LE(1, 14 + 12 * i);
    head.writeUInt32LE(value, 18 + 12 * i);
  });
  const path = join(folder, name);
  writeFileSync(path, head);
  truncateSync(path, head.length + strip);
  return path;
}

const edits = `
  import { edit } from ${JSON.stringify(`${core}edit.js`)};
  import { fromPath } from ${JSON.stringify(`${core}node.js`)};
  const changes = { exif: { Artist: 'Ana' }, gps: { latitude: 1, longitude: 2 }, common: { title: 'Sea' } };
  const edited = await edit(fromPath(process.argv[1]), changes);
  let bytes = 0;
  for await (const part of edited.stream()) bytes += part.length;
  console.log(JSON.stringify({ bytes, held: process.resourceUsage().maxRSS * 1024 }));
`;

function outcome(path: string): { readonly bytes: number; readonly held: number } {
  const words = ['--input-type=module', '--eval', edits, path];
  return JSON.parse(execFileSync('node', words, { encoding: 'utf8' }));
}

test('a TIFF of a gigabyte is edited from a path in 64 MB beside the program', { timeout: 300_000 }, () => {
  const small = outcome(tiff('small.tif', 64));
  const path = tiff('large.tif', 65_535);
  let above = Number.POSITIVE_INFINITY;
  for (let i = 0; i < tries && above >= maxAbove; i++) {
    const large = outcome(path);
    expect(large.bytes).toBeGreaterThan(width * 65_535);
    above = Math.min(above, large.held - small.held);
  }
  expect(above).toBeLessThan(maxAbove);
});
