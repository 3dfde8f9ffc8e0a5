// `exifkit extract`: the bytes that ExifTool's -b gives, each in a file of its own.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fixtures, photo, run } from './run.js';

const exiftool = join(
  dirname(createRequire(import.meta.url).resolve('exiftool-vendored.pl/package.json')),
  'bin/exiftool',
);
/** All of this tag, one behind the other. */
const theirs = (tag: string, file: string): Buffer =>
  spawnSync('perl', [exiftool, '-a', '-b', `-${tag}`, file], { maxBuffer: 1 << 26 }).stdout;

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'exifkit-extract-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test.each([
  ['ThumbnailImage', 'jpeg-all-blocks.jpg', ['ThumbnailImage.jpg', 'ThumbnailImage.2.jpg']],
  ['ICC_Profile', 'jpeg-all-blocks.jpg', ['ICC_Profile.icc']],
  ['XMP', 'tiff-all-blocks.tif', ['XMP.xmp']],
  ['ICC_Profile', 'png-icc.png', ['ICC_Profile.icc']],
])('%s of %s', (tag, name, endings) => {
  const file = join(fixtures, name);
  const names = endings.map((ending) => `${name.slice(0, -3)}${ending}`);
  expect(run('extract', tag, file, '-o', directory)).toMatchObject({ status: 0, error: '' });
  expect(readdirSync(directory).sort()).toEqual(names.toSorted());
  const mine = Buffer.concat(names.map((one) => readFileSync(join(directory, one))));
  expect(mine.length).toBeGreaterThan(0);
  expect(mine.equals(theirs(tag, file))).toBe(true);
});

test('nothing is replaced without --force, and the others still come', () => {
  const call = ['extract', 'thumbnailimage', photo, '-o', directory] as const;
  expect(run(...call).status).toBe(0);
  expect(run(...call)).toMatchObject({ status: 1, error: expect.stringContaining('exists already') });
  expect(run(...call, '--force').status).toBe(0);
});

test('folders are mirrored, and a file without the tag is told', () => {
  mkdirSync(join(directory, 'in/deep'), { recursive: true });
  copyFileSync(photo, join(directory, 'in/deep/one.jpg'));
  copyFileSync(join(fixtures, 'png-minimal.png'), join(directory, 'in/two.png'));
  const outcome = run('extract', 'ThumbnailImage', '-r', join(directory, 'in'), '-o', join(directory, 'out'));
  expect(outcome.status).toBe(1);
  expect(outcome.error).toContain('two.png: has no ThumbnailImage (no-such-tag)');
  expect(readdirSync(join(directory, 'out'), { recursive: true }).sort()).toEqual([
    'deep',
    'deep/one.ThumbnailImage.2.jpg',
    'deep/one.ThumbnailImage.jpg',
  ]);
});

test('what is no bytes is told, and so is a call without a tag', () => {
  expect(run('extract', 'Make', photo, '-o', directory)).toMatchObject({
    status: 1,
    error: expect.stringContaining('Make holds no bytes'),
  });
  expect(run('extract').status).toBe(2);
  expect(run('extract', 'Make').status).toBe(2);
});
