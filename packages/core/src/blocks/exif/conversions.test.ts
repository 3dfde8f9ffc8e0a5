import { expect, test } from 'vitest';
import { exifRows } from '../../tags/exif.generated.js';
import { gpsRows } from '../../tags/gps.generated.js';
import { panasonicRawRows } from '../../tags/panasonic-raw.generated.js';
import { gpsConversions } from '../gps/definitions.js';
import { exifConversions } from './conversions.js';
import { entryRows } from './definition.js';
import { dngConversions } from './dng.js';
import { panasonicConversions } from './panasonic-raw.js';

const tables = [
  { name: 'exif', rows: exifRows, conversions: exifConversions },
  { name: 'dng', rows: exifRows, conversions: dngConversions },
  { name: 'gps', rows: gpsRows, conversions: gpsConversions },
  { name: 'panasonic raw', rows: panasonicRawRows, conversions: panasonicConversions },
];

test.each(tables)('every conversion of $name is of a tag that there is', ({ rows, conversions }) => {
  const counts = new Map<string, number>();
  for (const { name } of entryRows(rows)) counts.set(name, (counts.get(name) ?? 0) + 1);
  expect(counts.size).toBeGreaterThan(20);
  const names = Object.keys(conversions).flatMap((all) => all.split(' '));
  expect(
    names.filter((name) => (counts.get(name.replace('/1', '')) ?? 0) < (name.endsWith('/1') ? 2 : 1)),
  ).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
});

test('no tag has a conversion both as EXIF and as DNG', () => {
  const names = (all: object) => Object.keys(all).flatMap((key) => key.split(' '));
  expect(names(exifConversions).filter((name) => names(dngConversions).includes(name))).toEqual([]);
});
