// The first directory of a note is found where its form does not say where it lies.

import { expect, test } from 'vitest';
import { bareIfd, concat, type Field, tiffStructure } from '../../../../../fixtures/build/index.js';
import { View } from '../../bytes/view.js';
import { firstDirectory } from './first-directory.js';
import type { FormedNoteRef } from './form.js';

const fields: readonly Field[] = [
  [0x0001, 'SHORT', 1],
  [0x0002, 'LONG', 7],
];

type Found = { start: number; base: number; littleEndian: boolean } | undefined;

function found(bytes: Uint8Array, form: Partial<FormedNoteRef['form']>, start = 0): Found {
  const view = new View(bytes);
  const note = { tiff: { source: { wholeFile: false, end: view.end } } } as unknown as FormedNoteRef['note'];
  const whole = { members: new Map(), fixedBase: true, isSearched: false, ...form } as FormedNoteRef['form'];
  const place = { view, start, end: view.end, littleEndian: true, base: 0 };
  const directory = firstDirectory(place, { form: whole, note });
  if (!directory) return undefined;
  expect(directory.view.u16(directory.start, directory.littleEndian)).toBe(fields.length);
  return { start: directory.start, base: directory.base, littleEndian: directory.littleEndian };
}

test('behind a header of unknown length, in the order that its letters say', () => {
  for (const littleEndian of [true, false]) {
    const directory = bareIfd(fields, { littleEndian });
    const header = littleEndian ? 'AOC\0II' : 'AOC\0MM';
    expect(found(concat(header, directory), { isSearched: true })).toEqual({
      start: 6,
      base: 0,
      littleEndian,
    });
  }
});

test('behind a TIFF header, from which its offsets count', () => {
  const structure = tiffStructure({ ifds: [[...fields]], littleEndian: false });
  expect(found(concat('LEAD', structure), { isSearched: true })).toEqual({
    start: 12,
    base: 4,
    littleEndian: false,
  });
});

test('nowhere in bytes that are no directory', () => {
  expect(found(new Uint8Array(64).fill(0x41), { isSearched: true })).toBeUndefined();
  expect(found(new Uint8Array(8), { isSearched: true })).toBeUndefined();
});

test('where two bytes more stand at its number of entries, before it or behind it', () => {
  const directory = bareIfd(fields);
  const behind = concat(directory.subarray(0, 2), [0, 0], directory.subarray(2));
  const before = concat([0, 0], directory);
  for (const bytes of [behind, before])
    expect(found(bytes, { count: 'padded' })).toEqual({ start: 2, base: 0, littleEndian: true });
});
