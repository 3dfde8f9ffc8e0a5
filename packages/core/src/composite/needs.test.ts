// What computed tags say that they need: without those tags, none of them is computed, in any fixture.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readSync } from '../sync.js';
import { exposureComposites } from './exposure.js';
import { Lookup } from './lookup.js';
import { otherComposites } from './other.js';
import { pictureComposites } from './picture.js';
import { placeAndTimeComposites } from './place-and-time.js';

const files = new URL('../../../../fixtures/files/', import.meta.url);
const all = [...pictureComposites, ...exposureComposites, ...placeAndTimeComposites, ...otherComposites];

test('a computed tag is told to need a tag that it cannot do without', () => {
  const computed = new Set<string>();
  const wrong = new Set<string>();
  for (const file of readdirSync(files)) {
    let metadata: ReturnType<typeof readSync>;
    try {
      metadata = readSync(new Uint8Array(readFileSync(new URL(file, files))));
    } catch {
      continue;
    }
    const tags = metadata.tags();
    for (const { name, needs, compute } of all) {
      if (!needs) continue;
      if (tags.some((tag) => tag.family === 'Composite' && tag.name === name)) computed.add(name);
      const without = new Lookup(
        tags.filter((tag) => !needs.includes(tag.name)),
        [],
        metadata.fileType,
      );
      if (compute(without, metadata.fileType)) wrong.add(`${name} in ${file}`);
    }
  }
  expect([...wrong]).toEqual([]);
  expect(computed.size).toBeGreaterThan(15);
});
