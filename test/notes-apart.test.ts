// Whatever stands in a maker note, the tags of all other blocks stay what they are: of each fixture with a note its
// bytes are changed, its numbers made to lie, and its length cut.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readSync } from 'exifkit/sync';
import { expect, test } from 'vitest';
import { forms } from '../packages/core/src/blocks/makernotes/forms.js';

const EXIF_IFD = 0x8769;
const MAKER_NOTE = 0x927c;
const folder = resolve(import.meta.dirname, '../fixtures/files');

interface NoteFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Where the entry of the note lies, and where its bytes. */
  readonly entry: number;
  readonly start: number;
  readonly end: number;
  readonly littleEndian: boolean;
}

/** The file with its note, where it is a JPEG that has one behind a directory of EXIF. */
function withNote(name: string): NoteFile | undefined {
  const bytes = new Uint8Array(readFileSync(join(folder, name)));
  const tiff = Buffer.from(bytes).indexOf('Exif\0\0', 0, 'latin1') + 6;
  if (!name.endsWith('.jpg') || tiff < 12) return undefined;
  const view = new DataView(bytes.buffer);
  const littleEndian = bytes[tiff] === 0x49;
  const entryOf = (directory: number, id: number): number | undefined => {
    if (directory + 2 > bytes.length) return undefined;
    for (let i = 0; i < view.getUint16(directory, littleEndian); i++) {
      const at = directory + 2 + 12 * i;
      if (at + 12 <= bytes.length && view.getUint16(at, littleEndian) === id) return at;
    }
    return undefined;
  };
  const pointer = entryOf(tiff + view.getUint32(tiff + 4, littleEndian), EXIF_IFD);
  const entry = pointer && entryOf(tiff + view.getUint32(pointer + 8, littleEndian), MAKER_NOTE);
  if (!entry) return undefined;
  const start = tiff + view.getUint32(entry + 8, littleEndian);
  return { name, bytes, entry, start, end: start + view.getUint32(entry + 4, littleEndian), littleEndian };
}

const files = readdirSync(folder)
  .sort()
  .flatMap((name) => withNote(name) ?? []);

/** Tags that are not of a note, nor computed from a note's, as lines. */
function otherTags(bytes: Uint8Array): string[] {
  return readSync(bytes)
    .tags()
    .filter(
      ({ family, name }) => !/^(MakerNotes|Composite|PrintIM)$/.test(family) && !name.startsWith('MakerNote'),
    )
    .map(({ family, group, name, text }) => `${family} ${group} ${name} ${String(text)}`)
    .sort();
}

/** Places spread over the note: a prime step apart where there are more. */
function places({ start, end }: NoteFile, most: number): number[] {
  const step = Math.max(1, Math.ceil((end - start) / most) | 1);
  return Array.from({ length: Math.ceil((end - start) / step) }, (_, i) => start + i * step);
}

test('there is a note of each maker that is read', () => {
  const read = new Set(forms.flatMap(({ kind }) => kind ?? []));
  const here = new Set(files.flatMap(({ bytes }) => makersOf(bytes)));
  expect(
    [...read].map((kind) => kind.slice('makernote/'.length)).filter((maker) => !here.has(maker)),
  ).toEqual([]);
});

/** The blocks of a file that are makers'. */
function makersOf(bytes: Uint8Array): string[] {
  const metadata = readSync(bytes) as unknown as { readonly [block: string]: unknown };
  return forms.flatMap(({ kind }) => {
    const maker = kind?.slice('makernote/'.length) ?? '';
    return metadata[maker] ? [maker] : [];
  });
}

test.each(files)('$name: its note changes nothing of other blocks', { timeout: 60_000 }, (file) => {
  const before = otherTags(file.bytes);
  expect(before.length).toBeGreaterThan(2);
  const wrong: string[] = [];
  const check = (bytes: Uint8Array, what: string): void => {
    const after = otherTags(bytes);
    if (after.join('\n') === before.join('\n')) return;
    const other = [
      ...after.filter((tag) => !before.includes(tag)),
      ...before.filter((tag) => !after.includes(tag)),
    ];
    wrong.push(`${what}: ${other.slice(0, 3).join('; ')}`);
  };
  for (const at of places(file, 60)) {
    for (const value of [0, 0xff, file.bytes[at]! ^ 0xff])
      check(file.bytes.with(at, value), `byte ${at - file.start} set to ${value}`);
    for (const number of [0xffffffff, 0x7fffffff, 8]) {
      const lying = file.bytes.slice();
      if (at + 4 > file.end) continue;
      new DataView(lying.buffer).setUint32(at, number, file.littleEndian);
      check(lying, `number ${at - file.start} set to ${number}`);
    }
  }
  for (const end of places(file, 30).slice(1)) {
    const cut = file.bytes.slice();
    new DataView(cut.buffer).setUint32(file.entry + 4, end - file.start, file.littleEndian);
    check(cut, `cut to ${end - file.start} bytes`);
  }
  expect(wrong.slice(0, 5)).toEqual([]);
});
