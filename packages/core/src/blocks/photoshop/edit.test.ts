import { expect, test } from 'vitest';
import {
  imageResources,
  iptc,
  jpeg,
  photoshopSegments,
  sampleResources,
} from '../../../../../fixtures/build/index.js';
import { judged } from '../../../../../test/exiftool.js';
import type { IptcChanges } from '../../changes.js';
import { editSync } from '../../edit/edit-sync.js';
import { editIptc } from '../iptc/edit.js';
import { iptcIn, withIptc } from './edit.js';

const editResources = (resources: Uint8Array, changes: IptcChanges | null): Uint8Array | undefined =>
  withIptc(resources, editIptc(iptcIn(resources), changes), changes === null);

const judge = (block: Uint8Array) =>
  judged(
    jpeg({ segments: photoshopSegments(block) }),
    '-warning',
    '-iptc:all',
    '-photoshop:all',
    '-file:CurrentIPTCDigest',
  );

test('the IPTC is replaced, the digest renewed, and all other resources stay', () => {
  const before = imageResources(sampleResources());
  const after = editResources(before, { City: 'Bandung', Keywords: { add: ['sea'] } })!;
  const tags = judge(after);
  expect(tags).toMatchObject({
    'IPTC:City': 'Bandung',
    'Photoshop:IPTCDigest': tags['File:CurrentIPTCDigest'],
  });
  const {
    'IPTC:City': _,
    'IPTC:Keywords': __,
    'Photoshop:IPTCDigest': ___,
    'File:CurrentIPTCDigest': ____,
    ...others
  } = judge(before);
  expect(tags).toMatchObject(others);
});

test('a digest that was wrong, and is thus of use, stays', () => {
  const wrong = imageResources([
    [0x0404, iptc()],
    [0x0425, new Uint8Array(16).fill(7)],
  ]);
  expect(judge(editResources(wrong, { City: 'B' })!)['Photoshop:IPTCDigest']).toBe('07'.repeat(16));
});

test('a further IPTC stays where the first comes to say nothing', () => {
  const before = imageResources([
    [0x0404, editIptc(undefined, { Keywords: ['sea'] })!],
    [0x0404, editIptc(undefined, { Credit: 'Ana' })!],
  ]);
  const after = editResources(before, { Keywords: null })!;
  expect(judge(after)).toMatchObject({ 'IPTC:Credit': 'Ana' });
  expect(judge(after)).not.toHaveProperty('IPTC:Keywords');
  const file = jpeg({ segments: photoshopSegments(before) });
  expect(editSync(file, { iptc: { Keywords: null } }).bytes.length).toBeLessThan(file.length);
  expect(editResources(before, null)).toBeUndefined();
});

test('a first IPTC comes, the last goes, all go', () => {
  const before = imageResources([
    [0x03ed, new Uint8Array(16)],
    [0x0411, [1, 2, 3], 'name'],
  ]);
  const after = editResources(before, { City: 'B' })!;
  expect(judge(after)['IPTC:City']).toBe('B');
  expect(after.subarray(0, before.length)).toEqual(before);
  expect(editResources(after, { City: null })).toEqual(before);
  expect(editResources(imageResources([[0x0404, iptc()]]), null)).toBeUndefined();
  expect(editResources(before, { City: null })).toEqual(before);
  expect(
    editResources(
      imageResources([
        [0x0404, iptc()],
        [0x0404, iptc()],
      ]),
      null,
    ),
  ).toBeUndefined();
});

test('of two, the first is edited, under its name and padded anew', () => {
  const resources: [number, Uint8Array | number[], string?][] = [
    [0x0404, iptc([[2, 5, 'abc']]), 'n'],
    [0x0404, iptc([[2, 5, 'second']])],
    [0x0410, [9]],
  ];
  const before = imageResources(resources);
  const after = editResources(before, { ObjectName: 'abcd' })!;
  expect(judge(after)).toMatchObject({ 'IPTC:ObjectName': 'abcd' });
  const made = iptc([
    [2, 0, '\0\x04'],
    [2, 5, 'abcd'],
  ]);
  const [, second, last] = resources;
  expect(after).toEqual(imageResources([[0x0404, made, 'n'], second!, last!]));
});

test('damaged resources are refused', () => {
  const cut = imageResources([[0x0404, iptc()]]).subarray(0, 40);
  expect(() => editResources(cut, { City: 'B' })).toThrow(/cannot be changed/);
});
