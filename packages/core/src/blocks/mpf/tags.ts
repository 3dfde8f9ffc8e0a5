// MPF tags (CIPA DC-007 section 5.2) and their printed forms.

import { imageTypes } from '../../labels/mpf.generated.js';
import { define, type TagConversions } from '../../tables/define.js';
import { lazy } from '../../tables/lazy.js';
import { labelsOf } from '../../tables/record-layout.js';
import { mpf } from '../../tags/mpf.generated.js';
import type { TagDef, TagValue } from '../../types.js';
import { bitNames } from '../bits.js';

const panoramaStarts = [
  '[unused]',
  'Start at top right',
  'Start at top left',
  'Start at bottom left',
  'Start at bottom right',
];
const panoramaWays: { readonly [code: number]: string } = {
  1: 'Left to right',
  2: 'Right to left',
  3: 'Top to bottom',
  4: 'Bottom to top',
  16: 'Clockwise',
  32: 'Counter clockwise',
  48: 'Zigzag (row start)',
  64: 'Zigzag (column start)',
};

const conversions: TagConversions = {
  ImageUIDList: { value: (stored) => stored },
  PanOrientation: {
    value: (stored) => [24, 16, 8, 0].map((shift) => (Number(stored) >>> shift) & 255),
    print: printPanorama,
  },
};

function printPanorama(value: TagValue): string {
  const [rows = 0, columns = 0, start = 0, way = 0] = value as readonly number[];
  const from = panoramaStarts[start] ?? unknown(start);
  return [`${rows} rows`, `${columns} columns`, from, panoramaWays[way] ?? unknown(way)].join('; ');
}

const unknown = (code: number): string => `Unknown (0x${code.toString(16)})`;

/** The tags of the MP index and attribute directories by id. */
export const mpfTags: () => ReadonlyMap<number, TagDef> = lazy(() => define(mpf, new Map(), conversions));

/** The seven values of an image entry, in their order. */
export const imageDefs: () => readonly TagDef[] = lazy(() => [
  { name: 'MPImageFlags', print: (value) => bitNames(Number(value), imageFlags) },
  { name: 'MPImageFormat', labels: { '0': 'JPEG' } },
  { name: 'MPImageType', print: imageTypePrinter(labelsOf(imageTypes.split('\n')[1]!.split('\t'))) },
  { name: 'MPImageLength' },
  { name: 'MPImageStart' },
  { name: 'DependentImage1EntryNumber' },
  { name: 'DependentImage2EntryNumber' },
]);

const imageFlags = { 2: 'Representative image', 3: 'Dependent child image', 4: 'Dependent parent image' };

function imageTypePrinter(labels: { readonly [type: string]: string }): (value: TagValue) => string {
  return (value) => labels[String(value)] ?? unknown(Number(value));
}
