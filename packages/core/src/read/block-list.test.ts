import { expect, test } from 'vitest';
import type { AnyBlock, Block, BlockKind, LazyBlock } from '../types.js';
import { BlockList } from './block-list.js';

const block = (kind: BlockKind, holds: readonly BlockKind[]): Block => ({
  name: kind,
  kinds: [kind],
  holds,
  *load() {
    return { value: () => undefined, tags: () => [] };
  },
});
const lazy = (one: Block): LazyBlock => ({ name: one.name, kinds: one.kinds, fetch: async () => one });

test('a block leads to one that is to be fetched by another that was fetched before, too', async () => {
  const all: readonly AnyBlock[] = [
    block('exif', ['makernote']),
    lazy(block('makernote', ['makernote/apple'])),
    lazy(block('makernote/apple', [])),
  ];
  const list = new BlockList(all);
  expect(list.leadsToLazy(0)).toBe(true);
  await list.fetch(1);
  expect(list.leadsToLazy(0)).toBe(true);
  await list.fetch(2);
  expect(list.leadsToLazy(0)).toBe(false);
});
