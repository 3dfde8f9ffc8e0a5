import { expect, test } from 'vitest';
import { bytesOf, damage, load, texts, u16, u32, wholeRef } from '../../../test/blocks.js';
import { mpf } from './index.js';

const entry = (id: number, type: number, count: number, value: readonly number[]) => [
  ...u16(id),
  ...u16(type),
  ...u32(count),
  ...value,
];
const image = (attribute: number, size: number, start: number) => [
  ...u32(attribute),
  ...u32(size),
  ...u32(start),
  ...u32(0),
];
const tiff = bytesOf(
  'MM\0*',
  u32(8),
  u16(3),
  entry(0xb000, 7, 4, [0x30, 0x31, 0x30, 0x30]),
  entry(0xb001, 4, 1, u32(2)),
  entry(0xb002, 7, 32, u32(50)),
  u32(0),
  image(0x20030000, 1000, 0),
  image(0x00010001, 200, 900),
);
const bytes = bytesOf(new Array(10).fill(0), tiff);
const ref = { kind: 'mpf' as const, ranges: [{ start: 10, end: bytes.length }], path: 'jpeg/APP2' };

test('the images of a file, their places counted from its start', () => {
  expect(texts(load(mpf, [ref], bytes).tags())).toEqual({
    'MPF0:MPFVersion': '0100',
    'MPF0:NumberOfImages': '2',
    'MPImage1:MPImageFlags': 'Representative image',
    'MPImage1:MPImageFormat': 'JPEG',
    'MPImage1:MPImageType': 'Baseline MP Primary Image',
    'MPImage1:MPImageLength': '1000',
    'MPImage1:MPImageStart': '0',
    'MPImage1:DependentImage1EntryNumber': '0',
    'MPImage1:DependentImage2EntryNumber': '0',
    'MPImage2:MPImageFlags': '(none)',
    'MPImage2:MPImageFormat': 'JPEG',
    'MPImage2:MPImageType': 'Large Thumbnail (VGA equivalent)',
    'MPImage2:MPImageLength': '200',
    'MPImage2:MPImageStart': '910',
    'MPImage2:DependentImage1EntryNumber': '0',
    'MPImage2:DependentImage2EntryNumber': '0',
    'MPImage2:PreviewImage': '(Binary data 200 bytes, use -b option to extract)',
  });
});

test('damage', () => damage(mpf, 'mpf', tiff, 'jpeg/APP2'));

test('no TIFF header', () => {
  const none = new Uint8Array(20);
  expect(load(mpf, [wholeRef('mpf', none, 'jpeg/APP2')], none).tags()).toEqual([]);
});
