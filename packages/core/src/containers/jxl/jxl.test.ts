// JPEG XL: sizes in codestreams, packed boxes, and what goes and comes when a file is changed.

import { brotliCompressSync } from 'node:zlib';
import { edit, read, readGps, remove } from 'exifkit';
import { readSync, removeSync } from 'exifkit/sync';
import { describe, expect, it } from 'vitest';
import {
  be32,
  box,
  concat,
  exif,
  jxl,
  jxlCodestream,
  jxlExif,
  packedBox,
  sampleExifOptions,
  sampleXmp,
  xmp,
} from '../../../../../fixtures/build/index.js';
import { decompressBrotli } from '../../bytes/brotli-decoder.js';
import { View } from '../../bytes/view.js';
import { codestreamSize } from './codestream.js';

const exifBytes = exif(sampleExifOptions());
const packet = xmp(sampleXmp);
const plain = jxl({ before: [jxlExif(exifBytes), box('xml ', packet)] });
const packed = (type: string, content: Uint8Array) => box('brob', type, brotliCompressSync(content));
const compressed = jxl({
  before: [box('jbrd', 'the original'), packed('Exif', concat(be32(0), exifBytes)), packed('xml ', packet)],
});

const printed = (bytes: Uint8Array): string[] =>
  readSync(bytes)
    .tags()
    .filter(({ name }) => name !== 'ThumbnailOffset')
    .map(({ family, group, name, text }) => `${family}:${group}:${name} ${JSON.stringify(text)}`);
const holds = (bytes: Uint8Array, text: string): boolean => Buffer.from(bytes).includes(text);

describe('the size in a codestream', () => {
  /** Bits from the lowest on, as they are written. */
  const codestream = (bits: string): View => {
    const bytes = [0xff, 0x0a];
    for (let at = 0; at < bits.length; at += 8)
      bytes.push(Number.parseInt([...bits.slice(at, at + 8).padEnd(8, '0')].reverse().join(''), 2));
    return new View(Uint8Array.from(bytes));
  };
  /** A number of so many bits. */
  const number = (count: number, value: number): string =>
    [...value.toString(2).padStart(count, '0')].reverse().join('');

  it.each([
    ['small sides', `1${number(5, 3)}${number(3, 0)}${number(5, 7)}`, 64, 32],
    ['a ratio', `1${number(5, 31)}${number(3, 5)}`, 455, 256],
    ['9 bits', `0${number(2, 0)}${number(9, 299)}${number(3, 1)}`, 300, 300],
    [
      '13 and 18 bits',
      `0${number(2, 1)}${number(13, 5999)}${number(3, 0)}${number(2, 2)}${number(18, 200_000)}`,
      200_001,
      6000,
    ],
    [
      '30 bits',
      `0${number(2, 3)}${number(30, 2 ** 29)}${number(3, 0)}${number(2, 0)}${number(9, 0)}`,
      1,
      2 ** 29 + 1,
    ],
  ])('is read of %s', (_, bits, width, height) => {
    expect(codestreamSize(codestream(bits), 0)).toEqual({ width, height });
  });

  it('is none where there is no codestream', () => {
    expect(codestreamSize(new View(Uint8Array.of(0xff, 0xd8)), 0)).toEqual({});
  });
});

describe('packed boxes', () => {
  it('say what plain ones say', () => {
    expect(printed(compressed)).toEqual(printed(plain));
    expect(printed(jxl({ before: [packedBox('EXIF', concat(be32(0), exifBytes))] }))).toEqual(
      printed(jxl({ before: [jxlExif(exifBytes)] })),
    );
  });

  it('answer where the picture was taken', async () => {
    expect(await readGps(compressed)).toBeDefined();
    expect(await readGps(compressed)).toEqual(await readGps(plain));
  });

  it('are unpacked by the decoder for platforms without one', () => {
    const content = concat(packet, packet);
    const bytes = brotliCompressSync(content);
    expect(Buffer.compare(decompressBrotli!(bytes, content.length), content)).toBe(0);
    expect(() => decompressBrotli!(bytes, content.length - 1)).toThrow();
  });

  it.each([
    ['damaged', box('brob', 'Exif', [1, 2, 3, 4, 5]), 1],
    ['empty', box('brob'), 0],
    ['too long inside', packed('Exif', new Uint8Array(64 << 20)), 1],
  ])('that are %s are told and left', (_, each, warnings) => {
    const metadata = readSync(jxl({ before: [each] }));
    expect(metadata.exif).toBeUndefined();
    expect(metadata.warnings).toHaveLength(warnings);
  });
});

describe('a cleaned JPEG XL', () => {
  it.each([
    ['plain', plain],
    ['packed', compressed],
  ])('has nothing but its picture: %s', async (_, bytes) => {
    const result = await remove(bytes);
    expect(await result.bytes()).toEqual(jxl());
    expect(removeSync(bytes).bytes()).toEqual(jxl());
  });

  it('of boxes that nobody knows, and of a file type that says more, is the same', () => {
    const odd = jxl({ before: [box('jxli', 'index'), box('free', 'secret'), box('uuid', 'secret')] });
    expect(removeSync(odd).bytes()).toEqual(jxl());
    const type = box('ftyp', 'jxl ', be32(0), 'jxl secr');
    expect(removeSync(concat(odd.subarray(0, 12), type, odd.subarray(32))).bytes()).toEqual(jxl());
  });

  it('keeps a copyright, of packed EXIF too, and stays so when cleaned again', () => {
    const cleaned = removeSync(compressed, { keep: ['copyright'] }).bytes();
    const { exif: kept } = readSync(cleaned);
    expect([kept?.Copyright?.slice(0, 14), kept?.Make]).toEqual(['Copyright 2024', undefined]);
    expect(removeSync(cleaned, { keep: ['copyright'] }).bytes()).toEqual(cleaned);
  });

  it('of a bare codestream is the same file', () => {
    const result = removeSync(jxlCodestream);
    expect(Buffer.compare(result.bytes(), jxlCodestream)).toBe(0);
    expect(result.report.kept).toHaveLength(1);
  });

  it.each([
    ['a part is missing', jxl({ parts: 3 }).slice(0, -60)],
    ['the picture is cut off', jxl().slice(0, -10)],
    ['there is no picture', jxl().slice(0, 32)],
    ['there are two', concat(jxl(), box('jxlc', jxlCodestream))],
  ])('is refused where %s', (_, bytes) => {
    expect(() => removeSync(bytes)).toThrow(/cut off|picture|part of the codestream|second codestream/);
  });
});

describe('of a JPEG XL, what is asked for alone', () => {
  it.each([
    ['plain', plain],
    ['packed', compressed],
  ])('goes: %s', (_, bytes) => {
    const cleaned = removeSync(bytes, { only: ['gps'] }).bytes();
    const metadata = readSync(cleaned);
    expect([metadata.gps, metadata.exif?.Make]).toEqual([undefined, 'Exifkit']);
    expect(metadata.tags().some(({ name }) => name.startsWith('GPSLat'))).toBe(false);
    // What the original JPEG is made anew of may hold any of its metadata.
    expect(holds(cleaned, 'jbrd')).toBe(false);
  });

  it('is refused where a packed box cannot be read', () => {
    const bytes = jxl({ before: [box('brob', 'Exif', [1, 2, 3, 4, 5])] });
    expect(() => removeSync(bytes, { only: ['gps'] })).toThrow(/packed box/);
  });
});

describe('an edited JPEG XL', () => {
  it.each([
    ['without metadata', jxl({ parts: 2 })],
    ['with plain boxes', plain],
    ['with packed boxes', compressed],
  ])('has what was put into it: %s', async (_, bytes) => {
    const result = await edit(bytes, { exif: { Artist: 'Zoe' }, xmp: { xmp: { Rating: 2 } } });
    const metadata = await read(await result.bytes());
    expect(metadata.exif?.Artist).toBe('Zoe');
    const rating = metadata.tags().find(({ name, group }) => name === 'Rating' && group === 'XMP-xmp');
    expect(rating?.text).toBe('2');
    expect(metadata.warnings).toEqual([]);
  });

  it('of a bare codestream is refused: it has no place for it', async () => {
    await expect(edit(jxlCodestream, { exif: { Artist: 'Zoe' } })).rejects.toThrow(/no boxes/);
  });

  it('says that the original JPEG cannot be made anew', async () => {
    const { report } = await edit(compressed, { exif: { Artist: 'Zoe' } });
    expect(report.warnings.map(({ path }) => path)).toContain('jxl/jbrd');
  });
});
