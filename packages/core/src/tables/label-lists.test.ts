import { expect, test } from 'vitest';
import { LabelList, labelsOf } from './label-lists.js';

test.each([
  ['numbers that follow each other from 0 on', ['Off', 'On', '5'], { '0': 'Off', '1': 'On', '2': '5' }],
  ['a step', ['3^first', '+3^third', 'next'], { '3': 'first', '6': 'third', '7': 'next' }],
  [
    'parts of numbers',
    ['3^three', '3.1^or this', '4^four', ''],
    { '3': 'three', '3.1': 'or this', '4': 'four', '5': '' },
  ],
  [
    'further parts of the number before',
    ['6^six', '.^or this', '.^or that', 'seven', '12.3^a part', '.^the next'],
    { '6': 'six', '6.1': 'or this', '6.2': 'or that', '7': 'seven', '12.3': 'a part', '12.4': 'the next' },
  ],
  [
    'values that end with numbers',
    ['Bit0^Left', 'Right', '0 08^a', 'b', 'c', '+4^d', 'R^none', '5^five'],
    {
      ...{ Bit0: 'Left', Bit1: 'Right', '0 08': 'a', '0 09': 'b', '0 10': 'c', '0 14': 'd' },
      ...{ R: 'none', '5': 'five' },
    },
  ],
  [
    'numbers that count on',
    ['3^UTM zone 08 of 60', '~2', 'Other', '+2^PC1', '~1'],
    {
      '3': 'UTM zone 08 of 60',
      '4': 'UTM zone 09 of 60',
      '5': 'UTM zone 10 of 60',
      '6': 'Other',
      '8': 'PC1',
      '9': 'PC2',
    },
  ],
  [
    'texts',
    ['RangeLinear^a=b', '0 1^a list', '7^+1', '-1^n/a'],
    { RangeLinear: 'a=b', '0 1': 'a list', '7': '+1', '-1': 'n/a' },
  ],
])('labels of %s', (_, entries, labels) => {
  expect(labelsOf(entries)).toEqual(labels);
});

test('a list that is not there has no labels', () => {
  expect(new LabelList('').get(0)).toBeUndefined();
});
