// What leads where: blocks tell every kind of reference that they find inside themselves, in every fixture.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { everyBlock } from '../registry/every-block.js';
import { everyFormat } from '../registry/every-format.js';
import type { AnyBlock, Block, BlockRef, Context, Layout } from '../types.js';
import { createEngine } from './engine.js';

const files = new URL('../../../../fixtures/files/', import.meta.url);

test('what a block finds inside itself is of a kind that it tells', () => {
  const found = new Set<string>();
  const untold = new Set<string>();
  const watched = (everyBlock as readonly Block[]).map(
    (block): AnyBlock => ({
      ...block,
      *load(refs: readonly BlockRef[], context) {
        const loaded = yield* block.load(refs, context);
        for (const { kind } of [...(loaded.nested ?? []), ...(loaded.handedOn ?? [])]) {
          found.add(`${block.name} holds ${kind}`);
          if (!block.holds?.includes(kind)) untold.add(`${block.name} holds ${kind}`);
        }
        return loaded;
      },
    }),
  );
  const engine = createEngine({ formats: everyFormat, blocks: watched });
  for (const name of readdirSync(files)) {
    try {
      engine.readSync(new Uint8Array(readFileSync(new URL(name, files)))).tags();
    } catch (error) {
      expect(error).toHaveProperty('code');
    }
  }
  expect([...untold]).toEqual([]);
  expect(found.size).toBeGreaterThan(8);
});

test('a typed block is the same whether all was loaded before it or not', () => {
  const engine = createEngine({ formats: everyFormat, blocks: everyBlock });
  for (const name of readdirSync(files)) {
    const bytes = new Uint8Array(readFileSync(new URL(name, files)));
    let first: { tags(): unknown };
    try {
      first = engine.readSync(bytes);
    } catch {
      continue;
    }
    const after = engine.readSync(bytes);
    after.tags();
    for (const { name: block } of everyBlock) {
      const alone = (engine.readSync(bytes) as Record<string, unknown>)[block];
      expect(alone, `${name} ${block}`).toEqual((after as Record<string, unknown>)[block]);
    }
    expect(first.tags()).toBeDefined();
  }
});

test('what a file holds and what is wrong in it is the same whether its EXIF was asked for before or not', () => {
  const engine = createEngine({ formats: everyFormat, blocks: everyBlock });
  const told = (bytes: Uint8Array, exifFirst: boolean): unknown => {
    const found = engine.readSync(bytes) as ReturnType<typeof engine.readSync> & Record<string, unknown>;
    if (exifFirst) expect([found['gps'], found['exif']]).toHaveLength(2);
    const tags = found.tags().map(({ group, name, text }) => [group, name, text]);
    const warnings = found.warnings.map((warning) => JSON.stringify(warning)).sort();
    return { tags, warnings, blocks: found.blocks };
  };
  for (const name of readdirSync(files)) {
    const bytes = new Uint8Array(readFileSync(new URL(name, files)));
    try {
      engine.readSync(bytes);
    } catch {
      continue;
    }
    expect(told(bytes, true), name).toEqual(told(bytes, false));
  }
});

test.each(['jpeg-all-blocks.jpg', 'png-exif.png', 'heic-exif-xmp.heic'])(
  'asked for the EXIF of %s, it loads that block alone',
  (name) => {
    const loaded: string[] = [];
    const watched = (everyBlock as readonly Block[]).map(
      (block): AnyBlock => ({
        ...block,
        load(refs: readonly BlockRef[], context) {
          loaded.push(block.name);
          return block.load(refs, context);
        },
      }),
    );
    const found = createEngine({ formats: everyFormat, blocks: watched }).readSync(
      new Uint8Array(readFileSync(new URL(name, files))),
    ) as Readonly<Record<string, unknown>>;
    expect(found['exif']).toBeDefined();
    expect(loaded).toEqual(['exif']);
    expect(found['gps']).toBeDefined();
    expect(loaded).toEqual(['exif', 'gps']);
  },
);

test.each(['png-exif.png', 'heic-exif-xmp.heic'])(
  'asked for the EXIF of %s, it walks no more of it',
  (name) => {
    let walked = 0;
    const formats = everyFormat.map((format) => ({
      ...format,
      *scan(context: Context) {
        const layout = yield* format.scan(context);
        const whole = <Key extends keyof Layout>(key: Key): Layout[Key] => {
          walked++;
          return layout[key];
        };
        return {
          fileType: layout.fileType,
          get picture() {
            return whole('picture');
          },
          get blocks() {
            return whole('blocks');
          },
          get tail() {
            return whole('tail');
          },
          get imageData() {
            return whole('imageData');
          },
        };
      },
    }));
    const found = createEngine({ formats, blocks: everyBlock }).readSync(
      new Uint8Array(readFileSync(new URL(name, files))),
    ) as ReturnType<ReturnType<typeof createEngine>['readSync']> & Readonly<Record<string, unknown>>;
    expect([found['exif'], found['gps']]).not.toContain(undefined);
    expect(walked).toBe(0);
    expect(found.tags().length).toBeGreaterThan(0);
    expect(walked).toBeGreaterThan(0);
  },
);

test('a block of which nothing but what is at hand knows is fetched for a file in memory', async () => {
  const blocks: AnyBlock[] = (everyBlock as readonly Block[]).map((block) =>
    block.name === 'canon' ? { name: 'canon', kinds: block.kinds, fetch: async () => block } : block,
  );
  const engine = createEngine({ formats: everyFormat, blocks });
  const file = new Uint8Array(readFileSync(new URL('jpeg-exif-canon-records.jpg', files)));
  const groups = new Set((await engine.read(file)).tags().map(({ group }) => group));
  expect(groups).toContain('Canon');
});
