// Values without their printed forms, against `exiftool -n`.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { numericText, type Tag } from 'exifkit';
import { readSync } from 'exifkit/sync';
import { expect, test } from 'vitest';
import { jpeg, utf8, xmpSegment } from '../fixtures/build/index.js';
import { beyond, exiftoolLines, tagLines } from './as-printed.js';
import { exiftool } from './exiftool.js';

/** Of the file system and of ExifTool itself. */
const notOfTheFile = /^(File:System|ExifTool):/;

test.each([
  'jpeg-all-blocks.jpg',
  'jpeg-exif-canon-records.jpg',
  'jpeg-exif-nikon-records.jpg',
  'jpeg-exif-odd-values.jpg',
  'jpeg-mpf.jpg',
  'png-text.png',
  'heic-exif-xmp.heic',
  'tiff-all-blocks.tif',
  'webp-all-blocks.webp',
  'gif-xmp.gif',
])('%s', (name) => {
  const file = resolve(import.meta.dirname, '../fixtures/files', name);
  const run = spawnSync('perl', [exiftool, '-n', '-j', '-a', '-G:0:1:4', file], {
    env: { ...process.env, TZ: 'UTC' },
    maxBuffer: 1 << 26,
  });
  const [{ SourceFile: _, ...printed }] = JSON.parse(run.stdout.toString()) as [Record<string, unknown>];
  const theirs = exiftoolLines(printed).filter((line) => !notOfTheFile.test(line));
  const mine = tagLines(
    readSync(readFileSync(file))
      .tags()
      .map((tag): Tag => ({ ...named(tag), text: numericText(tag) })),
  );
  expect(theirs.length).toBeGreaterThan(10);
  expect({ missing: beyond(theirs, mine), extra: beyond(mine, theirs) }).toEqual({ missing: [], extra: [] });
});

test('a number of XMP keeps the digits that it is written with, a quotient has fifteen', () => {
  const packet = utf8(
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" ' +
      'xmlns:crs="http://ns.adobe.com/camera-raw-settings/1.0/" xmlns:exif="http://ns.adobe.com/exif/1.0/" ' +
      'crs:Exposure2012="0.016666666666666666" exif:FNumber="1/3"/></rdf:RDF>',
  );
  const tags = readSync(jpeg({ segments: [xmpSegment(packet)] })).tags();
  const numeric = (wanted: string) => numericText(tags.find(({ name }) => name === wanted)!);
  expect(numeric('Exposure2012')).toBe('0.016666666666666666');
  expect(numeric('FNumber')).toBe('0.333333333333333');
});

const named = ({ family, group, name, id, value }: Tag) => ({ family, group, name, id, value });
