import { expect, test } from 'vitest';
import { asciiText, latinText } from './latin.js';
import { plainText, utf8Text, utf16Text, withoutEndNulls } from './text.js';

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

test('ASCII of any length is the same text as its decoder gives, other text is left to that', () => {
  for (const length of [0, 1, 24, 25, 400]) {
    const text = 'Copyright 2024 '.repeat(40).slice(0, length);
    const stored = new TextEncoder().encode(`<${text}>`);
    expect(asciiText(stored, 1, length + 1)).toBe(text);
    expect(plainText(stored)).toBe(`<${text}>`);
  }
  const long = new TextEncoder().encode(`${'a'.repeat(200)}é`);
  expect(asciiText(long)).toBeUndefined();
  expect(utf8Text(long)).toBe(`${'a'.repeat(200)}é`);
});

test('plain text has no nulls, be it long or short, ASCII or not', () => {
  for (const text of ['a\0b\0', `${'a\0'.repeat(30)}b`, `${'a\0'.repeat(30)}é\0`])
    expect(plainText(new TextEncoder().encode(text))).toBe(text.replaceAll('\0', ''));
});
