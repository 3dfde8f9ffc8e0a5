// A camera's note in the private data that Adobe's programs write into a DNG: its offsets count from where it lay.
import { expect, test } from 'vitest';
import { readSync } from '../../index.js';

const PRIVATE = 100;
/** Where the note lay in the photo that the DNG was made from. */
const LAY = 5000;

/** A big-endian TIFF file with a little-endian note of Canon, whose one value lies behind its directory. */
function dng(strayBytes: number, recordBefore: string): Uint8Array {
  const bytes = new Uint8Array(400);
  const view = new DataView(bytes.buffer);
  const put = (at: number, text: string) => bytes.set(new TextEncoder().encode(text), at);
  const entry = (at: number, id: number, type: number, count: number, value: number, little = false) => {
    view.setUint16(at, id, little);
    view.setUint16(at + 2, type, little);
    view.setUint32(at + 4, count, little);
    view.setUint32(at + 8, value, little);
  };
  put(0, 'MM\0*');
  view.setUint32(4, 8);
  view.setUint16(8, 2);
  entry(10, 0x10f, 2, 6, 60);
  put(60, 'Canon\0');
  put(PRIVATE, 'Adobe\0');
  let at = PRIVATE + 6;
  if (recordBefore) {
    put(at, recordBefore);
    view.setUint32(at + 4, 3);
    at += 12;
  }
  const length = 6 + strayBytes + 18 + 16;
  put(at, 'MakN');
  view.setUint32(at + 4, length);
  put(at + 8, 'II');
  view.setUint32(at + 10, LAY);
  if (strayBytes) view.setUint32(at + 14, 1);
  const note = at + 14 + strayBytes;
  view.setUint16(note, 1, true);
  entry(note + 2, 0x7, 2, 16, LAY + 18, true);
  put(note + 18, 'Firmware 1.0.3\0');
  entry(22, 0xc634, 1, note + 34 - PRIVATE, PRIVATE);
  return bytes;
}

test.each([
  ['as it is', 0, ''],
  ['behind a record of an odd length', 0, 'Xtra'],
  ['copied from 12 bytes before', 12, ''],
])("the camera's note in Adobe's private data, %s", (_, stray, before) => {
  const printed = readSync(dng(stray, before))
    .tags()
    .filter(({ family, name }) => family === 'MakerNotes' || name === 'MakerNoteByteOrder')
    .map(({ group, name, text }) => `${group}:${name} ${text}`);
  expect(printed.sort()).toEqual([
    'Canon:CanonFirmwareVersion Firmware 1.0.3',
    'File:MakerNoteByteOrder Little-endian (Intel, II)',
  ]);
});

test('private data cut within its records has no note', () => {
  const bytes = dng(0, '');
  new DataView(bytes.buffer).setUint32(PRIVATE + 10, 0xffff_fff0);
  const families = readSync(bytes)
    .tags()
    .map(({ family }) => family);
  expect(families).not.toContain('MakerNotes');
});
