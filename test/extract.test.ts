// The bytes of tags and blocks: the same from every source, those of ExifTool's -b, and never more than is there.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type BlockRef, createEngine, read, StoredBytes } from 'exifkit';
import { fromPath } from 'exifkit/node';
import { type AnyBlock, exif, jpeg, mpf, tiff } from 'exifkit/parts';
import { readSync } from 'exifkit/sync';
import { describe, expect, test } from 'vitest';
import { exiftool } from './exiftool.js';

const folder = resolve(import.meta.dirname, '../fixtures/files');
const path = (name: string): string => join(folder, name);
const contents = (name: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(path(name)));

const outcome = async (work: () => unknown): Promise<unknown> => {
  try {
    return await work();
  } catch (error) {
    return (error as { code?: unknown }).code ?? error;
  }
};

test.each(readdirSync(folder).sort())('%s gives the same bytes from memory and from a file', async (name) => {
  const inMemory = await outcome(() => readSync(contents(name)));
  if (typeof inMemory === 'string') return;
  const one = inMemory as ReturnType<typeof readSync>;
  const two = await read(fromPath(path(name)));
  const [mine, others] = [one, two].map((metadata) => [...metadata.tags(), ...metadata.blocks]);
  expect(mine!.length).toBe(others!.length);
  for (const [i, part] of mine!.entries()) {
    const here = await outcome(() => one.extractSync(part));
    expect(await outcome(() => one.extract(part))).toEqual(here);
    expect(await outcome(() => two.extract(others![i]!))).toEqual(here);
    if ('value' in part && part.value instanceof StoredBytes && here instanceof Uint8Array)
      expect(here.length).toBe(part.value.length);
  }
});

describe('what ExifTool gives with -b', () => {
  test.each([
    ['jpeg-all-blocks.jpg', 'IFD1', 'ThumbnailImage'],
    ['jpeg-mpf.jpg', 'MPImage3', 'MPImage3'],
    ['jpeg-trailer-motion-photo.jpg', 'Google', 'MotionPhotoVideo'],
    ['jpeg-trailer-samsung.jpg', 'Samsung', 'EmbeddedImage'],
    ['jpeg-exif-nikon.jpg', 'IFD1', 'ThumbnailImage'],
    ['png-palette.png', 'PNG', 'Palette'],
  ])('%s: %s:%s', async (name, group, tagName) => {
    const metadata = await read(fromPath(path(name)));
    const tag = metadata.tags().find((one) => one.group === group && one.name === tagName);
    const theirs = spawnSync('perl', [exiftool, '-b', `-${group}:${tagName}`, path(name)], {
      maxBuffer: 1 << 26,
    });
    expect(theirs.stdout.length).toBeGreaterThan(0);
    expect(tag).toBeDefined();
    const mine = await metadata.extract(tag!);
    expect(Buffer.from(mine!).equals(theirs.stdout)).toBe(true);
  });
});

describe('what cannot be given', () => {
  const blocks = [exif, mpf] as const satisfies readonly AnyBlock[];

  test('is undefined of a value that is no bytes', async () => {
    const metadata = readSync(contents('jpeg-all-blocks.jpg'));
    const make = metadata.tags().find(({ name }) => name === 'Make');
    expect(metadata.extractSync(make!)).toBeUndefined();
  });

  test('is an error beyond the end of the file, over the limit, and of a stream that has been read', async () => {
    const bytes = contents('jpeg-all-blocks.jpg');
    const at = (start: number, end: number): BlockRef => ({
      kind: 'app',
      path: '',
      ranges: [{ start, end }],
    });
    const beyond = at(bytes.length - 1, bytes.length + 1);
    for (const metadata of [
      readSync(bytes),
      await read(new Blob([bytes])),
      await read(fromPath(path('jpeg-all-blocks.jpg'))),
    ])
      await expect(metadata.extract(beyond)).rejects.toMatchObject({
        code: 'truncated',
        offset: bytes.length - 1,
      });
    const small = createEngine({ formats: [jpeg, tiff], blocks, limits: { totalReadBytes: 100_000 } });
    const twice = { kind: 'app' as const, path: '', ranges: new Array(100_001).fill({ start: 0, end: 1 }) };
    await expect(small.readSync(bytes).extract(twice)).rejects.toMatchObject({ code: 'limit-exceeded' });
    const streamed = await read(new Blob([bytes]).stream());
    await expect(streamed.extract(at(0, 2))).rejects.toMatchObject({ code: 'source-failed' });
    expect(() => streamed.extractSync(at(0, 2))).toThrow(expect.objectContaining({ code: 'source-failed' }));
  });

  test('is nothing of memory: bytes of a file in memory are a view', () => {
    const bytes = contents('jpeg-all-blocks.jpg');
    const metadata = readSync(bytes);
    const thumbnail = metadata
      .tags()
      .find(({ name, group }) => name === 'ThumbnailImage' && group === 'IFD1');
    expect(metadata.extractSync(thumbnail!)!.buffer).toBe(bytes.buffer);
  });
});
