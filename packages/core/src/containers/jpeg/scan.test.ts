// The JPEG walk: which blocks it finds, how it joins their segments, what it says of damage.
import { describe, expect, test } from 'vitest';
import { runSync } from '../../bytes/scan.js';
import type { Warning } from '../../errors.js';
import { defaultLimits } from '../../limits.js';
import { FileBudget } from '../../read/budget.js';
import type { Layout } from '../../types.js';
import { scanJpeg } from './scan.js';

const latin1 = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));
const segment = (marker: number, ...body: readonly (string | number)[]): number[] => {
  const bytes = body.flatMap((part) => (typeof part === 'string' ? latin1(part) : [part]));
  return [0xff, marker, (bytes.length + 2) >> 8, (bytes.length + 2) & 255, ...bytes];
};
const frame = segment(0xc2, 8, 0, 16, 0, 32, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1);
const picture = [...frame, ...segment(0xda, 3, 1, 0, 2, 0, 3, 0, 0, 63, 0), 1, 2, 3, 0xff, 0xd9];

function scan(bytes: readonly number[], limits = defaultLimits): Layout & { warnings: Warning[] } {
  const warnings: Warning[] = [];
  const context = {
    limits,
    budget: new FileBudget(limits, () => {}),
    size: bytes.length,
    warn: (code: Warning['code'], message: string, offset: number, path: string) =>
      void warnings.push({ code, message, offset, path }),
  };
  return { ...runSync(scanJpeg(context), Uint8Array.from(bytes)), warnings };
}

describe('a JPEG', () => {
  test('gives the facts of its frame and where the coded picture starts', () => {
    const layout = scan([0xff, 0xd8, ...picture]);
    expect(layout.picture).toEqual({
      encodingProcess: 2,
      bitsPerSample: 8,
      height: 16,
      width: 32,
      colorComponents: 3,
      subSampling: '2 2',
    });
    expect(layout.imageData[0]!.start).toBe(2 + frame.length);
    expect(layout.warnings).toEqual([]);
  });

  test('names the block of each segment, without its signature', () => {
    const bytes = [0xff, 0xd8, ...segment(0xe1, 'Exif\0\0', 'MM'), ...segment(0xec, 'Ducky'), ...picture];
    const { blocks } = scan(bytes);
    expect(blocks.map(({ kind, label }) => [kind, label])).toEqual([
      ['exif', undefined],
      ['app', 'APP12'],
    ]);
    const { start, end } = blocks[0]!.ranges[0]!;
    expect(bytes.slice(start, end)).toEqual(latin1('MM'));
  });

  test('joins ICC chunks by their numbers, in whatever order they come', () => {
    const chunk = (number: number, data: string): number[] => segment(0xe2, 'ICC_PROFILE\0', number, 2, data);
    const bytes = [0xff, 0xd8, ...chunk(2, 'world'), ...chunk(1, 'hello '), ...picture];
    const { blocks } = scan(bytes);
    expect(blocks).toHaveLength(1);
    const text = blocks[0]!.ranges.flatMap(({ start, end }) => bytes.slice(start, end));
    expect(text).toEqual(latin1('hello world'));
  });

  test('joins the parts of Photoshop resources, and of EXIF that goes on without a header', () => {
    const bytes = [
      0xff,
      0xd8,
      ...segment(0xed, 'Photoshop 3.0\0', '8BI'),
      ...segment(0xed, 'Photoshop 3.0\0', 'M'),
      ...segment(0xe1, 'Exif\0\0', 'II*\0'),
      ...segment(0xe1, 'Exif\0\0', 'more'),
      ...segment(0xe1, 'Exif\0\0', 'MM\0*'),
      ...picture,
    ];
    const counts = scan(bytes).blocks.map(({ kind, ranges }) => [kind, ranges.length]);
    expect(counts).toEqual([
      ['photoshop', 2],
      ['exif', 2],
      ['exif', 1],
    ]);
  });

  test('with bytes between its segments is read on, with a warning', () => {
    const layout = scan([0xff, 0xd8, 1, 2, 3, ...segment(0xfe, 'hi'), ...picture]);
    expect(layout.blocks.map(({ kind }) => kind)).toEqual(['comment']);
    expect(layout.warnings).toMatchObject([{ code: 'malformed', offset: 2, path: 'jpeg' }]);
  });

  test('that ends early says where', () => {
    expect(scan([0xff, 0xd8, 0xff]).warnings).toMatchObject([{ code: 'truncated', offset: 2 }]);
    expect(scan([0xff, 0xd8, 0xff, 0xe1, 0]).warnings).toMatchObject([{ code: 'truncated', offset: 2 }]);
  });

  test('of more segments than the limit stops there', () => {
    const many = Array.from({ length: 9 }, () => segment(0xfe, 'x')).flat();
    const layout = scan([0xff, 0xd8, ...many, ...picture], { ...defaultLimits, segments: 4 });
    expect(layout.blocks).toHaveLength(4);
    expect(layout.warnings).toMatchObject([{ code: 'limit-exceeded' }]);
  });
});

describe('APP1 segments whose signature is damaged', () => {
  const kindsOf = (text: string): string[] =>
    scan([0xff, 0xd8, ...segment(0xe1, text), ...picture]).blocks.map(({ kind }) => kind);
  const packet = '<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"/>';

  test.each([
    ['no signature', packet],
    ['another version', `http://ns.adobe.com/xap/2.0/\0${packet}`],
    ['no NUL behind it', `http://ns.adobe.com/xap/1.0/${packet}`],
    ['bytes before it', `\0\0\0${packet}`],
    ['an element of EXIF and no packet', '<exif:FNumber>2</exif:FNumber>'],
  ])('are XMP with %s', (_, text) => {
    expect(kindsOf(text)).toEqual(['xmp']);
  });

  test.each(['exif\0\0', 'EXIF\0\0', 'abExif\0\0', '\xff\xe1\x12\x34Exif\0\0'])(
    'are EXIF behind %j',
    (head) => {
      const { blocks } = scan([0xff, 0xd8, ...segment(0xe1, `${head}MM\0*`), ...picture]);
      const start = 6 + head.length;
      expect(blocks).toMatchObject([{ kind: 'exif', ranges: [{ start, end: start + 4 }] }]);
    },
  );

  test('are left where nothing tells what they are', () => {
    expect(kindsOf('abcdeExif\0\0')).toEqual(['app']);
    expect(kindsOf('QVCI\0<?xpacket')).toEqual(['app']);
  });
});
