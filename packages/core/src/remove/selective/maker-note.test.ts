// Maker notes go with a group where an entry of theirs states something of it, and stay where none does.
import { expect, test } from 'vitest';
import { concat, exif, exifSegment, jpeg, le16, le32 } from '../../../../../fixtures/build/index.js';
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
