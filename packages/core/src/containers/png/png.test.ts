import fc from 'fast-check';
import { zlibSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { pngChunks } from '../../blocks/png/index.js';
import { crc32 } from '../../bytes/crc32.js';
import { createEngine } from '../../read/engine.js';
import type { ByteSource } from '../../sources/source.js';
import { findExifChunk } from './exif-chunks.js';
import { png } from './index.js';

const engine = createEngine({ formats: [png], blocks: [pngChunks] });
const signature = [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10];

const latin = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const concat = (...parts: (ArrayLike<number> | string)[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => Array.from(typeof part === 'string' ? latin(part) : part)));

function chunk(type: string, ...data: (ArrayLike<number> | string)[]): Uint8Array {
  const body = concat(type, ...data);
  const bytes = new Uint8Array(body.length + 8);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, body.length - 4);
  bytes.set(body, 4);
  view.setUint32(body.length + 4, crc32(body));
  return bytes;
}

const header = (colorType = 2): Uint8Array => chunk('IHDR', [0, 0, 1, 0, 0, 0, 0, 7, 8, colorType, 0, 0, 0]);
const idat = chunk('IDAT', zlibSync(new Uint8Array(64)));
const iend = chunk('IEND');
const file = (...chunks: Uint8Array[]): Uint8Array => concat(signature, header(), ...chunks, idat, iend);
const text = (keyword: string, value: string): Uint8Array => chunk('tEXt', keyword, [0], value);
const itxt = (keyword: string, language: string, value: string): Uint8Array =>
  chunk('iTXt', keyword, [0, 0, 0], language, [0, 0], new TextEncoder().encode(value));

function tagsOf(bytes: Uint8Array): Record<string, unknown> {
  const tags = engine.readSync(bytes).tags();
  return Object.fromEntries(tags.map(({ group, name, text }) => [`${group}:${name}`, text]));
}

function profile(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, length);
  view.setUint32(128, 1);
  return bytes;
}

describe('tags', () => {
  test('of text with nulls: left out of ASCII, the end of Latin text', () => {
    expect(
      tagsOf(file(text('Title', 'a\0b'), text('Author', 'caf\xe9\0b'), itxt('Source', '', '\u00e9\0b'))),
    ).toMatchObject({
      'PNG:Title': 'ab',
      'PNG:Author': 'caf\u00e9',
      'PNG:Source': '\u00e9b',
    });
  });

  test('of the header', () => {
    const { picture, fileType } = engine.readSync(file()).layout;
    expect(picture).toEqual({ width: 256, height: 7 });
    expect(fileType.type).toBe('PNG');
    expect(tagsOf(file())).toEqual({
      'PNG:ImageWidth': '256',
      'PNG:ImageHeight': '7',
      'PNG:BitDepth': '8',
      'PNG:ColorType': 'RGB',
      'PNG:Compression': 'Deflate/Inflate',
      'PNG:Filter': 'Adaptive',
      'PNG:Interlace': 'Noninterlaced',
    });
  });

  test('of chunks that are records or one value', () => {
    const tags = tagsOf(
      file(
        chunk('gAMA', [0, 0, 0xb1, 0x8f]),
        chunk('pHYs', [0, 0, 11, 0x13, 0, 0, 11, 0x13, 1]),
        chunk('cICP', [9, 16, 0, 1]),
        chunk('tIME', [7, 0xe0, 1, 2, 3, 4, 5]),
        chunk('oFFs', [0, 0, 0, 50, 0, 0, 0, 60, 0]),
        chunk('sRGB', [1]),
        chunk('bKGD', [0, 255, 1, 0, 0, 1]),
        chunk('tRNS', [0, 1, 0, 2, 0, 3]),
        chunk('sCAL', [1], '1.5', [0], '2.5'),
        chunk('hIST', [1, 2]),
      ),
    );
    expect(tags).toMatchObject({
      'PNG:Gamma': '2.2',
      'PNG-pHYs:PixelsPerUnitX': '2835',
      'PNG-pHYs:PixelUnits': 'meters',
      'PNG-cICP:ColorPrimaries': 'BT.2020, BT.2100',
      'PNG-cICP:VideoFullRangeFlag': '1',
      'PNG:ModifyDate': '2016:01:02 03:04:05',
      'PNG:ImageOffset': '50, 60 (pixels)',
      'PNG:SRGBRendering': 'Relative Colorimetric',
      'PNG:BackgroundColor': '255 256 1',
      'PNG:Transparency': '1 2 3',
      'PNG:SubjectUnits': 'meters',
      'PNG:SubjectPixelWidth': '1.5',
      'PNG:SubjectPixelHeight': '2.5',
      'PNG:PaletteHistogram': '(Binary data 2 bytes, use -b option to extract)',
    });
  });

  test('of text: names from keywords, languages as suffixes, dates in EXIF form', () => {
    const tags = tagsOf(
      file(
        text('title', 'with a small letter'),
        text('two  words', 'a'),
        text('date:create', '2020-03-15'),
        text('x', 'short'),
        text('create-date', '2018-03-04T05:06:07Z'),
        text('Creation Time', 'Mon, 1 Jan 2018 12:10:22 EST'),
        chunk('zTXt', 'Author', [0, 0], zlibSync(latin('z\u00e9'))),
        itxt('Comment', 'EN_us', '\u00fcn\u00ef'),
        itxt('Other', 'de', 'erst'),
        itxt('Other', 'en', 'second'),
      ),
    );
    expect(tags).toMatchObject({
      'PNG:Title': 'with a small letter',
      'PNG:TwoWords': 'a',
      'PNG:Datecreate': '2020-03-15',
      'PNG:TagX': 'short',
      'PNG:CreateDate': '2018:03:04 05:06:07Z',
      'PNG:CreationTime': '2018:01:01 12:10:22-05:00',
      'PNG:Author': 'z\u00e9',
      'PNG:Comment-en-US': '\u00fcn\u00ef',
      'PNG:Other': 'erst',
      'PNG:Other-en': 'second',
    });
  });

  test('of broken text are shown by their size', () => {
    const tags = tagsOf(file(chunk('tEXt', 'no end'), chunk('zTXt', 'Key', [0, 0], 'no stream')));
    expect(tags).toMatchObject({
      'PNG:TextualData': '(Binary data 6 bytes, use -b option to extract)',
      'PNG:Key': '(Binary data 7 bytes, use -b option to extract)',
    });
  });

  test('an animation control chunk makes an APNG', () => {
    const animated = file(chunk('acTL', [0, 0, 0, 2, 0, 0, 0, 0]));
    expect(engine.readSync(animated).fileType).toEqual({
      type: 'APNG',
      extension: 'png',
      mimeType: 'image/apng',
    });
    expect(tagsOf(animated)).toMatchObject({ 'PNG:AnimationFrames': '2', 'PNG:AnimationPlays': 'inf' });
  });
});

describe('blocks', () => {
  const kinds = (...chunks: Uint8Array[]): string[] =>
    engine
      .readSync(file(...chunks))
      .layout.blocks.map(({ kind }) => kind)
      .filter((kind) => kind !== 'png');

  const hex = (bytes: Uint8Array): string =>
    Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const raw = (type: string, bytes: Uint8Array): Uint8Array =>
    text(`Raw profile type ${type}`, `\n${type}\n${String(bytes.length).padStart(8)}\n${hex(bytes)}\n`);

  test('in chunks of their own', () => {
    expect(kinds(chunk('eXIf', 'MM\0*'))).toEqual(['exif']);
    expect(kinds(chunk('exIf', 'Exif\0\0II*\0'))).toEqual(['exif']);
    expect(kinds(chunk('zXIf', [0, 0, 0, 0, 4], zlibSync(latin('II*\0'))))).toEqual(['exif']);
    expect(kinds(chunk('eXIf', 'none'))).toEqual([]);
    expect(kinds(chunk('caBX', 'box'))).toEqual(['jumbf']);
    expect(kinds(itxt('XML:com.adobe.xmp', '', '<x/>'))).toEqual(['xmp']);
    expect(kinds(chunk('iCCP', 'sRGB', [0, 0], zlibSync(profile(200))))).toEqual(['icc']);
    expect(kinds(chunk('iCCP', 'sRGB', [0, 0], zlibSync(new Uint8Array(200))))).toEqual([]);
  });

  test('in raw profiles, by what they start with', () => {
    expect(kinds(raw('exif', latin('Exif\0\0MM\0*')))).toEqual(['exif']);
    expect(kinds(raw('APP1', latin('http://ns.adobe.com/xap/1.0/\0<x/>')))).toEqual(['xmp']);
    expect(kinds(raw('APP1', latin('MM\0*')))).toEqual(['exif']);
    expect(kinds(raw('iptc', latin('\x1c\x02')))).toEqual(['iptc']);
    expect(kinds(raw('iptc', latin('8BIM')))).toEqual(['photoshop']);
    expect(kinds(raw('8bim', latin('8BIM')))).toEqual(['photoshop']);
    expect(kinds(raw('icc', profile(200)))).toEqual(['icc']);
    expect(kinds(text('Raw profile type exif', 'nothing'))).toEqual([]);
  });

  test('a decoded profile brings its bytes', () => {
    const bytes = latin('Exif\0\0MM\0*\0\0\0\x08');
    const block = engine.readSync(file(raw('exif', bytes))).layout.blocks.find(({ kind }) => kind === 'exif');
    expect(block?.bytes).toEqual(bytes.subarray(6));
  });
});

describe('bad input', () => {
  const codes = (bytes: Uint8Array): string[] => engine.readSync(bytes).warnings.map(({ code }) => code);

  test('warns of a wrong checksum, a missing end and bytes behind the end', () => {
    const damaged = file(text('Comment', 'a'));
    damaged[45] = 0;
    expect(codes(damaged)).toEqual(['malformed']);
    expect(codes(file().subarray(0, -12))).toEqual(['truncated']);
    expect(codes(file().subarray(0, 40))).toEqual(['truncated']);
    const trailed = concat(file(), 'trailer');
    expect(codes(trailed)).toEqual(['malformed']);
    expect(engine.readSync(trailed).layout.blocks.at(-1)?.kind).toBe('trailer');
  });

  test('many bombs share one budget', () => {
    const bomb = chunk('zTXt', 'a', [0, 0], zlibSync(new Uint8Array(8 << 20), { level: 9 }));
    const start = performance.now();
    engine.readSync(file(...Array.from({ length: 200 }, () => bomb))).tags();
    expect(performance.now() - start).toBeLessThan(4000);
  });

  test('nothing is thrown, whatever is changed or cut', () => {
    const whole = file(
      chunk('iCCP', 'a', [0, 0], zlibSync(profile(300))),
      text('Comment', 'text'),
      itxt('Title', 'en', 'text'),
      chunk('zTXt', 'Raw profile type exif', [0, 0], zlibSync(latin('\nexif\n 4\n4d4d002a\n'))),
      chunk('eXIf', 'Exif\0\0MM\0*'),
      chunk('tIME', [7, 0xe0, 1, 2, 3, 4, 5]),
      chunk('acTL', [0, 0, 0, 2, 0, 0, 0, 0]),
    );
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 8 }),
        fc.integer({ min: 8, max: whole.length }),
        (changes, end) => {
          const bytes = whole.slice(0, end);
          for (const [at, byte] of changes) if (at >= 8 && at < end) bytes[at] = byte;
          const result = engine.readSync(bytes);
          for (const { value, text } of result.tags()) {
            expect(value).not.toBeNaN();
            expect(text).toBeDefined();
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});

test('reads little of a large file', async () => {
  const run = Array.from({ length: 1000 }, () => chunk('IDAT', new Uint8Array(8192)));
  const parts = [Uint8Array.from(signature), header(), ...run, idat, text('Comment', 'behind'), iend];
  const bytes = new Uint8Array(await new Blob(parts as BlobPart[]).arrayBuffer());
  let read = 0;
  const source: ByteSource = {
    size: bytes.length,
    read: async ({ start, end }) => {
      const piece = bytes.subarray(start, end);
      read += piece.length;
      return piece;
    },
  };
  const result = await engine.read(source);
  expect(result.layout).toEqual(engine.readSync(bytes).layout);
  expect(result.layout.imageData).toHaveLength(1001);
  expect(result.png).toMatchObject({ Comment: 'behind' });
  expect(read).toBeLessThan(128 << 10);
});

describe('the quick way to EXIF', () => {
  const tiff = [0x49, 0x49, 42, 0, 8, 0, 0, 0, 0, 0];
  const exif = chunk('eXIf', tiff);
  const find = (...chunks: Uint8Array[]) => findExifChunk(file(...chunks));

  test('finds the one chunk of it', () => {
    const bytes = file(text('Author', 'A'), exif);
    const found = findExifChunk(bytes);
    expect(typeof found === 'object' && [...bytes.subarray(found.start, found.end)]).toEqual(tiff);
    expect(find(text('Raw profile type iptc', ''), text('raw', ''))).toBe('none');
  });

  test('is not sure where EXIF may be elsewhere, or the file is not as most are', () => {
    expect(find(exif, exif)).toBe('unsure');
    expect(find(text('Raw profile type APP1', ''))).toBe('unsure');
    expect(find(exif, text('raw PROFILE type exif', ''))).toBe('unsure');
    expect(find(chunk('zXIf', tiff))).toBe('unsure');
    expect(find(chunk('eXIf', 'Exif\0\0', tiff))).toBe('unsure');
    expect(findExifChunk(concat(file(exif), 'more'))).toBe('unsure');
    expect(findExifChunk(file(exif).subarray(0, -4))).toBe('unsure');
  });
});
