import { describe, expect, test } from 'vitest';
import { type Members, scopeOf, textOf } from '../../../../../test/converted.js';
import { labels } from '../../../../labels/makers/pentax.generated.js';
import { Tables } from '../../../../tables/table.js';
import type { Value } from '../../../../tables/value.js';
import { rows } from '../../../../tags/makers/pentax.generated.js';
import { eighths } from '../stored-numbers.js';
import { pentaxConversions } from './index.js';

const tables = new Tables({ rows, labels, conversions: pentaxConversions });

/** The text of a value that a tag stores, in an entry of so many values. */
function told(table: string, id: number, stored: Value, members: Members = {}, count = 1): Value {
  const scope = scopeOf(members);
  scope.count = count;
  const row = tables.get(`Pentax::${table}`)!.rows.get(id)!.thatCounts(scope);
  expect(row).toBeDefined();
  return textOf(row!, stored, scope);
}

test('stops in eighths, of which 3 and 5 are thirds', () => {
  expect([0, 3, 4, 5, 8, 11].map(eighths)).toEqual([0, 1 / 3, 0.5, 2 / 3, 1, 4 / 3]);
  expect([-3, -5, -8].map(eighths)).toEqual([-1 / 3, -2 / 3, -1]);
});

test('the shutter count is enciphered with date and time, which it needs', () => {
  const stored = Uint8Array.from([0xf4, 0xf6, 0xd4, 0x2a]);
  const members = { PentaxDate: '\x07\xe8\x06\x01', PentaxTime: '\x0c\x1e\x2d' };
  expect(told('Main', 0x5d, stored, members)).toBe(16_711_892);
  expect(told('Main', 0x5d, stored)).toBeUndefined();
  expect(told('Main', 0x5d, stored.subarray(1), members)).toBeUndefined();
});

describe('the layout of a record', () => {
  const nameOf = (id: number, members: Members, count: number): string | undefined => {
    const scope = scopeOf(members);
    scope.count = count;
    return tables.get('Pentax::Main')!.rows.get(id)!.thatCounts(scope)?.sub?.table;
  };

  test('of the lens by its length and the model', () => {
    expect(nameOf(0x207, { Model: 'PENTAX *ist DL' }, 36)).toBe('Pentax::LensInfo');
    expect(nameOf(0x207, { Model: 'PENTAX K10D' }, 69)).toBe('Pentax::LensInfo2');
    expect(nameOf(0x207, { Model: 'PENTAX K-5' }, 91)).toBe('Pentax::LensInfo4');
    expect(nameOf(0x207, { Model: 'RICOH GR III' }, 168)).toBeUndefined();
  });

  test('of the exposure by its length', () => {
    expect([16, 21, 48, 99].map((count) => nameOf(0x206, {}, count))).toEqual([
      'Pentax::AEInfo',
      'Pentax::AEInfo2',
      'Pentax::AEInfo3',
      'Pentax::AEInfoUnknown',
    ]);
  });
});

test('a lens under the number of another series', () => {
  expect(told('LensRec', 0, [4, 58])).toBe('smc PENTAX-D FA Macro 100mm F2.8 WR (4 58)');
  expect(told('LensRec', 0, [7, 4])).toBe('Sigma 50mm F1.4 EX DG HSM ? (7 4)');
  expect(told('LensRec', 0, [11, 18])).toBe('smc PENTAX-D FA 645 55mm F2.8 AL [IF] SDM AW ? (11 18)');
  expect(told('LensRec', 0, [99, 1])).toBe('Unknown (99 1)');
});

test('bracketing: steps in thirds and halves, and what else is bracketed', () => {
  expect(told('Main', 0x18, [3, 0])).toBe('1.0 EV, No Extended Bracket');
  expect(told('Main', 0x18, [0x1003, 0x203])).toBe('3/2 EV, WB-GM+3');
});

test('filters: a list of the filter and its settings', () => {
  const stored = Uint8Array.from([1, 1, 3, 2, 0xfd, 7, 1, 99, 5, 0, 0, 0, 0, 0, 0, 0, 0]);
  const text = told('FilterInfo', 5, stored) as unknown as readonly string[];
  expect(text.slice(1)).toEqual(['Brightness=+3', 'Saturation=-3', 'ShadowBlur=On', 'Unknown(99)=5']);
  expect(told('FilterInfo', 5, new Uint8Array(17))).toBeUndefined();
});
