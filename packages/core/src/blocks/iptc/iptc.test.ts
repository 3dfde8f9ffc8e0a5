import { expect, test } from 'vitest';
import { bytesOf, damage, load, testContext, texts, u16, wholeRef } from '../../../test/blocks.js';
import type { BlockRef } from '../../types.js';
import { iptc } from './index.js';

const dataset = (record: number, number: number, value: string) =>
  bytesOf(0x1c, record, number, u16(value.length), value);

const utf8 = (text: string) => String.fromCharCode(...new TextEncoder().encode(text));
const usual = { host: 'jpeg', usual: true } as const;
const refTo = (bytes: Uint8Array) => ({ ...wholeRef('iptc', bytes, 'jpeg/APP13/0x0404'), ...usual });
const read = (bytes: Uint8Array) => texts(load(iptc, [refTo(bytes)], bytes).tags());

const sample = bytesOf(
  dataset(1, 90, '\x1b%G'),
  dataset(1, 60, '5'),
  dataset(2, 0, '\0\x04'),
  dataset(2, 25, utf8('Zürich')),
  dataset(2, 25, 'Alps'),
  dataset(2, 55, '20050131'),
  dataset(2, 60, '235901+0130'),
  dataset(2, 80, 'Author\0'),
  dataset(2, 10, '9'),
  dataset(2, 221, '0:2:5:000123'),
);

test('text, lists, dates, times and labels', () => {
  expect(read(sample)).toEqual({
    'File:CurrentIPTCDigest': expect.stringMatching(/^[0-9a-f]{32}$/),
    'IPTC:CodedCharacterSet': 'UTF8',
    'IPTC:EnvelopePriority': '5 (normal urgency)',
    'IPTC:ApplicationRecordVersion': '4',
    'IPTC:Keywords': ['Zürich', 'Alps'],
    'IPTC:DateCreated': '2005:01:31',
    'IPTC:TimeCreated': '23:59:01+01:30',
    'IPTC:By-line': 'Author',
    'IPTC:Urgency': '9 (user-defined priority)',
    'IPTC:Prefs': 'Tagged:0, ColorClass:2, Rating:5, FrameNum:000123',
  });
});

test('the value has lists for repeatable datasets', () => {
  const value = load(iptc, [refTo(sample)], sample).value();
  expect(value).toMatchObject({
    Keywords: ['Zürich', 'Alps'],
    'By-line': ['Author'],
    ApplicationRecordVersion: 4,
  });
});

test('text is Windows-1252 where no character set is named', () => {
  expect(read(dataset(2, 5, 'Caf\xe9 \x80'))['IPTC:ObjectName']).toBe('Café €');
});

test('an extended length', () => {
  expect(read(bytesOf(0x1c, 2, 120, u16(0x8004), [0, 0, 0, 3], 'abc'))['IPTC:Caption-Abstract']).toBe('abc');
});

test('bytes that were swapped by fours', () => {
  const plain = bytesOf(dataset(2, 5, 'Name'), 0, 0, 0);
  const swapped = plain.map((_, i) => plain[i ^ 3]!);
  expect(read(swapped)['IPTC:ObjectName']).toBe('Name');
});

test('a second block, and one in an unusual place, have groups of their own', () => {
  const ref = wholeRef('iptc', sample, '');
  const groups = (places: readonly Pick<BlockRef, 'host' | 'usual'>[]) => [
    ...new Set(
      load(
        iptc,
        places.map((place) => ({ ...ref, ...place })),
        sample,
      )
        .tags()
        .map(({ group }) => group),
    ),
  ];
  expect(groups([usual, usual])).toEqual(['File', 'IPTC', 'IPTC2']);
  expect(groups([{ host: 'jpeg' }])).toEqual(['IPTC2']);
  expect(groups([{ host: 'tiff', usual: true }, { host: 'tiff' }])).toEqual(['File', 'IPTC', 'IPTC2']);
  expect(groups([{ host: 'png' }])).toEqual(['IPTC']);
});

test('padding is no damage, other bytes are', () => {
  const { context, warnings } = testContext();
  const padded = bytesOf(dataset(2, 5, 'a'), new Array(9).fill(0));
  load(iptc, [refTo(padded)], padded, context).tags();
  expect(warnings).toEqual([]);
  const broken = bytesOf(dataset(2, 5, 'a'), 'garbage');
  expect(load(iptc, [refTo(broken)], broken, context).tags()).toHaveLength(2);
  expect(warnings).toEqual(['malformed: IPTC dataset without its marker']);
});

test('a picture number', () => {
  const number = '\0\x02\0\0\0\x0120050131\0\x07';
  expect(read(dataset(3, 10, number))['IPTC:IPTCPictureNumber']).toBe(
    '2 (Eastman Kodak Co, USA), equip 1, 2005:01:31, no. 7',
  );
});

test('damage', () => damage(iptc, 'iptc', sample, 'jpeg/APP13/0x0404'));

test('numbers of more than two bytes keep all their digits', () => {
  expect(read(dataset(2, 0, '20200102'))['IPTC:ApplicationRecordVersion']).toBe(String(0x3230323030313032n));
});

test('an unknown colour representation is told in hexadecimal', () => {
  expect(read(dataset(3, 60, '\x03\x04'))['IPTC:ColorRepresentation']).toBe('3 Components, Pixel Sequential');
  expect(read(dataset(3, 60, '\x03\x14'))['IPTC:ColorRepresentation']).toBe('Unknown (0x314)');
});
