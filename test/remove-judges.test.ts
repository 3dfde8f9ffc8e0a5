// Cleaned fixtures before judges of others: ExifTool's own checks, libvips, and libheif where it is installed.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { MetadataError } from 'exifkit';
import { removeSync } from 'exifkit/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exiftool } from './exiftool.js';
import { compare, hasHeifConvert } from './pictures.js';
import { isReadOnly } from './read-only.js';

const fixtures = resolve(import.meta.dirname, '../fixtures');
const manifest: { file: string; damaged: boolean }[] = JSON.parse(
  readFileSync(join(fixtures, 'manifest.json'), 'utf8'),
);
const damaged = new Set(manifest.filter((entry) => entry.damaged).map(({ file }) => file));
const files = readdirSync(join(fixtures, 'files'))
  .filter((file) => !isReadOnly(file))
  .sort();

/** What was cleaned, and what ExifTool says of each file before and after. */
const cleaned = new Map<string, Uint8Array>();
let before: Map<string, Judgement>;
let after: Map<string, Judgement>;
const folder = mkdtempSync(join(tmpdir(), 'exifkit-judges-'));

interface Judgement {
  readonly faults: readonly string[];
  readonly tags: readonly string[];
  /** How Exif says that the picture is turned. */
  readonly orientation: string;
}

const upright = 'Horizontal (normal)';

beforeAll(async () => {
  mkdirSync(join(folder, 'after'));
  for (const file of files) {
    const bytes = cleanOrUndefined(file);
    if (!bytes) continue;
    cleaned.set(file, bytes);
    writeFileSync(join(folder, 'after', file), bytes);
  }
  [before, after] = await Promise.all([judge(join(fixtures, 'files')), judge(join(folder, 'after'))]);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A damaged fixture may be refused. */
function cleanOrUndefined(file: string): Uint8Array | undefined {
  try {
    return removeSync(new Uint8Array(readFileSync(join(fixtures, 'files', file)))).bytes();
  } catch (error) {
    if (error instanceof MetadataError) return undefined;
    throw error;
  }
}

/** What ExifTool finds in each file of a folder. */
async function judge(path: string): Promise<Map<string, Judgement>> {
  const args = [exiftool, '-j', '-a', '-G:0:1:4', '-validate', '-warning', '-error', '-all', path];
  const options = { env: { ...process.env, TZ: 'UTC' }, maxBuffer: 1 << 28 };
  const run = promisify(execFile)('perl', args, options);
  const { stdout } = await run.catch((error: { stdout: string }) => error);
  const all: Record<string, unknown>[] = JSON.parse(stdout);
  return new Map(all.map((tags) => [String(tags['SourceFile']).split('/').at(-1)!, judgement(tags)]));
}

function judgement(tags: Record<string, unknown>): Judgement {
  const keys = Object.keys(tags);
  const faults = keys
    .filter((key) => /^ExifTool:.*:(Warning|Error)$/.test(key))
    .map((key) => String(tags[key]));
  const orientation = keys.find((key) => /^EXIF:IFD0:.*:Orientation$/.test(key));
  return {
    faults,
    tags: keys.filter((key) => !/^(SourceFile$|ExifTool:|File:System:)/.test(key)),
    orientation:
      orientation === undefined || /^Unknown/.test(String(tags[orientation]))
        ? upright
        : String(tags[orientation]),
  };
}

/** Exif of one tag is what decoders ask for and what is meant to stay; the standard asks for more. */
const accepted = /^(\[minor\] )?Missing required (JPEG|TIFF|PNG|WEBP|RIFF)? ?\w* ?\w+ tag/;

/** Numbers in a message are offsets and sizes, which differ. */
const general = (fault: string): string => fault.replaceAll(/0x[\da-f]+|\d+/gi, '#');

/** Places of metadata, by ExifTool's groups. */
const metadata =
  /^(XMP|IPTC|Photoshop|MakerNotes|JUMBF|MPF|Trailer|FlashPix|Ducky|FLIR|APP\d+(?!:Adobe)|EXIF:(GPS|ExifIFD|InteropIFD)|JFIF:JFXX)\b|:(Comment|ThumbnailImage|ThumbnailOffset)$/;
/** Colour tags of Exif that stay as pictures hang on them. */
const colours = /:(ColorSpace|Gamma|InteropIndex|ExifVersion)$/;

describe.each(files)('%s', (file) => {
  test('is cleaned, or damaged', () => {
    expect(cleaned.has(file) || damaged.has(file)).toBe(true);
  });

  test('has no new fault and no metadata for ExifTool', ({ skip }) => {
    const judged = after.get(file) ?? skip('it was refused as damaged');
    const old = before.get(file)!;
    const known = new Set(old.faults.map(general));
    expect(judged.faults.filter((fault) => !known.has(general(fault)) && !accepted.test(fault))).toEqual([]);
    expect(judged.tags.filter((tag) => metadata.test(tag) && !colours.test(tag))).toEqual([]);
    expect(judged.orientation).toBe(/\.(heic|avif|jxl)$/.test(file) ? upright : old.orientation);
  });

  test('shows the same picture', async ({ skip }) => {
    const bytes = cleaned.get(file) ?? skip('it was refused as damaged');
    if (file.endsWith('.heic') && !hasHeifConvert) skip('libheif is not installed');
    const result = await compare(new Uint8Array(readFileSync(join(fixtures, 'files', file))), bytes);
    if (result === 'undecodable') skip('no decoder opens it');
    expect(result).toBe('same');
  });
});
