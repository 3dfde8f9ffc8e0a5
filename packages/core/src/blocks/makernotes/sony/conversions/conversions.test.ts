import { expect, test } from 'vitest';
import { type EntryFacts, type Members, scopeOf, textOf } from '../../../../../test/converted.js';
import { labels } from '../../../../labels/makers/sony.generated.js';
import type { Row } from '../../../../tables/row.js';
import { Tables } from '../../../../tables/table.js';
import type { Value } from '../../../../tables/value.js';
import { rows } from '../../../../tags/makers/sony.generated.js';
import { sonyConversions } from './index.js';

const tables = new Tables({ rows, labels, conversions: sonyConversions });

function rowOf(table: string, id: number, members: Members, facts: EntryFacts = {}): Row | undefined {
  return tables.get(`Sony::${table}`)!.rows.get(id)!.known(scopeOf(members, facts));
}

function told(table: string, id: number, stored: Value, members: Members = {}): Value {
  return textOf(rowOf(table, id, members)!, stored, scopeOf(members));
}

test.each([
  ['NEX-5N', 'Tag2010a'],
  ['SLT-A77V', 'Tag2010b'],
  ['DSC-HX20V', 'Tag2010d'],
  ['DSC-RX100', 'Tag2010e'],
  ['ILCE-7M2', 'Tag2010g'],
  ['ILCE-7RM2', 'Tag2010h'],
  ['ZV-E10', 'Tag2010i'],
  ['ILCE-7M4', undefined],
])('the record 0x2010 of a %s is %s', (Model, name) => {
  expect(rowOf('Main', 0x2010, { Model })?.name).toBe(name);
});

test('a panorama of a compact has no such record', () => {
  expect(rowOf('Main', 0x2010, { Model: 'DSC-HX20V', Panorama: 1 })).toBeUndefined();
  expect(rowOf('Main', 0x2010, { Model: 'DSC-RX100', Panorama: 1 })?.name).toBe('Tag2010e');
});

test.each([
  ['\x8a\r\r\x08', 'Tag9404b'],
  ['\x8a\n\x01\x08', undefined],
  ['\xb6\0\0\x01', 'Tag9404c'],
])('the record 0x9404 that begins with %j is %s', (head, name) => {
  expect(rowOf('Main', 0x9404, {}, { head })?.name).toBe(name);
});

test('exposure is told in eighths or 256ths of stops', () => {
  expect(told('CameraSettings', 0, 96)).toBe('1/64');
  expect(told('CameraSettings', 0, 0)).toBe('Bulb');
  expect(told('Tag9050a', 0x3c, 4096 + 1024)).toBe('4.0');
  expect(told('Tag9405b', 4, 4096)).toBe('100');
});

test('bits have names of their own beside those of whole values', () => {
  expect(told('CameraSettings', 83, 0b100)).toBe('Not confirmed, Tracking');
  expect(told('CameraSettings', 83, 0b10100)).toBe('Tracking, [4]');
});

test('a lens behind an adapter is told with it', () => {
  expect(told('Main', 0xb027, 0xef00 + 29)).toBe('Canon EF 50mm f/1.8 II + Canon EF Adapter');
  expect(told('Main', 0xb027, 0x4900 + 0x1003)).toContain(' + MC-11 SA-E');
});
