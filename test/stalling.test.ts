// Whatever a file asks for, reading and cleaning take time and memory in proportion to its bytes, and say little.
import { MetadataError } from 'exifkit';
import type { Changes } from 'exifkit/edit';
import { editSync, readSync, removeSync } from 'exifkit/sync';
import { describe, expect, test } from 'vitest';
import { everyBlock } from '../packages/core/src/registry/every-block.js';
import { stallingFiles } from './stalling.js';

const size = 4_000_000;
/** Far above what the slowest takes alone, far below what any took before there was a budget. */
const maxMilliseconds = 1000;
const maxPrinted = 3_000_000;
const maxHeld = 32_000_000;
/** A run that the machine interrupted is tried again before it counts as slow. */
const tries = 3;

/** Time of the process that a task takes; the shortest of a few tries where it is long. */
function milliseconds(task: () => void): number {
  let shortest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < tries && shortest > maxMilliseconds; i++) {
    const before = process.cpuUsage();
    task();
    const { user, system } = process.cpuUsage(before);
    shortest = Math.min(shortest, (user + system) / 1000);
  }
  return shortest;
}

const edits: readonly Changes[] = [
  { exif: { Artist: 'Ana' }, gps: null },
  { xmp: { dc: { subject: { add: ['sea'], remove: ['a'] } } } },
  { iptc: { Keywords: { add: ['sea'], remove: ['a'] } } },
  { common: { title: 'Sea', keywords: ['sea'] }, orientation: 6 },
];

function orRefused(task: () => void): void {
  try {
    task();
  } catch (error) {
    if (!(error instanceof MetadataError)) throw error;
  }
}

describe.each(Object.entries(stallingFiles))('%s', (_, make) => {
  const bytes = new Uint8Array(make(size));

  test('is read in time, and prints little', () => {
    let printed = 0;
    let xmp = 0;
    const time = milliseconds(() =>
      orRefused(() => {
        const metadata = readSync(bytes);
        printed = JSON.stringify(metadata.tags().map(({ group, name, text }) => [group, name, text])).length;
        xmp = JSON.stringify(metadata.xmpText() ?? {}).length;
      }),
    );
    expect(time).toBeLessThan(maxMilliseconds);
    expect(Math.max(printed, xmp)).toBeLessThan(maxPrinted);
  });

  test('holds no more than three times its bytes', () => {
    globalThis.gc?.();
    const before = process.memoryUsage();
    let tags: unknown;
    orRefused(() => {
      tags = readSync(bytes).tags();
    });
    globalThis.gc?.();
    const after = process.memoryUsage();
    const held = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers;
    if (globalThis.gc) expect(held, String(typeof tags)).toBeLessThan(Math.max(3 * bytes.length, maxHeld));
  });

  test('is cleaned or refused in time, also of a few groups', () => {
    expect(milliseconds(() => orRefused(() => removeSync(bytes)))).toBeLessThan(maxMilliseconds);
    const few = () => orRefused(() => removeSync(bytes, { only: ['gps', 'captions'] }));
    expect(milliseconds(few)).toBeLessThan(2 * maxMilliseconds);
  });

  test('is edited or refused in time', () => {
    for (const changes of edits) {
      const time = milliseconds(() => orRefused(() => void editSync(bytes, changes).bytes()));
      expect(time, Object.keys(changes).join()).toBeLessThan(2 * maxMilliseconds);
    }
  });
});

/** Kinds that a block finds in another, that are a record of a few bytes, or that stand in no list. */
const withoutOwn =
  /^(gps-directory|lens-id|plus-codes|makernote\/.*|jfif|jfxx|adobe|bitmap|google-notes|trailer)$/;

test('there is a file for every block', () => {
  const found = new Set<string>();
  for (const make of Object.values(stallingFiles)) {
    orRefused(() => {
      for (const { kind } of readSync(new Uint8Array(make(100_000))).blocks) found.add(kind);
    });
  }
  const kinds = everyBlock.flatMap((block) => block.kinds).filter((kind) => !withoutOwn.test(kind));
  expect(kinds.filter((kind) => !found.has(kind))).toEqual([]);
});
