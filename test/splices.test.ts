// Changes of any length in every format: what was changed is read back, all else and the picture are as before.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MetadataError } from 'exifkit';
import { readSync } from 'exifkit/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinPieces } from '../packages/core/src/bytes/pieces.js';
import { type ByteRange, runSync } from '../packages/core/src/bytes/scan.js';
import { inOrder, placeAfter, type Splice, spliced } from '../packages/core/src/bytes/splices.js';
import { View } from '../packages/core/src/bytes/view.js';
import { defaultLimits } from '../packages/core/src/limits.js';
import { FileBudget } from '../packages/core/src/read/budget.js';
import { everyFormat } from '../packages/core/src/registry/every-format.js';
import { plannersAtHand } from '../packages/core/src/registry/planners-at-hand.js';
import { knownOf } from '../packages/core/src/remove/rendering.js';
import { pngChunk } from '../packages/core/src/structures/png/write.js';
import { riffChunk } from '../packages/core/src/structures/riff/write.js';
import type { BlockRef, Context, Layout } from '../packages/core/src/types.js';
import { compare } from './pictures.js';

const folder = join(import.meta.dirname, '../fixtures/files');
const fixture = (name: string): Uint8Array => new Uint8Array(readFileSync(join(folder, name)));

function contextOf(bytes: Uint8Array): Context {
  const budget = new FileBudget(defaultLimits, () => {});
  return { limits: defaultLimits, budget, size: bytes.length, warn: () => {} };
}

function layoutOf(bytes: Uint8Array): { readonly name: string; readonly layout: Layout } {
  const format = everyFormat.find(({ match }) => match(new View(bytes.subarray(0, 64))))!;
  return { name: format.name, layout: runSync(format.scan(contextOf(bytes)), bytes) };
}

function edited(bytes: Uint8Array, splices: readonly Splice[]): Uint8Array {
  const { name, layout } = layoutOf(bytes);
  const planner = plannersAtHand.find((one) => one.name === name)!;
  const file = { context: contextOf(bytes), known: knownOf(layout) };
  return joinPieces(spliced(runSync(planner.edit(splices, file), bytes), 0, bytes.length), bytes);
}

function blockOf(bytes: Uint8Array, kind: BlockRef['kind']): ByteRange | undefined {
  const ref = layoutOf(bytes).layout.blocks.find((block) => block.kind === kind);
  return ref && !ref.bytes && ref.ranges.length === 1 ? ref.ranges[0] : undefined;
}

/** All tags but those of XMP, of what it alone tells, and of places and lengths in the file. */
function otherTags(bytes: Uint8Array): string[] {
  return [...readSync(bytes).tags()]
    .filter(
      ({ family, group, name }) =>
        !['XMP', 'Composite'].includes(family) &&
        group !== 'Google' &&
        !/Offset|Start$|^MediaData|^MetaImageSize/.test(name),
    )
    .map(({ family, group, name, text }) => `${family}:${group}:${name} ${text}`);
}

const codes = (bytes: Uint8Array): string[] => readSync(bytes).warnings.map(({ code }) => code);

const described = (text: string): Uint8Array =>
  new TextEncoder().encode(
    `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` +
      `<rdf:Description rdf:about="" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:City="${text}"/>` +
      '</rdf:RDF></x:xmpmeta>',
  );

const cities = (bytes: Uint8Array): string[] =>
  [...readSync(bytes).tags()].filter(({ name }) => name === 'City').map(({ text }) => String(text));

test('what stays through splices is where it is said to be', () => {
  const splice = fc.record({
    gap: fc.nat(9),
    length: fc.nat(9),
    bytes: fc.uint8Array({ maxLength: 9, min: 200 }),
  });
  fc.assert(
    fc.property(fc.array(splice, { maxLength: 9 }), (steps) => {
      const source = Uint8Array.from({ length: 180 }, (_, i) => i);
      const splices: Splice[] = [];
      for (const { gap, length, bytes } of steps) {
        const start = (splices.at(-1)?.end ?? 0) + gap;
        splices.push({ start, end: start + length, bytes });
      }
      const ordered = inOrder(splices.toReversed());
      const made = joinPieces(spliced(ordered, 0, source.length), source);
      for (const [i, byte] of source.entries())
        if (!ordered.some(({ start, end }) => i >= start && i < end))
          expect(made[placeAfter(ordered, i)]).toBe(byte);
    }),
  );
});

test('two changes of the same bytes are refused', () => {
  const bytes = Uint8Array.of(1);
  expect(() =>
    inOrder([
      { start: 4, end: 9, bytes },
      { start: 8, end: 8, bytes },
    ]),
  ).toThrow(MetadataError);
});

const withXmp = readdirSync(folder).filter((name) => /\.(jpg|png|webp|gif|heic|avif)$/.test(name));

describe.each(withXmp.filter((name) => blockOf(fixture(name), 'xmp')))('%s', (name) => {
  test.each([1, 6000])('takes a packet of another length: %i letters', async (length) => {
    const bytes = fixture(name);
    const city = 'x'.repeat(length);
    const range = blockOf(bytes, 'xmp')!;
    const after = edited(bytes, [{ ...range, bytes: described(city) }]);
    expect(after.length - bytes.length - described(city).length + range.end - range.start).toBeOneOf([
      -1, 0, 1,
    ]);
    expect(cities(after)).toContain(city);
    expect(otherTags(after)).toEqual(otherTags(bytes));
    expect(codes(after)).toEqual(codes(bytes));
    expect(await compare(bytes, after)).toBeOneOf(['same', 'undecodable']);
  });
});

test('the pictures that the index of a JPEG names are found behind a segment that grew', async () => {
  const bytes = fixture('jpeg-mpf.jpg');
  const first = (file: Uint8Array): Uint8Array[] =>
    [...readSync(file).tags()]
      .filter(({ group, name }) => group.startsWith('MPImage') && name === 'MPImageStart')
      .map(({ value }) => file.subarray(Number(value), Number(value) + 20));
  const index = blockOf(bytes, 'mpf')!;
  const comment = Uint8Array.of(0xff, 0xfe, 0, 5, 1, 2, 3);
  for (const at of [2, index.end]) {
    const after = edited(bytes, [{ start: at, end: at, bytes: comment }]);
    expect(after.length).toBe(bytes.length + comment.length);
    expect(first(after).length).toBeGreaterThan(1);
    expect(first(after).slice(1)).toEqual(first(bytes).slice(1));
    expect(await compare(bytes, after)).toBe('same');
  }
});

test('a segment of a JPEG cannot be longer than its length can say', () => {
  const bytes = fixture('jpeg-all-blocks.jpg');
  const { start } = blockOf(bytes, 'xmp')!;
  const long = [{ start, end: start, bytes: new Uint8Array(65_536) }];
  expect(() => edited(bytes, long)).toThrow(expect.objectContaining({ code: 'limit-exceeded' }));
});

test.each(readdirSync(folder).filter((name) => /minimal\.(jpg|png|webp|gif|heic|avif|tif)$/.test(name)))(
  'what belongs together is not torn apart: %s',
  (name) => {
    const bytes = fixture(name);
    const torn = [{ start: 5, end: 6, bytes: new Uint8Array(0) }];
    expect(() => edited(bytes, torn)).toThrow(expect.objectContaining({ code: 'not-writable' }));
  },
);

test('chunks come into a PNG and go', async () => {
  const bytes = fixture('png-minimal.png');
  const text = pngChunk('tEXt', new TextEncoder().encode('Comment\0here'));
  const after = edited(bytes, [{ start: 33, end: 33, bytes: text }]);
  expect([...readSync(after).tags()].find(({ name }) => name === 'Comment')?.text).toBe('here');
  expect(await compare(bytes, after)).toBe('same');
  expect(edited(after, [{ start: 33, end: 33 + text.length, bytes: new Uint8Array(0) }])).toEqual(bytes);
});

test('a WebP says which chunks it has, and one that cannot takes none', async () => {
  const [name = ''] = readdirSync(folder).filter(
    (file) => /\.webp$/.test(file) && blockOf(fixture(file), 'xmp'),
  );
  const bytes = fixture(name);
  const { start, end } = blockOf(bytes, 'xmp')!;
  const flags = bytes.indexOf(0x58, 12) + 5;
  const without = edited(bytes, [
    { start: start - 8, end: end + ((end - start) & 1), bytes: new Uint8Array(0) },
  ]);
  expect([bytes[flags]! & 4, without[flags]! & 4]).toEqual([4, 0]);
  const last = without.length;
  const chunk = riffChunk('XMP ', described('back'));
  const again = edited(without, [{ start: last, end: last, bytes: chunk }]);
  expect([again[flags]! & 4, cities(again)]).toEqual([4, ['back']]);
  expect(await compare(bytes, again)).toBe('same');
  const plain = readdirSync(folder).find(
    (file) => /\.webp$/.test(file) && !Buffer.from(fixture(file)).includes('VP8X'),
  )!;
  const size = fixture(plain).length;
  expect(() => edited(fixture(plain), [{ start: size, end: size, bytes: chunk }])).toThrow(
    expect.objectContaining({ code: 'not-writable' }),
  );
});

test('more may follow at the end of a TIFF', () => {
  const [name = ''] = readdirSync(folder).filter((file) => file.endsWith('.tif'));
  const bytes = fixture(name);
  const more = [{ start: bytes.length, end: bytes.length, bytes: Uint8Array.of(1, 2) }];
  expect(edited(bytes, more)).toEqual(Uint8Array.of(...bytes, 1, 2));
});
