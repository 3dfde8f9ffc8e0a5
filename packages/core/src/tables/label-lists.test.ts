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
