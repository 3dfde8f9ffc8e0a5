import { expect, test } from 'vitest';
import { type Members, scopeOf, textOf } from '../../../../../test/converted.js';
import { labels } from '../../../../labels/makers/olympus.generated.js';
import { Tables } from '../../../../tables/table.js';
import type { Value } from '../../../../tables/value.js';
import { rows } from '../../../../tags/makers/olympus.generated.js';
import { olympusConversions } from './index.js';

const tables = new Tables({ rows, labels, conversions: olympusConversions });

/** The text of a value that a tag stores. */
function told(table: string, id: number, stored: Value, members: Members = {}): Value {
  const scope = scopeOf(members);
  const row = tables.get(`Olympus::${table}`)!.rows.get(id)!.thatCounts(scope);
  expect(row).toBeDefined();
  return textOf(row!, stored, scope);
}

test('the drive mode: a shot of a series, what is bracketed, the shutter, the mode of late cameras', () => {
  expect(told('CameraSettings', 0x600, [0, 0])).toBe('Single Shot');
  expect(told('CameraSettings', 0x600, [1, 3])).toBe('Continuous Shooting, Shot 3');
  expect(told('CameraSettings', 0x600, [5, 2, 5])).toBe('AE+FL Bracketing, Shot 2');
  expect(told('CameraSettings', 0x600, [0, 0, 0, 0, 2, 0x14])).toBe('Self-Timer 12 sec; Anti-shock');
  expect(told('CameraSettings', 0x600, [0, 0, 0, 0, 4, 0x99])).toBe('Unknown (153)');
});

test('labels of several values together', () => {
  expect(told('CameraSettings', 0x50f, [0, -1, 1, 0])).toBe('Normal; User-Selected');
  expect(told('CameraSettings', 0x804, [9, 8])).toBe('Focus-stacked (8 images)');
  expect(told('CameraSettings', 0x804, [7, 8])).toBe('Unknown (7 8)');
});

test('qualities have other numbers by the type of the camera, but for one of them', () => {
  expect(told('Main', 0x201, 2, { CameraType: 'SX756' })).toBe('SHQ (Fine)');
  expect(told('Main', 0x201, 2, { CameraType: 'SX151 ' })).toBe('HQ (Normal)');
  expect(told('Main', 0x201, 2)).toBe('HQ (Normal)');
});

test('the point of focus by model', () => {
  expect(told('FocusInfo', 0x308, 0x2108, { Model: 'E-3' })).toMatch(/^.+; .+$/);
  expect(told('FocusInfo', 0x308, 0, { Model: 'E-P1' })).toBeUndefined();
  expect(told('FocusInfo', 0x305, [0xffffffff, 1])).toBe('inf');
});

test('lenses and firmware as hexadecimal digits', () => {
  expect(told('Equipment', 0x201, [0, 0, 0x21, 0x10, 0, 0])).toBe(
    'Olympus M.Zuiko Digital ED 14-42mm F3.5-5.6 EZ',
  );
  expect(told('Equipment', 0x104, 0x1010)).toBe('1.010');
});
