import { expect, test } from 'vitest';
import { type Members, scopeOf, textOf } from '../../../../../test/converted.js';
import { labels } from '../../../../labels/makers/nikon.generated.js';
import type { Row } from '../../../../tables/row.js';
import type { Scope } from '../../../../tables/scope.js';
import { Tables } from '../../../../tables/table.js';
import type { Value } from '../../../../tables/value.js';
import { rows } from '../../../../tags/makers/nikon.generated.js';
import { nikonConversions } from './index.js';

const tables = new Tables({ rows, labels, conversions: nikonConversions });

function rowOf(table: string, id: number, scope: Scope): Row {
  const row = tables.get(table)!.rows.get(id)!.thatCounts(scope);
  expect(row).toBeDefined();
  return row!;
}

/** The text of a value that a tag stores. */
function told(table: string, id: number, stored: Value, members: Members = {}): Value {
  const scope = scopeOf(members);
  return textOf(rowOf(table, id, scope), stored, scope);
}

test('flashes: output from manual mode on, else a compensation', () => {
  expect(told('Nikon::FlashInfo0103', 10, 6, { FlashControlMode: 6 })).toBe('50%');
  expect(told('Nikon::FlashInfo0103', 10, 0, { FlashControlMode: 6 })).toBe('Full');
  expect(told('Nikon::FlashInfo0103', 10, -4, { FlashControlMode: 2 })).toBe('+2/3');
  expect(told('Nikon::FlashInfo0300', 41, 8, { FlashGroupBControlMode: 1 })).toBe('-1.0');
  expect(told('Nikon::FlashInfo0106', 12, 255)).toBeUndefined();
  expect(told('Nikon::FlashInfo0106', 6, [14, 3])).toBe('14.03 (SB-5000)');
  expect(told('Nikon::FlashInfo0106', 6, [15, 1])).toBe('15.01 (Unknown model)');
});

test('lenses: F and Z mount tell focal length and distance differently', () => {
  const [f, z] = [{ OldLensData: 1 }, { NewLensData: 1, LensID: 2 }];
  expect(told('Nikon::LensData0800', 12, 80, f)).toBe('50.4 mm');
  expect(told('Nikon::LensData0800', 60, 50, z)).toBe('50 mm');
  expect(told('Nikon::LensData0800', 11, 80, f)).toBe('1.00 m');
  expect(told('Nikon::LensData0800', 78, 80 * 256, z)).toBe('1.00 m');
  expect(told('Nikon::LensData0800', 54, 768, z)).toBe('2.0');
  expect(told('Nikon::LensData0800', 52, 0x0123, z)).toBe('1.2.3');
});

test('the settings of one id are told apart by model', () => {
  const storeByOrientation = (model: string, format: string) =>
    tables
      .get('NikonSettings::Main')!
      .rows.get(151)!
      .thatCounts(scopeOf({ Model: model }, { format }));
  const names = ['NIKON D6', 'NIKON Z 6'].map(
    (model) => storeByOrientation(model, 'int32u')?.labelling?.labels,
  );
  expect(names[0]).not.toEqual(names[1]);
  expect(storeByOrientation('NIKON D850', 'int32u')).toBeUndefined();
});

test.each([
  ['0210', 5399, 'ShotInfoD3a'],
  ['0210', 5303, 'ShotInfoD300b'],
  ['0239', 9000, 'ShotInfoD500'],
  ['0806', 9000, 'ShotInfoZ8'],
  ['0299', 9000, 'ShotInfo02xx'],
  ['0100', 9000, 'ShotInfoUnknown'],
])('shot information of version %s in %d bytes is %s', (bytes, count, name) => {
  expect(rowOf('Nikon::Main', 145, scopeOf({}, { head: bytes, count, format: 'undef' })).name).toBe(name);
});

test('fields of the Z 8 move with its firmware', () => {
  const shiftOf = (FirmwareVersion: string) =>
    rowOf('Nikon::MenuSettingsZ8v2', 0, scopeOf({})).shift!(scopeOf({ FirmwareVersion }));
  expect(['02.00', '02.10', '03.00', '03.10'].map(shiftOf)).toEqual([0, 4, 8, 8]);
});

test('texts of the note itself', () => {
  expect(told('Nikon::Main', 1, Uint8Array.of(2, 1, 0, 0))).toBe('21.00');
  expect(told('Nikon::Main', 1, '0210')).toBe('2.10');
  expect(told('Nikon::Main', 2, [1, 400])).toBe('Hi 400');
  expect(told('Nikon::Main', 13, Uint8Array.of(0xfe, 1, 6, 0))).toBe('-1/3');
  expect(told('Nikon::Main', 13, Uint8Array.of(1, 1))).toBe('0');
  // Bytes that a program stored as a text of their numbers are the letters of it.
  expect(told('Nikon::Main', 28, '0 1 6')).toBe('+94/3');
  expect(told('Nikon::Main', 131, 0x0e)).toBe('G VR');
  expect(told('Nikon::Main', 137, 0x10)).toBe('Single-Frame, Exposure Bracketing');
  expect(told('Nikon::Main', 27, [2, 6048, 4032, 4000, 2600, 10, 20])).toBe(
    'DX Crop (6048x4032 cropped to 4000x2600 at pixel 10,20)',
  );
  expect(told('Nikon::Main', 158, [3, 5, 0, 0])).toMatch(/; /);
});

test('the camera was switched on when the note says so, in the order of its bytes', () => {
  const stored = Uint8Array.of(0x07, 0xe2, 3, 3, 17, 39, 48, 0);
  const { raw } = rowOf('Nikon::Main', 182, scopeOf({}));
  expect(raw!(stored, scopeOf({}))).toBe('2018:03:03 17:39:48');
  expect(raw!('0 0 0 0 0 0 0 0', scopeOf({}))).toBe('12320:48:32 48:32:48');
  expect(raw!(Uint8Array.of(1, 2), scopeOf({}))).toEqual(Uint8Array.of(1, 2));
});
