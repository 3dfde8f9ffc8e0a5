// What is read of each fixture against what ExifTool prints of it: group, name and printed value of every tag.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readSync } from 'exifkit/sync';
import { expect, test } from 'vitest';
import { beyond, exiftoolLines, tagLines } from './as-printed.js';

const folder = resolve(import.meta.dirname, '../fixtures');
const files = readdirSync(join(folder, 'files')).sort();

/** A difference that is meant to be: in which files, which tags, and why. */
interface Difference {
  readonly files: RegExp;
  /** Of `family:group:name = value`. */
  readonly tags: RegExp;
  readonly why: string;
}

const known: readonly Difference[] = [
  {
    files: /heic-item-construction/,
    tags: /^(XMP|Composite):/,
    why: 'ExifTool does not read items that lie in other items',
  },
  {
    files: /jpeg-xmp-broken/,
    tags: /^XMP:XMP-x:XMPToolkit /,
    why: 'ExifTool gives nothing of XML that breaks off',
  },
  {
    files: /jxl-packed/,
    tags: /^(EXIF|PrintIM|XMP|JUMBF|MakerNotes|Composite|File:File:ExifByteOrder)/,
    why: 'ExifTool unpacks Brotli where Perl has a module for it alone',
  },
  {
    files: /tiff-bigtiff/,
    tags: /^(EXIF:(ExifOffset|ExifIFD|InteropOffset|InteropIFD|GPSInfo|GPS):|Composite:Composite:GPS)/,
    why: 'ExifTool takes every directory of a BigTIFF for one of the main chain, named after its pointer',
  },
  {
    files: /tiff-bigtiff\./,
    tags: /^EXIF:IFD0:(ApplicationNotes|Copyright|IPTC-NAA|XP\w+|PrintIM) /,
    why: 'ExifTool goes by the field types alone in a BigTIFF, and does not open the blocks in it',
  },
  {
    files: /tiff-loop/,
    tags: /^EXIF:IFD2:/,
    why: 'ExifTool reads a directory that was read before once more',
  },
  {
    files: /tiff-truncated/,
    tags: /^EXIF:GPS:GPS(Dest\w+Ref|Differential|ImgDirectionRef) /,
    why: 'ExifTool gives up a directory after several bad offsets, though these values stand in their entries',
  },
];

/** Every tag that ExifTool prints. */
function golden(file: string): string[] {
  return exiftoolLines(JSON.parse(readFileSync(join(folder, 'golden', `${file}.json`), 'utf8')));
}

function ours(file: string): string[] {
  return tagLines(readSync(new Uint8Array(readFileSync(join(folder, 'files', file)))).tags());
}

const used = new Set<Difference>();

function isKnown(file: string, line: string): boolean {
  const differences = known.filter((one) => one.files.test(file) && one.tags.test(line));
  for (const difference of differences) used.add(difference);
  return differences.length > 0;
}

test.each(files)('%s reads as ExifTool prints it', (file) => {
  const expected = golden(file);
  const got = ours(file);
  const unexpected = (line: string): boolean => !isKnown(file, line);
  expect({
    missing: beyond(expected, got).filter(unexpected),
    extra: beyond(got, expected).filter(unexpected),
  }).toEqual({ missing: [], extra: [] });
});

test('every known difference is still one', () => {
  expect(known.filter((difference) => !used.has(difference)).map(({ why }) => why)).toEqual([]);
});
