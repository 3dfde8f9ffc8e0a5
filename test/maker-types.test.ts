// The tags of makers' notes have types by name: each name that reading gives, and nothing at run time.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { AppleTags, ReconyxTags, read, SonyTags, TagValue } from 'exifkit';
import { readSync } from 'exifkit/sync';
import { expect, expectTypeOf, test } from 'vitest';
import * as atHand from '../packages/core/src/registry/blocks-at-hand.js';

const root = resolve(import.meta.dirname, '..');
const source = readFileSync(join(root, 'packages/core/src/tags/maker-types.generated.ts'), 'utf8');
const folder = join(root, 'fixtures/files');

/** The names that each maker's interface has, by the name of its block. */
const typed = new Map(
  [...source.matchAll(/export interface (\w+)Tags \{\n(.*?)\n\}\n/gs)].map(([, maker, body]) => [
    maker!.toLowerCase(),
    new Set([...body!.matchAll(/^ {2}readonly '?([^'?]+)'?\?: TagValue;$/gm)].map(([, name]) => name!)),
  ]),
);

/** Makers' blocks, by the kinds of their references. */
const makers = Object.values(atHand)
  .filter(({ kinds }) => kinds.some((kind) => kind.startsWith('makernote/')))
  .map(({ name }) => name);

test('each maker has an interface, and each interface is a maker’s', () => {
  expect([...typed.keys()].sort()).toEqual([...makers].sort());
});

test('each name that reading a note gives is typed', () => {
  // Tables have no such names: they come of the note's form, of texts in it, of numbers and of pointers to pictures.
  const toldByBytes = [
    'apple MakerNoteByteOrder',
    'dji SomeThing',
    'google PayloadFrame00',
    'nikon MakerNoteByteOrder',
    'ricoh PreviewImage',
  ];
  const untyped = new Set<string>();
  let found = 0;
  for (const name of readdirSync(folder)) {
    let metadata: { readonly [block: string]: unknown };
    try {
      metadata = readSync(readFileSync(join(folder, name))) as unknown as typeof metadata;
    } catch {
      continue;
    }
    for (const maker of makers)
      for (const tag of Object.keys(metadata[maker] ?? {})) {
        found++;
        if (!typed.get(maker)?.has(tag)) untyped.add(`${maker} ${tag}`);
      }
  }
  expect(found).toBeGreaterThan(500);
  expect([...untyped].sort()).toEqual(toldByBytes);
});

type Result = Awaited<ReturnType<typeof read>>;

test('makers’ tags are typed by name', () => {
  expectTypeOf<AppleTags['RunTimeValue']>().toEqualTypeOf<TagValue | undefined>();
  expectTypeOf<SonyTags>().toHaveProperty('LensType');
  expectTypeOf<ReconyxTags>().toHaveProperty('AmbientTemperature');
  // @ts-expect-error Apple has no such tag.
  type None = AppleTags['LensType'];
  expectTypeOf<None>().not.toBeNever();
  expectTypeOf<NonNullable<Result['sony']>>().toExtend<SonyTags>();
  expectTypeOf<NonNullable<Result['apple']>>().toExtend<AppleTags>();
});
