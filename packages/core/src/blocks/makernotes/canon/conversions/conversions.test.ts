import { expect, test } from 'vitest';
import { type EntryFacts, type Members, scopeOf, textOf } from '../../../../../test/converted.js';
import { labels } from '../../../../labels/makers/canon.generated.js';
import type { Row } from '../../../../tables/row.js';
import type { Scope } from '../../../../tables/scope.js';
import { Tables } from '../../../../tables/table.js';
import type { Value } from '../../../../tables/value.js';
import { rows } from '../../../../tags/makers/canon.generated.js';
import { canonConversions } from './index.js';

const tables = new Tables({ rows, labels, conversions: canonConversions });

function rowOf(table: string, id: number, scope: Scope): Row | undefined {
  return tables.get(table)!.rows.get(id)!.thatCounts(scope);
}

/** The text of a value that a tag stores. */
function told(
  table: string,
  id: number,
  stored: Value,
  members: Members = {},
  facts: EntryFacts = {},
): Value {
  const scope = scopeOf(members, facts);
  return textOf(rowOf(table, id, scope)!, stored, scope);
}

test('exposure is told in 32nds of stops, with codes of their own for thirds', () => {
  expect(told('Canon::ShotInfo', 6, 0x0c)).toBe('+1/3');
  expect(told('Canon::ShotInfo', 6, -0x14)).toBe('-2/3');
  expect(told('Canon::ShotInfo', 21, 0xc0)).toBe('8');
  expect(told('Canon::ShotInfo', 21, 0)).toBeUndefined();
  expect(told('Canon::ShotInfo', 22, 0xe0)).toBe('1/128');
  expect(told('Canon::ShotInfo', 22, 0xe0, { Model: 'Canon EOS 20D' })).toBe('1/4');
  expect(told('Canon::CameraInfo6D', 3, 72)).toBe('16');
});

test('focal lengths are in units that another tag tells', () => {
  expect(told('Canon::CameraSettings', 23, 700, { FocalUnits: 10 })).toBe('70 mm');
  expect(told('Canon::CameraSettings', 23, 70)).toBe('70 mm');
});

test.each([
  [{ Model: 'Canon EOS 5D Mark III' }, { format: 'undef', count: 1536 }, 'CanonCameraInfo5DmkIII'],
  [{ Model: 'Canon EOS REBEL T4i' }, { format: 'undef', count: 1536 }, 'CanonCameraInfo650D'],
  [{ Model: 'Canon PowerShot G7' }, { format: 'int32u', count: 148 }, 'CanonCameraInfoPowerShot'],
  [{ Model: 'Canon PowerShot G12' }, { format: 'int32u', count: 167 }, 'CanonCameraInfoPowerShot2'],
  [{ Model: 'Canon PowerShot G99' }, { format: 'int32u', count: 9 }, 'CanonCameraInfoUnknown32'],
  [{ Model: 'Canon EOS 999D' }, { format: 'undef', count: 9 }, 'CanonCameraInfoUnknown'],
])('camera information of %j, %j is %s', (members, facts, name) => {
  expect(rowOf('Canon::Main', 13, scopeOf(members, facts))?.name).toBe(name);
});

test.each([
  [582, '', 'ColorData1'],
  [1250, '', 'ColorData4'],
  [3778, '\x21', 'ColorData11'],
  [3778, '\x41', 'ColorData12'],
  [3973, '\x41', 'ColorDataUnknown'],
  [7, '', 'ColorDataUnknown'],
])('colour data of %d numbers that begin with %j is %s', (count, bytes, name) => {
  expect(rowOf('Canon::Main', 16385, scopeOf({}, { count, head: bytes }))?.name).toBe(name);
});

test('fields move with the firmware, and are nowhere without one where it is not known', () => {
  const shiftOf = (table: string, id: number, CanonFirm: number) =>
    rowOf(table, id, scopeOf({}))!.shift!(scopeOf({ CanonFirm }));
  expect([0, 1, 2].map((place) => shiftOf('Canon::CameraInfo5DmkII', 234, place))).toEqual([0x10000, -36, 0]);
  expect([1, 2, 3, 4].map((place) => shiftOf('Canon::CameraInfo5DmkIII', 35, place))).toEqual([-3, -2, 0, 6]);
});

test('which firmware it is, is told by where its version stands', () => {
  const scope = scopeOf({});
  const { raw } = rowOf('Canon::CameraInfo7D', 0, scope)!;
  const bytes = new Uint8Array(0x1b2);
  bytes.set(new TextEncoder().encode('1.2.3'), 0x1ac);
  expect(raw!(bytes, scope)).toBeUndefined();
  expect(scope.members.get('CanonFirm')).toBe(2);
});

test('custom functions are lists of settings', () => {
  const facts = { count: 4 };
  expect(told('CanonCustom::Functions2', 269, [0, 4992, 3327, 831], {}, facts)).toBe(
    'Manual: Closed 1; Open 8; Auto: Closed 4; Open 1.4',
  );
  expect(told('CanonCustom::Functions2', 259, [1, 88, 72], { Model: 'Canon EOS-1D X' })).toBe(
    'Enable; Max 400; Min 100',
  );
  expect(told('CanonCustom::Functions2', 1552, [1, 8, 3], {}, { count: 3 })).toBe('Enable; Hi 8; Lo 3');
});

test('numbers of files and cameras', () => {
  expect(told('Canon::Main', 8, 1231234)).toBe('123-1234');
  expect(told('Canon::Main', 12, 0x0123_0045, { Model: 'Canon EOS D30' })).toBe('012300069');
  expect(told('Canon::Main', 12, 12345, { Model: 'Canon EOS 5D' })).toBe('0000012345');
  expect(told('Canon::FileInfo', 1, (105 << 6) | (0x39 << 16), { Model: 'Canon EOS 350D DIGITAL' })).toBe(
    '105-0057',
  );
  expect(told('Canon::Main', 30, 0x0101_0400)).toBe('1.01 rev 4.00');
});

test('a distance beyond the largest is infinite', () => {
  expect(told('Canon::FileInfo', 20, 0xffff)).toBe('inf');
  expect(told('Canon::FileInfo', 20, 250)).toBe('2.5 m');
  expect(told('Canon::FileInfo', 20, 0)).toBeUndefined();
});
