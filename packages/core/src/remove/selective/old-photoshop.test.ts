// Image resources behind the header of Photoshop 2.5: what goes is taken out of them, and nothing else.
import { expect, test } from 'vitest';
import { concat, imageResources, iptc, jpeg } from '../../../../../fixtures/build/index.js';
import { md5 } from '../../bytes/md5.js';
import { readSync } from '../../read/read-sync.js';
import { removeSync } from '../remove-sync.js';
import type { OnlyGroup } from './groups.js';

const datasets = iptc([
  [2, 90, 'TOWN'],
  [2, 80, 'SOMEBODY'],
  [2, 105, 'STAYS'],
]);
const resources = imageResources([
  [0x0404, datasets],
  [0x040b, 'https://rights.example'],
  [0x0425, Buffer.from(md5(datasets), 'hex')],
]);
const file = jpeg({ segments: [[0xed, concat('Adobe_Photoshop2.5:', new Uint8Array(8), resources)]] });

const told = (bytes: Uint8Array): string[] =>
  readSync(bytes)
    .tags()
    .filter(({ family, name }) => /^(IPTC|Photoshop)$/.test(family) && name !== 'IPTCDigest')
    .map(({ name }) => name)
    .sort();

test.each<[OnlyGroup, string]>([
  ['location', 'City'],
  ['creator', 'By-line'],
  ['copyright', 'URL'],
])('only %s is neither refused nor takes all that Photoshop 2.5 wrote', (group, name) => {
  const { bytes, report } = removeSync(file, { only: [group] });
  expect(told(file)).toContain(name);
  expect(told(bytes())).toEqual(told(file).filter((one) => one !== name));
  expect(report.removed).toHaveLength(1);
  expect(bytes()).toHaveLength(file.length);
  expect(removeSync(bytes(), { only: [group] }).report.removed).toEqual([]);
});
