import { expect, test } from 'vitest';
import { deciphered } from './cipher.js';

const bytesOf = (hex: string): Uint8Array =>
  Uint8Array.from(hex.match(/../g)!, (pair) => Number.parseInt(pair, 16));

/** Serial number 1234567, 4321 pictures: the record of the fixture that ExifTool reads. */
const enciphered = bytesOf('30323031a79e0059d7249a5e7bba80e9f5f3364f9f0278019d4c0ee3cbc6d4f5');

test('a lens record is deciphered with serial number and shutter count', () => {
  const plain = deciphered(enciphered, 4, { serial: 1234567 & 0xff, count: 4321 });
  expect([...plain.subarray(0, 19)]).toEqual([
    ...new TextEncoder().encode('0201'),
    ...[0x20, 0x24, 0, 0, 0x12, 0x60, 0x4c, 0x25, 0x48, 0x44, 0x5c, 0x24, 0x24, 0x1b, 0x24],
  ]);
});

test('the cipher is its own inverse, for counts of more than one byte too', () => {
  const keys = { serial: 0x60, count: 0x12345678 };
  expect(deciphered(deciphered(enciphered, 4, keys), 4, keys)).toEqual(enciphered);
  expect(deciphered(enciphered, 4, keys).subarray(0, 4)).toEqual(enciphered.subarray(0, 4));
});
