// Maker notes go with a group where an entry of theirs states something of it, and stay where none does.
import { expect, test } from 'vitest';
import {
  concat,
  exif,
  exifSegment,
  hiddenNote,
  jpeg,
  le16,
  le32,
  xmp,
  xmpSegment,
} from '../../../../../fixtures/build/index.js';
import { readSync } from '../../read/read-sync.js';
import type { Tag } from '../../types.js';
import { removeSync } from '../remove-sync.js';
import type { OnlyGroup } from './groups.js';

/** Entries of texts of at most four letters behind the header of a note. */
const note = (header: string, ...entries: readonly (readonly [id: number, text: string])[]): Uint8Array =>
  concat(
    header,
    le16(entries.length),
    ...entries.map(([id, text]) => concat(le16(id), le16(2), le32(4), text.padEnd(4, '\0'))),
    le32(0),
  );

const panasonic = 'Panasonic\0\0\0';
const pentax = 'AOC\0II';
const [title, city, preview] = [0x65, 0x6d, 0x04];

test.each<[string, string, Uint8Array, OnlyGroup, boolean]>([
  ['a city', 'Panasonic', note(panasonic, [title, ''], [city, 'Oslo']), 'location', true],
  ['a city', 'Panasonic', note(panasonic, [title, ''], [city, 'Oslo']), 'captions', false],
  ['a title', 'Panasonic', note(panasonic, [title, 'Roof'], [city, '---']), 'captions', true],
  ['a title', 'Panasonic', note(panasonic, [title, 'Roof'], [city, '---']), 'location', false],
  ['a title', 'LEICA', note('LEICA\0\0\0', [title, 'Roof'], [city, '']), 'captions', true],
  ['a preview', 'PENTAX', note(pentax, [preview, '1234'], [0x22e, '']), 'thumbnail', true],
  ['a preview', 'PENTAX', note(pentax, [preview, '1234'], [0x22e, '']), 'creator', false],
  ['an artist', 'PENTAX', note(pentax, [0x22e, 'Ann'], [0x22f, '']), 'creator', true],
  ['an artist', 'PENTAX', note(pentax, [0x22e, 'Ann'], [0x22f, '']), 'copyright', false],
  ['nothing that can be read', 'PENTAX', concat('AOC\0II', 'no directory'), 'creator', true],
  ['nothing that can be read', 'PENTAX', concat('AOC\0II', 'no directory'), 'captions', false],
])('a note with %s of %s', (_, make, value, group, goes) => {
  const block = exif({ ifd0: [[0x010f, 'ASCII', make]], exif: [[0x927c, 'UNDEFINED', value]] });
  const { report } = removeSync(jpeg({ segments: [exifSegment(block)] }), { only: [group] });
  expect(report.removed.map(({ kind }) => kind)).toEqual(goes ? ['makernote'] : []);
});

test('a note goes though its pointer to a preview leads into what stays, where no picture is', () => {
  const number = (id: number, value: number): Uint8Array => concat(le16(id), le16(4), le32(1), le32(value));
  const value = concat(pentax, le16(2), number(3, 64), number(preview, 8), le32(0));
  const block = exif({
    ifd0: [[0x010f, 'ASCII', 'PENTAX']],
    exif: [[0x927c, 'UNDEFINED', value]],
  });
  const { report, bytes } = removeSync(jpeg({ segments: [exifSegment(block)] }), { only: ['makernote'] });
  expect(report.removed.map(({ kind }) => kind)).toEqual(['makernote']);
  expect(readSync(bytes()).exif?.Make).toBe('PENTAX');
});

test.each<OnlyGroup>(['makernote', 'dates', 'serialNumbers'])(
  "%s: Google's note in XMP goes, and with it what it was read to say",
  (group) => {
    const note = Buffer.from(hiddenNote(2, 'Nothing was moved.\nSummary: done\n')).toString('base64');
    const packet = xmp({ attributes: { 'GCamera:HdrPlusMakernote': note, 'dc:format': 'image/jpeg' } });
    const file = jpeg({ segments: [xmpSegment(packet)] });
    const notes = (bytes: Uint8Array): readonly Tag[] =>
      readSync(bytes)
        .tags()
        .filter(({ family }) => family === 'MakerNotes');
    expect(notes(file)).not.toEqual([]);
    const cleaned = removeSync(file, { only: [group] }).bytes();
    expect(notes(cleaned)).toEqual([]);
    expect(formatOf(cleaned)).toBe('image/jpeg');
  },
);

function formatOf(file: Uint8Array): unknown {
  return readSync(file)
    .tags()
    .find(({ group, name }) => group === 'XMP-dc' && name === 'Format')?.value;
}
