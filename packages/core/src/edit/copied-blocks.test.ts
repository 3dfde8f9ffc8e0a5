import { expect, test } from 'vitest';
import { BlockList } from '../read/block-list.js';
import type { AnyBlock, BlockRef, Layout } from '../types.js';
import { copiedBlocks } from './copied-blocks.js';

const block = (name: string, kinds: AnyBlock['kinds']): AnyBlock => ({
  name,
  kinds,
  *load() {
    return { value: () => undefined, tags: () => [] };
  },
});
const blocks = new BlockList([block('xmp', ['xmp', 'xmp-extended']), block('exif', ['exif'])]);
const layout: Layout = {
  fileType: { type: '', extension: '', mimeType: '' },
  picture: {},
  blocks: [],
  imageData: [],
};
const content = (...refs: BlockRef[]) => ({ layout, loaded: [], refs });
const ref = (kind: BlockRef['kind'], start: number, end: number, more: Partial<BlockRef> = {}): BlockRef => ({
  kind,
  ranges: [{ start, end }],
  path: 'test',
  ...more,
});
// ten bytes come before byte 20
const pieces = [{ start: 0, end: 20 }, new Uint8Array(10), { start: 20, end: 60 }];
const names = (old: BlockRef[], now: BlockRef[]) => [
  ...copiedBlocks(blocks, content(...old), content(...now), pieces),
];

test('a block that was moved whole is copied, and one that may point elsewhere never is', () => {
  const before = [ref('xmp', 30, 40), ref('exif', 0, 10)];
  expect(names(before, [ref('xmp', 40, 50), ref('exif', 0, 10)])).toEqual(['xmp']);
});

test.each([
  ['at another place', [ref('xmp', 41, 51)]],
  ['shorter', [ref('xmp', 40, 49)]],
  ['of another role', [ref('xmp', 40, 50, { aside: true })]],
  ['gone', []],
  ['joined by another', [ref('xmp', 40, 50), ref('xmp', 52, 54)]],
  ['joined by an extended one', [ref('xmp', 40, 50), ref('xmp-extended', 52, 54)]],
])('a block that is %s is read and compared', (_, now) => {
  expect(names([ref('xmp', 30, 40)], now)).not.toContain('xmp');
});

test('a block with new bytes in it is read and compared', () => {
  expect(names([ref('xmp', 15, 25)], [ref('xmp', 15, 35)])).not.toContain('xmp');
});
