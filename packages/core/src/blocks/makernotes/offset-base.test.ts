// Directories with offsets that count from elsewhere than they should, by where their values lie.

import { expect, test } from 'vitest';
import { bareIfd, type Field } from '../../../../../fixtures/build/index.js';
import { View } from '../../bytes/view.js';
import type { Value } from '../../tables/value.js';
import { correctedPlace } from './offset-base.js';

const NOTE_AT = 200;
const fields: readonly Field[] = [
  [0x0001, 'ASCII', 'first value'],
  [0x0002, 'LONG', 7],
  [0x0003, 'ASCII', 'second value'],
];

/** Where offsets count from, of a directory at 200 that was written for another place. */
function baseOf(written: number, make: string, model = '', fix: 'always' | 'where far' = 'always'): number {
  const bytes = new Uint8Array(400);
  const directory = bareIfd(fields, { start: written });
  bytes.set(directory, NOTE_AT);
  const members = new Map<string, Value>([
    ['Make', make],
    ['Model', model],
    ['FILE_TYPE', 'JPEG'],
  ]);
  const end = NOTE_AT + directory.length;
  const place = { view: new View(bytes), start: NOTE_AT, end, littleEndian: true, base: 0 };
  return correctedPlace(place, end, members, fix).base;
}

test('a note that is where it was written keeps its base', () => {
  expect(baseOf(NOTE_AT, 'PENTAX Corporation')).toBe(0);
});

test('a note that was moved has the base by which its first value lies behind its directory', () => {
  expect(baseOf(1200, 'PENTAX Corporation')).toBe(-1000);
  expect(baseOf(0, 'CASIO')).toBe(NOTE_AT);
});

test('where a camera writes its first value elsewhere, it is looked for there', () => {
  expect(baseOf(NOTE_AT + 12, 'CASIO')).toBe(0);
  expect(baseOf(NOTE_AT + 12, 'OLYMPUS', 'E-300')).toBe(0);
  expect(baseOf(NOTE_AT + 12, 'PENTAX')).toBe(-12);
});

test('of cameras without any rule nothing is corrected', () => {
  expect(baseOf(1200, 'OLYMPUS', 'C-1Z')).toBe(0);
});

test('a small distance is left where only large ones are corrected', () => {
  expect(baseOf(NOTE_AT + 10, 'Somebody', '', 'where far')).toBe(0);
  expect(baseOf(NOTE_AT + 100, 'Somebody', '', 'where far')).toBe(-100);
});
