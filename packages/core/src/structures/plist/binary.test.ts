import { expect, test } from 'vitest';
import { PlistDictionary, readBinaryPlist } from './binary.js';

const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'latin1')] : part)),
  );
const trailer = (count: number, table: number): readonly number[] => [
  ...[0, 0, 0, 0, 0, 0, 1, 1],
  ...[0, 0, 0, 0, 0, 0, 0, count],
  ...[0, 0, 0, 0, 0, 0, 0, 0],
  ...[0, 0, 0, 0, 0, 0, 0, table],
];

test('a whole number beyond 2^53 keeps its digits', () => {
  const list = bytes('bplist00', [0x13, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], [8], trailer(1, 17));
  expect(readBinaryPlist(list)).toBe('18446744073709551615');
});

test('a list that holds itself ends', () => {
  const list = bytes('bplist00', [0xa2, 0, 0], [8], trailer(1, 11));
  expect(() => readBinaryPlist(list)).not.toThrow();
});

test('a key without a value is left out, and the places of the others stay', () => {
  const list = bytes('bplist00', [0xd2, 1, 2, 9, 3], 'Qa', 'Qb', [0x10, 7], [8, 13, 15, 17], trailer(4, 19));
  expect(readBinaryPlist(list)).toBe(0);
  const whole = bytes(
    'bplist00',
    [0xd2, 1, 2, 3, 3],
    'Qa',
    [0x50],
    [0x10, 7],
    [8, 13, 15, 16],
    trailer(4, 18),
  );
  expect(readBinaryPlist(whole)).toEqual(new PlistDictionary([['a', 7, 0]]));
});

test('what is no list gives nothing', () => {
  expect(readBinaryPlist(bytes('no list'))).toBeUndefined();
  expect(readBinaryPlist(new Uint8Array(64).fill(0xff))).toBeUndefined();
});
