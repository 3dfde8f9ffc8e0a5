import { describe, expect, it } from 'vitest';
import { exif } from '../../blocks/exif/index.js';
import { type ByteRange, runSync, type Scan } from '../../bytes/scan.js';
import { View } from '../../bytes/view.js';
import { defaultLimits } from '../../limits.js';
import { FileBudget } from '../../read/budget.js';
import { tiffBytes } from '../../structures/tiff/testing.js';
import type { Context } from '../../types.js';
import { tiff } from './index.js';

const context = (size: number): Context => ({
  limits: defaultLimits,
  budget: new FileBudget(defaultLimits, () => {}),
  size,
  warn: () => {},
});

const page = tiffBytes({
  entries: [
    [0x100, 3, [640]],
    [0x101, 3, [480]],
    [0x103, 3, [1]],
    [0x111, 4, [1000, 2000]],
    [0x117, 4, [1000, 500]],
  ],
});

/** Runs a walk over a large file of which only the first bytes are not zero, and counts what it reads. */
function readSparsely<Result>(
  scan: Scan<Result>,
  head: Uint8Array,
  size: number,
): { result: Result; read: number } {
  let read = 0;
  let step = scan.next();
  while (!step.done) {
    const { start, end } = step.value as ByteRange;
    const bytes = new Uint8Array(Math.max(0, Math.min(end, size) - start));
    bytes.set(head.subarray(start, Math.min(end, head.length)));
    read += bytes.length;
    step = scan.next(new View(bytes, start));
  }
  return { result: step.value, read };
}

describe('tiff', () => {
  it('finds the picture, its data and one exif block for the file', () => {
    const layout = runSync(tiff.scan(context(4000)), page);
    expect(layout.fileType).toEqual({ type: 'TIFF', extension: 'tif', mimeType: 'image/tiff' });
    expect(layout.picture).toEqual({ width: 640, height: 480 });
    expect(layout.imageData).toEqual([{ start: 1000, end: 2500 }]);
    expect(layout.blocks).toEqual([
      { kind: 'exif', ranges: [{ start: 0, end: 4000 }], path: 'tiff', label: 'TIFF', host: 'tiff' },
    ]);
  });

  it('tells DNG and raw formats by what is inside', () => {
    const type = (entries: Parameters<typeof tiffBytes>[0]['entries']): string => {
      const bytes = tiffBytes({ entries });
      return runSync(tiff.scan(context(bytes.length)), bytes).fileType.type;
    };
    expect(type([[0xc612, 1, [1, 4, 0, 0]]])).toBe('DNG');
    expect(type([[0x103, 3, [34713]]])).toBe('NEF');
    expect(
      type([
        [0x106, 3, [32803]],
        [0x10f, 2, 'PENTAX'],
      ]),
    ).toBe('PEF');
    expect(type([[0x10f, 2, 'NIKON CORPORATION']])).toBe('TIFF');
  });

  it('reads little of a large file', () => {
    const size = 20 << 20;
    const found = readSparsely(tiff.scan(context(size)), page, size);
    const loaded = readSparsely(exif.load(found.result.blocks, context(size)), page, size);
    expect(loaded.result.value()).toMatchObject({ ImageWidth: 640 });
    expect(found.read + loaded.read).toBeLessThan(2048);
  });
});
