import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { riffChunks } from '../../blocks/riff/index.js';
import { createEngine } from '../../read/engine.js';
import { webp } from './index.js';

const engine = createEngine({ formats: [webp], blocks: [riffChunks] });

const latin = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));

function chunk(type: string, data: readonly number[]): number[] {
  const { length } = data;
  const size = [length & 255, (length >> 8) & 255, (length >> 16) & 255, 0];
  return [...latin(type), ...size, ...data, ...(length & 1 ? [0] : [])];
}

function file(...chunks: number[][]): Uint8Array {
  const body = [...latin('WEBP'), ...chunks.flat()];
  return Uint8Array.from([...latin('RIFF'), body.length & 255, body.length >> 8, 0, 0, ...body]);
}

const extended = chunk('VP8X', [0x12, 0, 0, 0, 9, 0, 0, 19, 0, 0]);
const lossless = chunk('VP8L', [0x2f, 0x41, 0x6c, 0x6f, 0x10, 0x88]);
const lossy = chunk('VP8 ', [0x96, 1, 2, 0x9d, 1, 0x2a, 0x34, 0x52, 0x45, 0xa3, 0]);
const frame = (milliseconds: number): number[] =>
  chunk('ANMF', [...new Array(12).fill(0), milliseconds & 255, milliseconds >> 8, 0, 0, 9, 9]);

function tagsOf(bytes: Uint8Array): Record<string, unknown> {
  return Object.fromEntries(
    engine
      .readSync(bytes)
      .tags()
      .map(({ name, text }) => [name, text]),
  );
}

describe('tags', () => {
  test('of a lossy file', () => {
    expect(engine.readSync(file(lossy)).layout).toMatchObject({
      fileType: { type: 'WEBP', extension: 'webp', mimeType: 'image/webp' },
      picture: { width: 4660, height: 9029 },
    });
    expect(tagsOf(file(lossy))).toEqual({
      VP8Version: '3 (no reconstruction, no loop)',
      ImageWidth: '4660',
      HorizontalScale: '1',
      ImageHeight: '9029',
      VerticalScale: '2',
    });
  });

  test('of a lossless file', () => {
    expect(engine.readSync(file(lossless)).fileType.type).toBe('WEBP (lossless)');
    expect(tagsOf(file(lossless))).toEqual({ ImageWidth: '11330', ImageHeight: '446', AlphaIsUsed: 'Yes' });
  });

  test('of an animation: the durations of the frames added', () => {
    const bytes = file(
      extended,
      chunk('ANIM', [1, 2, 3, 4, 0, 0]),
      frame(40),
      frame(4000),
      chunk('ALPH', [1]),
    );
    expect(engine.readSync(bytes).layout).toMatchObject({
      fileType: { type: 'Extended WEBP' },
      picture: { width: 10, height: 20 },
    });
    expect(tagsOf(bytes)).toEqual({
      WebP_Flags: 'Animation, Alpha',
      ImageWidth: '10',
      ImageHeight: '20',
      BackgroundColor: '1 2 3 4',
      AnimationLoopCount: 'inf',
      Duration: '4.04 s',
      AlphaPreprocessing: 'Level Reduction',
      AlphaFiltering: 'Horizontal',
      AlphaCompression: 'Lossless',
    });
  });
});

test('finds blocks, with and without the header that JPEG puts before EXIF', () => {
  const found = engine.readSync(
    file(
      extended,
      chunk('ICCP', [1, 2, 3]),
      lossy,
      chunk('EXIF', latin('MM\0*1234')),
      chunk('EXIF', latin('Exif\0\0II*\x001234')),
      chunk('XMP ', latin('<x/>')),
      chunk('EXIF', latin('what is this')),
    ),
  );
  const blocks = found.layout.blocks.filter(({ label }) => label === undefined);
  expect(blocks.map(({ kind, ranges }) => [kind, ranges[0]!.end - ranges[0]!.start])).toEqual([
    ['icc', 3],
    ['exif', 8],
    ['exif', 8],
    ['xmp', 4],
  ]);
  expect(found.layout.imageData).toHaveLength(1);
  expect(found.riff?.['UnknownEXIF']).toHaveLength(12);
});

describe('bad input', () => {
  test('a chunk that is cut off is left out, with a warning', () => {
    const whole = file(extended, lossy);
    const { warnings, layout } = engine.readSync(whole.subarray(0, -4));
    expect(warnings.map(({ code }) => code)).toEqual(['truncated']);
    expect(layout.imageData).toEqual([]);
  });

  test('nothing is thrown, whatever is changed or cut', () => {
    const whole = file(
      extended,
      chunk('ANIM', [1, 2, 3, 4, 0, 0]),
      frame(40),
      chunk('ALPH', [1]),
      lossy,
      lossless,
      chunk('EXIF', latin('Exif\0\0MM\0*1234')),
      chunk('XMP ', latin('<x/>')),
    );
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 8 }),
        fc.integer({ min: 12, max: whole.length }),
        (changes, end) => {
          const bytes = whole.slice(0, end);
          for (const [at, byte] of changes) if (at >= 12 && at < end) bytes[at] = byte;
          for (const { value, text } of engine.readSync(bytes).tags()) {
            expect(value).not.toBeNaN();
            expect(text).toBeDefined();
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});
