// Damaged EXIF: what can be read of what is to stay does stay, and what cannot is a warning, in every format with EXIF.
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readSync, removeSync } from 'exifkit/sync';
import { describe, expect, test } from 'vitest';
import {
  exif,
  exifSegment,
  type Field,
  gradient,
  jpeg,
  losslessChunk,
  pageFields,
  png,
  tiffStructure,
  webp,
} from '../fixtures/build/index.js';

const ifd0: readonly Field[] = [
  [0x0112, 'SHORT', 6],
  [0x8298, 'ASCII', 'Theirs, all of it'],
];
const options = {
  ifd0: [...ifd0],
  exif: [
    [0x9003, 'ASCII', '2024:02:29 06:15:30'],
    [0x927c, 'UNDEFINED', 'a note of some maker'],
  ] satisfies Field[],
  gps: [[0x0001, 'ASCII', 'N']] satisfies Field[],
  interop: [[0x0001, 'ASCII', 'R98']] satisfies Field[],
  thumbnail: jpeg({ picture: gradient(8, 8) }),
};
const whole = exif(options);

/** Where the entry of a tag stands in the directory at `at`; 0 for its count of entries, -1 for its link. */
function placeOf(bytes: Uint8Array, at: number, tag: number): number {
  const data = new DataView(bytes.buffer, bytes.byteOffset);
  const count = data.getUint16(at, true);
  if (tag === 0) return at;
  if (tag === -1) return at + 2 + count * 12;
  for (let entry = at + 2; entry < at + 2 + count * 12; entry += 12)
    if (data.getUint16(entry, true) === tag) return entry;
  throw new Error(`no tag ${tag}`);
}

/** The offset of a directory, by the tags that lead to it from IFD0; -1 is the link to the next. */
function directory(bytes: Uint8Array, ...tags: readonly number[]): number {
  const data = new DataView(bytes.buffer, bytes.byteOffset);
  return tags.reduce((at, tag) => {
    const place = placeOf(bytes, at, tag);
    return data.getUint32(tag === -1 ? place : place + 8, true);
  }, 8);
}

function damaged(change: (data: DataView, bytes: Uint8Array) => void, from = whole): Uint8Array {
  const copy = from.slice();
  change(new DataView(copy.buffer), copy);
  return copy;
}

const EXIF = 0x8769;
const GPS = 0x8825;
const INTEROP = 0xa005;
const absurd = 0x3938;
const outside = 0x7fff0000;
const faults: Record<string, Uint8Array> = {
  'an absurd count in the interoperability IFD': damaged((data, bytes) =>
    data.setUint16(directory(bytes, EXIF, INTEROP), absurd, true),
  ),
  'an absurd count in the GPS IFD': damaged((data, bytes) =>
    data.setUint16(directory(bytes, GPS), absurd, true),
  ),
  'an absurd count in the Exif IFD': damaged((data, bytes) =>
    data.setUint16(directory(bytes, EXIF), absurd, true),
  ),
  'an absurd count in IFD1': damaged((data, bytes) => data.setUint16(directory(bytes, -1), absurd, true)),
  'an absurd count in IFD0': damaged((data, bytes) => data.setUint16(directory(bytes), absurd, true)),
  'a GPS IFD outside': damaged((data, bytes) => data.setUint32(placeOf(bytes, 8, GPS) + 8, outside, true)),
  'an Exif IFD outside': damaged((data, bytes) => data.setUint32(placeOf(bytes, 8, EXIF) + 8, outside, true)),
  'an interoperability IFD outside': damaged((data, bytes) =>
    data.setUint32(placeOf(bytes, directory(bytes, EXIF), INTEROP) + 8, outside, true),
  ),
  'a link that leads outside': damaged((data, bytes) => data.setUint32(placeOf(bytes, 8, -1), outside, true)),
};

const containers = {
  jpeg: (block: Uint8Array) => jpeg({ segments: [exifSegment(block)] }),
  png: (block: Uint8Array) => png({ chunks: [['eXIf', block]] }),
  webp: (block: Uint8Array) => webp({ picture: [losslessChunk()], exif: block }),
};

describe.each(Object.entries(containers))('%s', (_, wrap) => {
  test.each(Object.entries(faults))('%s: the rest stays, with a warning', (_, block) => {
    const bytes = wrap(block);
    const plain = removeSync(bytes);
    expect(readSync(plain.bytes()).exif?.Orientation).toBe(6);
    const shared = removeSync(bytes, 'share');
    expect(readSync(shared.bytes()).exif).toMatchObject({ Orientation: 6, Copyright: 'Theirs, all of it' });
    expect(shared.report.warnings.length).toBeGreaterThan(0);
    for (const { offset, message } of shared.report.warnings) {
      expect(offset).toBeGreaterThan(0);
      expect(message.length).toBeGreaterThan(10);
    }
  });

  test('a value that is to stay and lies outside is a warning, and the others stay', () => {
    const block = damaged((data, bytes) => data.setUint32(placeOf(bytes, 8, 0x8298) + 8, outside, true));
    const { report, bytes } = removeSync(wrap(block), 'share');
    expect(readSync(bytes()).exif).toEqual(expect.objectContaining({ Orientation: 6 }));
    expect(report.warnings).toEqual([
      expect.objectContaining({ code: 'malformed', message: expect.stringContaining('0x8298') }),
    ]);
  });

  test('one of an unknown type is a warning, and the others stay', () => {
    const block = damaged((data, bytes) => data.setUint16(placeOf(bytes, 8, 0x0112) + 2, 77, true));
    const { report, bytes } = removeSync(wrap(block), 'share');
    expect(readSync(bytes()).exif).toEqual(expect.objectContaining({ Copyright: 'Theirs, all of it' }));
    expect(report.warnings).toEqual([
      expect.objectContaining({ message: expect.stringContaining('0x0112') }),
    ]);
  });

  test('damage in what goes anyway costs nothing, and sound EXIF gives no warning', () => {
    const note = damaged((data, bytes) =>
      data.setUint32(placeOf(bytes, directory(bytes, EXIF), 0x927c) + 8, outside, true),
    );
    for (const block of [note, whole]) {
      const { report, bytes } = removeSync(wrap(block), 'share');
      expect(readSync(bytes()).exif).toMatchObject({ Orientation: 6, Copyright: 'Theirs, all of it' });
      expect(report.warnings).toEqual([]);
    }
  });

  test('EXIF that is none is a warning', () => {
    const { report } = removeSync(wrap(new Uint8Array(40).fill(9)));
    expect(report.warnings).toEqual([expect.objectContaining({ message: expect.stringContaining('EXIF') })]);
  });
});

describe('tiff', () => {
  const page = pageFields({
    fields: [...ifd0, [EXIF, 'LONG', { ifds: [[[0x9003, 'ASCII', '2024:02:29 06:15:30']]] }]],
  });
  const file = tiffStructure({ ifds: [page] });

  test.each<[string, Uint8Array]>([
    [
      'an Exif IFD outside',
      damaged((data, bytes) => data.setUint32(placeOf(bytes, 8, EXIF) + 8, outside, true), file),
    ],
    [
      'an absurd count in the Exif IFD',
      damaged((data, bytes) => data.setUint16(directory(bytes, EXIF), absurd, true), file),
    ],
  ])('%s: the rest stays, with a warning', (_, bytes) => {
    const { report, bytes: cleaned } = removeSync(bytes, { preset: 'share', keep: ['dates'] });
    expect(readSync(cleaned()).exif).toMatchObject({ Orientation: 6, Copyright: 'Theirs, all of it' });
    expect(report.warnings).toEqual([expect.objectContaining({ path: 'tiff/IFD0/ExifIFD' })]);
  });
});

const cases = resolve(import.meta.dirname, '../../shared/cases/84b-or-interop-badcount.jpg');
test.skipIf(!existsSync(cases))('a photo of the field keeps its orientation', () => {
  const { report, bytes } = removeSync(new Uint8Array(readFileSync(cases)), 'share');
  expect(readSync(bytes()).exif?.Orientation).toBe(6);
  expect(readSync(bytes()).exif?.Copyright).toBeDefined();
  expect(report.warnings.length).toBeGreaterThan(0);
});
