import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gifBlocks } from '../../blocks/gif/index.js';
import { createEngine } from '../../read/engine.js';
import type { ByteSource } from '../../sources/source.js';
import { gif } from './index.js';

const engine = createEngine({ formats: [gif], blocks: [gifBlocks] });

const latin = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));
const header = (packed = 0): number[] => [...latin('GIF89a'), 10, 0, 20, 0, packed, 3, 0];

function subBlocks(data: readonly number[]): number[] {
  const bytes: number[] = [];
  for (let at = 0; at < data.length; at += 255) {
    const piece = data.slice(at, at + 255);
    bytes.push(piece.length, ...piece);
  }
  return [...bytes, 0];
}

const image = [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, ...subBlocks([0x44, 1])];
const control = (flags: number, delay: number, color: number): number[] => [
  ...[0x21, 0xf9, 4, flags, delay & 255, delay >> 8, color, 0],
];
const application = (name: string, data: readonly number[]): number[] => [
  0x21,
  0xff,
  11,
  ...latin(name),
  ...data,
];
const packet = '<?xpacket begin=""?><x:xmpmeta/><?xpacket end="w"?>';
const magicTrailer = [1, ...Array.from({ length: 256 }, (_, i) => 255 - i), 0];
const end = [0x3b];
const file = (...parts: readonly number[][]): Uint8Array => Uint8Array.from(parts.flat());

const animated = file(
  header(0x91),
  new Array(12).fill(0),
  application('NETSCAPE2.0', subBlocks([1, 0, 0])),
  control(1, 50, 7),
  image,
  control(0, 25, 0),
  image,
  [0x21, 0xfe, ...subBlocks(latin('x'.repeat(300)))],
  application('XMP DataXMP', [...latin(packet), ...magicTrailer]),
  application('ICCRGBG1012', subBlocks(new Array(300).fill(7))),
  [0x21, 1, 12, ...new Array(12).fill(0), ...subBlocks(latin('plain text'))],
  end,
);

test('tags', () => {
  const result = engine.readSync(animated);
  expect(result.layout.picture).toEqual({ width: 10, height: 20 });
  expect(result.layout.imageData).toHaveLength(2);
  expect(Object.fromEntries(result.tags().map(({ name, text }) => [name, text]))).toEqual({
    GIFVersion: '89a',
    ImageWidth: '10',
    ImageHeight: '20',
    HasColorMap: 'Yes',
    ColorResolutionDepth: '2',
    BitsPerPixel: '2',
    BackgroundColor: '3',
    AnimationIterations: 'Infinite',
    TransparentColor: '7',
    Text: 'plain text',
    FrameCount: '2',
    Duration: '0.75 s',
  });
  expect(result.gif).toMatchObject({ FrameCount: 2, Duration: 0.75, HasColorMap: 1 });
});

test('blocks: comment and ICC profile joined, XMP as it stands', () => {
  const { blocks } = engine.readSync(animated).layout;
  const find = (kind: string) => blocks.find((block) => block.kind === kind)!;
  expect(find('comment').bytes).toHaveLength(300);
  expect(find('icc').bytes).toHaveLength(300);
  const [range] = find('xmp').ranges;
  expect(new TextDecoder().decode(animated.subarray(range!.start, range!.end))).toBe(packet);
});

test('reads the same from a source in pieces', async () => {
  const large = file(header(), [0x21, 0xfe, ...subBlocks(new Array(200_000).fill(65))], image, image, end);
  const source: ByteSource = { size: large.length, read: async ({ start, end }) => large.slice(start, end) };
  expect((await engine.read(source)).layout).toEqual(engine.readSync(large).layout);
});

describe('bad input', () => {
  test('a cut file and a strange block are warned of', () => {
    const codes = (bytes: Uint8Array): string[] => engine.readSync(bytes).warnings.map(({ code }) => code);
    expect(codes(file(header(), image))).toEqual(['truncated']);
    expect(codes(file(header(), image, [0x21, 0xfe, 5, 65]))).toEqual(['truncated']);
    expect(codes(file(header(), image, [0x99]))).toEqual(['malformed']);
    expect(codes(file(header(), image, end))).toEqual([]);
  });

  test('nothing is thrown, whatever is changed or cut', () => {
    const change = fc.tuple(fc.nat(animated.length - 1), fc.nat(255));
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 8 }),
        fc.integer({ min: 13, max: animated.length }),
        (changes, end) => {
          const bytes = animated.slice(0, end);
          for (const [at, byte] of changes) if (at >= 6 && at < end) bytes[at] = byte;
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
