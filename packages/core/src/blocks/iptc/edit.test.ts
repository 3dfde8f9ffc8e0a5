import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  imageResources,
  iptc as iptcFixture,
  jpeg,
  photoshopSegments,
} from '../../../../../fixtures/build/index.js';
import { judged } from '../../../../../test/exiftool.js';
import { bytesOf, load, testContext, texts, u16, u32, wholeRef } from '../../../test/blocks.js';
import type { IptcChanges } from '../../changes.js';
import { editIptc, iptcTouched } from './edit.js';
import { iptc } from './index.js';

const dataset = (record: number, number: number, value: string | Uint8Array) =>
  bytesOf(0x1c, record, number, u16(value.length), value);
const tagsOf = (bytes: Uint8Array | undefined) => {
  if (!bytes) return [];
  const { context, warnings } = testContext();
  const tags = load(iptc, [wholeRef('iptc', bytes, 'test')], bytes, context).tags();
  expect(warnings).toEqual([]);
  return tags.filter(({ family }) => family === 'IPTC');
};
const read = (bytes: Uint8Array | undefined) => texts(tagsOf(bytes));
const inJpeg = (bytes: Uint8Array) => {
  const segments = photoshopSegments(imageResources([[0x0404, bytes]]));
  return Object.fromEntries(
    Object.entries(judged(jpeg({ segments }))).filter(([name]) => name.startsWith('IPTC:')),
  );
};

const wide: IptcChanges = {
  ObjectName: 'Laut biru – 日',
  Keywords: ['sea', 'Ω≈ç√'],
  'By-line': ['Ana', 'Budi'],
  Urgency: '5 (normal urgency)',
  DateCreated: '2024-05-01',
  TimeCreated: '10:11:12+07:00',
  'Country-PrimaryLocationCode': 'IDN',
  'Caption-Abstract': 'x'.repeat(2000),
  EditorialUpdate: 1,
  ObjectPreviewFileFormat: 1,
  EnvelopePriority: 3,
};
const wanted = {
  'IPTC:ApplicationRecordVersion': 4,
  'IPTC:EnvelopeRecordVersion': 4,
  'IPTC:CodedCharacterSet': 'UTF8',
  'IPTC:ObjectName': 'Laut biru – 日',
  'IPTC:Keywords': ['sea', 'Ω≈ç√'],
  'IPTC:By-line': ['Ana', 'Budi'],
  'IPTC:Urgency': '5 (normal urgency)',
  'IPTC:DateCreated': '2024:05:01',
  'IPTC:TimeCreated': '10:11:12+07:00',
  'IPTC:Country-PrimaryLocationCode': 'IDN',
  'IPTC:Caption-Abstract': 'x'.repeat(2000),
  'IPTC:EditorialUpdate': 'Additional language',
  'IPTC:ObjectPreviewFileFormat': 'IPTC-NAA Digital Newsphoto Parameter Record',
  'IPTC:EnvelopePriority': 3,
};

describe('ExifTool reads what was set', () => {
  test('in a new block', () => {
    expect(inJpeg(editIptc(undefined, wide)!)).toEqual(wanted);
  });
  test('in a block with other datasets, which stay', () => {
    const before = inJpeg(iptcFixture());
    expect(inJpeg(editIptc(iptcFixture(), wide)!)).toEqual({ ...before, ...wanted });
  });
});

test('on the first text that is not ASCII, all text is put into UTF-8, and that is told', () => {
  const latin = bytesOf(
    dataset(2, 0, '\0\x04'),
    dataset(2, 5, 'caf\xe9 \x93x\x94'),
    dataset(2, 90, 'Bern'),
    dataset(2, 202, '\xff\xe9'),
  );
  expect(editIptc(latin, { Headline: 'ascii' })!.subarray(0, latin.length - 7)).toEqual(
    latin.subarray(0, latin.length - 7),
  );
  const coded = editIptc(latin, { City: 'Zürich' })!;
  expect(read(coded)).toMatchObject({
    'IPTC:ObjectName': 'café “x”',
    'IPTC:City': 'Zürich',
    'IPTC:CodedCharacterSet': 'UTF8',
  });
  expect(inJpeg(coded)).toMatchObject({ 'IPTC:ObjectName': 'café “x”', 'IPTC:City': 'Zürich' });
  expect(coded.subarray(-7)).toEqual(dataset(2, 202, '\xff\xe9'));
  const shifted = bytesOf(dataset(2, 5, 'a\x0e\xe9'));
  expect(() => editIptc(shifted, { City: 'Zürich' })).toThrow(/several character sets/);
  expect(() => editIptc(coded, { CodedCharacterSet: null })).toThrow(/is needed/);
  expect(read(editIptc(latin, { CodedCharacterSet: 'UTF8' }))['IPTC:ObjectName']).toBe('café “x”');
});

test('values come and go, the others stay as they are', () => {
  const block = bytesOf(
    dataset(2, 0, '\0\x04'),
    dataset(2, 25, 'a'),
    dataset(2, 25, 'b\0'),
    dataset(2, 5, 'T'),
    dataset(2, 25, 'c'),
    '\0\0',
  );
  expect(editIptc(block, { Keywords: { add: ['d', 'a', 'd'], remove: ['b', 'none'] } })).toEqual(
    bytesOf(
      dataset(2, 0, '\0\x04'),
      dataset(2, 25, 'a'),
      dataset(2, 5, 'T'),
      dataset(2, 25, 'c'),
      dataset(2, 25, 'd'),
      '\0\0',
    ),
  );
  expect(editIptc(block, { Keywords: ['x'] })).toEqual(
    bytesOf(dataset(2, 0, '\0\x04'), dataset(2, 25, 'x'), dataset(2, 5, 'T'), '\0\0'),
  );
  expect(editIptc(block, { ObjectName: 'T', Keywords: { add: ['a'] }, City: null })).toBe(block);
  expect(editIptc(block, { ObjectName: null, Keywords: null })).toBeUndefined();
  expect(editIptc(block, null)).toBeUndefined();
});

test('records stand in order, and begin with their version', () => {
  const made = editIptc(bytesOf(dataset(2, 5, 'T'), dataset(7, 10, '1'), dataset(8, 10, 'x')), {
    City: 'B',
    Destination: ['d'],
  })!;
  expect(made).toEqual(
    bytesOf(
      dataset(1, 0, '\0\x04'),
      dataset(1, 5, 'd'),
      dataset(2, 0, '\0\x04'),
      dataset(2, 5, 'T'),
      dataset(2, 90, 'B'),
      dataset(7, 10, '1'),
      dataset(8, 10, 'x'),
    ),
  );
});

test('extended datasets, and blocks that were turned about', () => {
  const long = 'y'.repeat(40_000);
  const block = bytesOf(dataset(2, 0, '\0\x04'), 0x1c, 2, 202, u16(0x8004), u32(long.length), long);
  expect(editIptc(block, { City: 'B' })).toEqual(
    bytesOf(dataset(2, 0, '\0\x04'), dataset(2, 90, 'B'), block.subarray(7)),
  );
  const plain = bytesOf(dataset(2, 0, '\0\x04'), dataset(2, 5, 'ab'), '\0\0');
  const turned = plain.map((_, i) => plain[i ^ 3]!);
  expect(read(editIptc(turned, { City: 'B' }))).toMatchObject({ 'IPTC:ObjectName': 'ab', 'IPTC:City': 'B' });
});

test.each<[IptcChanges, RegExp]>([
  [{ Keyword: 'x' }, /iptc\/Keyword is not known; did you mean "Keywords"\?/],
  [{ City: 'x'.repeat(33) }, /0 to 32 bytes of text in UTF-8; 33 were given/],
  [{ City: 'é'.repeat(17) }, /34 were given/],
  [{ 'Country-PrimaryLocationCode': 'ID' }, /takes 3 bytes/],
  [{ DateCreated: '2024-02-30' }, /takes a date/],
  [{ TimeCreated: '10:11:12' }, /time with its offset/],
  [{ Urgency: 'high' }, /takes 1 digits, or one of: "0 \(reserved\)"/],
  [{ ObjectPreviewFileFormat: 70_000 }, /whole number of 2 bytes/],
  [{ City: ['a', 'b'] }, /one value, no list/],
  [{ City: { add: ['a'] } }, /one value, no list/],
  [{ City: 'a\0b' }, /without nulls/],
  [{ City: 'a\ud83d' }, /without halves/],
  [{ CodedCharacterSet: 'Latin' }, /takes "UTF8"/],
  [{ ObjectPreviewData: 'x' }, /not known/],
])('what cannot be is refused: %j', (changes, message) => {
  expect(() => editIptc(undefined, changes)).toThrow(message);
});

test('a damaged block is refused', () => {
  expect(() => editIptc(bytesOf(dataset(2, 5, 'T'), 'rubbish'), { City: 'B' })).toThrow(/cannot be edited/);
  expect(() => editIptc(dataset(2, 5, 'Title').subarray(0, 8), { City: 'B' })).toThrow(/cannot be edited/);
});

const anyDataset = fc
  .tuple(
    fc.constantFrom([1, 20], [2, 5], [2, 25], [2, 80], [2, 120], [2, 250], [3, 10], [7, 1], [9, 9]),
    fc.string({ unit: 'binary-ascii', maxLength: 12 }),
  )
  .map(([[record, number], value]) => ({
    record: record!,
    bytes: dataset(record!, number!, value.replace(/[\0\x1b\x0e\x0f\x14\x15]/g, '')),
  }));
const blocks = fc
  .tuple(fc.array(anyDataset, { maxLength: 8 }), fc.boolean())
  .map(([all, isUtf8]) =>
    bytesOf(
      ...(isUtf8 ? [dataset(1, 90, '\x1b%G')] : []),
      ...all.sort((a, b) => a.record - b.record).map(({ bytes }) => bytes),
    ),
  );
const changes = fc.constantFrom<IptcChanges>(
  { ObjectName: 'n' },
  { ObjectName: 'ü', Keywords: ['ä'] },
  { Keywords: { add: ['k'], remove: ['x'] } },
  { 'By-line': null },
  { EnvelopePriority: 1, 'Caption-Abstract': '日' },
);

test('in any block only the datasets of the change differ, and a second time nothing does', () => {
  fc.assert(
    fc.property(blocks, changes, (before, change) => {
      const after = editIptc(before, change);
      const others = (bytes: Uint8Array | undefined) =>
        texts(tagsOf(bytes).filter((tag) => !iptcTouched(change)(tag)));
      expect(others(after)).toEqual(others(before));
      if (after) expect(editIptc(after, change)).toBe(after);
    }),
    { numRuns: 300 },
  );
});
