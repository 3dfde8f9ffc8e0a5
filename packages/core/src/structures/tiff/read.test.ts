import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runSync } from '../../bytes/scan.js';
import { View } from '../../bytes/view.js';
import type { Warning } from '../../errors.js';
import { defaultLimits } from '../../limits.js';
import { FileBudget } from '../../read/budget.js';
import type { Context } from '../../types.js';
import { readHeader } from './header.js';
import { numbersOf, textOf } from './lookup.js';
import { type Ifd, readIfds, type WalkPlan } from './read.js';
import { tiffBytes } from './testing.js';

const plan: WalkPlan = {
  pointers: new Map([
    [0x14a, 'SubIFD'],
    [0x8769, 'ExifIFD'],
  ]),
  chain: true,
};

function walk(bytes: Uint8Array, wholeFile = false): { ifds: readonly Ifd[]; warnings: Warning[] } {
  const warnings: Warning[] = [];
  const context: Context = {
    limits: defaultLimits,
    budget: new FileBudget(defaultLimits, () => {}),
    size: bytes.length,
    warn: (code, message, offset, path) => warnings.push({ code, message, offset, path }),
  };
  const view = new View(bytes);
  const header = readHeader(view, 0);
  if (!header) return { ifds: [], warnings };
  const source = { view, start: 0, end: bytes.length, wholeFile, path: 'test' };
  return { ifds: runSync(readIfds(source, header, plan, context), bytes), warnings };
}

describe('readIfds', () => {
  for (const littleEndian of [false, true]) {
    it(`walks directories, those behind and those inside, ${littleEndian ? 'little' : 'big'}-endian`, () => {
      const bytes = tiffBytes(
        {
          entries: [
            [0x10f, 2, 'Maker of cameras'],
            [0x8769, 4, { entries: [[0x829a, 5, [1, 250]]] }],
          ],
          next: { entries: [[0x103, 3, [6]]] },
        },
        littleEndian,
      );
      const { ifds, warnings } = walk(bytes);
      expect(ifds.map(({ name }) => name)).toEqual(['IFD0', 'ExifIFD', 'IFD1']);
      expect(textOf(ifds[0], 0x10f)).toBe('Maker of cameras');
      expect(numbersOf(ifds[1]!, 0x829a, 10)).toEqual([1 / 250]);
      expect(warnings).toEqual([]);
    });
  }

  it('reads a directory that points to itself once', () => {
    const bytes = tiffBytes({ entries: [[0x8769, 4, [8]]] });
    const { ifds, warnings } = walk(bytes);
    expect(ifds).toHaveLength(1);
    expect(warnings[0]).toMatchObject({ code: 'malformed', path: 'test/ExifIFD' });
  });

  it('says where a value lies outside, and goes on', () => {
    const bytes = tiffBytes({
      entries: [
        [0x10f, 2, 'longer than four'],
        [0x112, 3, [6]],
      ],
    });
    new DataView(bytes.buffer).setUint32(18, 0x7fff0000);
    const { ifds, warnings } = walk(bytes);
    expect(warnings[0]).toMatchObject({ code: 'truncated', offset: 10, path: 'test/IFD0/0x010f' });
    expect(numbersOf(ifds[0]!, 0x112, 1)).toEqual([6]);
  });

  it('never throws and stays bounded, whatever the bytes', () => {
    const sound = tiffBytes({
      entries: [
        [0x10f, 2, 'Maker of cameras'],
        [0x14a, 4, [8, 8]],
        [0x8769, 4, { entries: [[0x829a, 5, [1, 250]]] }],
      ],
      next: { entries: [[0x103, 3, [6]]] },
    });
    const change = fc.tuple(fc.nat(sound.length - 1), fc.nat(255));
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 12 }),
        fc.nat(sound.length),
        fc.boolean(),
        (changes, length, whole) => {
          const bytes = sound.slice(0, length);
          for (const [at, value] of changes) if (at < length) bytes[at] = value;
          expect(walk(bytes, whole).ifds.length).toBeLessThanOrEqual(defaultLimits.ifds);
        },
      ),
      { numRuns: 500 },
    );
  });
});
