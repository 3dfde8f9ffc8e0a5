import { expect, test } from 'vitest';
import { latinText } from './latin.js';
import { utf8Text, utf16Text, withoutEndNulls } from './text.js';

const bytes = (...values: number[]) => Uint8Array.from(values);

test('UTF-8, each wrong byte a question mark', () => {
  expect(utf8Text(new TextEncoder().encode('Grüße €😀'))).toBe('Grüße €😀');
  expect(utf8Text(bytes(0x41, 0xe9, 0x42))).toBe('A?B');
  expect(utf8Text(bytes(0xe2, 0x82))).toBe('??');
  expect(utf8Text(bytes(0xc0, 0x80, 0xed, 0xa0, 0x80, 0xc3, 0xa9))).toBe('?????é');
});

test('UTF-16 up to its null, in the order its mark states', () => {
  expect(utf16Text(bytes(0, 0x41, 0, 0xe9, 0, 0, 0, 0x42))).toBe('Aé');
  expect(utf16Text(bytes(0xff, 0xfe, 0x41, 0))).toBe('A');
  expect(utf16Text(bytes(0, 0x41, 0x42))).toBe('A');
});

test('Windows-1252', () => {
  expect(latinText(bytes(0x43, 0xe9, 0x80, 0x99, 0x9f, 0x81))).toBe('Cé€™Ÿ\x81');
});

test('nulls at the end', () => {
  expect(withoutEndNulls(bytes(1, 0, 2, 0, 0))).toEqual(bytes(1, 0, 2));
});
