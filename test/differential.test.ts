// Values of many kinds, made at random from one seed: what is read of them against what ExifTool prints of them.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSync } from 'exifkit/sync';
import { afterAll, expect, test } from 'vitest';
import {
  exifSegment,
  type Field,
  imageResources,
  iptc,
  jpeg,
  latin1,
  photoshopSegments,
  tiffStructure,
  utf8,
} from '../fixtures/build/index.js';
import { entryRows } from '../packages/core/src/blocks/exif/definition.js';
import { exifRows } from '../packages/core/src/tags/exif.generated.js';
import { gpsRows } from '../packages/core/src/tags/gps.generated.js';
import { rows as iptcRows } from '../packages/core/src/tags/iptc.generated.js';
import { beyond, exiftoolLines, tagLines } from './as-printed.js';
import { exiftool } from './exiftool.js';

const folder = mkdtempSync(join(tmpdir(), 'exifkit-differential-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Numbers below a limit, the same at each run. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >>> 8) % below;
  };
}

const texts = [
  '',
  'a',
  '0',
  '1.5',
  '0231',
  'N',
  'R98',
  '2020:01:02 03:04:05',
  '2020:01:02',
  '12',
  '1/3',
  '-1',
  'inf',
  '  lead and trail  ',
  'caf\u00e9 \u65e5\u672c',
  'line\nbreak',
  'ASCII\0\0\0hello',
  'x'.repeat(70),
];
const integers = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 24, 65, 80, 95, 127, 200, 255, 256, 1000, 32_767, 65_535];
const rationals = [
  [0, 1],
  [0, 0],
  [1, 0],
  [1, 3],
  [10, 1],
  [28, 10],
  [1, 250],
  [4_294_967_295, 1],
  [59, 1],
  [6000, 100],
  [1, 8],
  [99, 100],
];

/** Ids that say where pictures lie or what a raw file is, or whose bytes ExifTool takes apart whatever their type. */
const structural = new Set([
  0xfe, 0x103, 0x111, 0x117, 0x144, 0x145, 0x14a, 0x201, 0x202, 0xa010, 0xa011, 0xa101, 0xa20c, 0xa302,
  0xa462,
]);
/** Ids of maker's raw files lie here. */
const isRaw = (id: number): boolean => (id >= 0x7000 && id < 0x8000) || id > 0xa600;

function definitions(rows: string): (readonly [id: number, kind: string])[] {
  return Array.from(entryRows(rows), ({ id, kind }) => [id, kind] as const).filter(
    ([id]) => !isRaw(id) && !structural.has(id),
  );
}

/** A field of the kind its definition expects, or now and then of another one. */
function field(id: number, kind: string, pick: (below: number) => number): Field {
  const one = <T>(items: readonly T[]): T => items[pick(items.length)]!;
  const numbers = (count: number) => Array.from({ length: count }, () => one(integers));
  const form = pick(5) === 0 ? one(['s', 'n', 'l']) : kind === 'q' ? 'l' : kind;
  if (form === 's')
    return pick(3) === 0 ? [id, 'UNDEFINED', utf8(one(texts) || 'z')] : [id, 'ASCII', one(texts)];
  if (form === 'b') return [id, 'UNDEFINED', utf8(one(texts) || 'z')];
  const count = form === 'l' ? 1 + pick(4) : 1;
  const type = one(['SHORT', 'LONG', 'BYTE', 'RATIONAL', 'SRATIONAL'] as const);
  if (type === 'BYTE') return [id, type, numbers(count).map((value) => value & 255)];
  if (type === 'SHORT' || type === 'LONG') return [id, type, numbers(count)];
  const pairs = Array.from({ length: count }, () => one(rationals)).flat();
  return [id, type, type === 'SRATIONAL' ? pairs.map((value) => value | 0) : pairs];
}

function exifFile(seed: number): Uint8Array {
  const pick = random(seed);
  const some = (rows: string, part: number): Field[] =>
    definitions(rows).flatMap(([id, kind]) => (pick(part) === 0 ? [field(id, kind, pick)] : []));
  const pointers: Field[] = [
    [0x8769, 'LONG', { ifds: [some(exifRows, 2)] }],
    [0x8825, 'LONG', { ifds: [some(gpsRows, 1)] }],
  ];
  const first = [...some(exifRows, 2), ...pointers].sort((a, b) => a[0] - b[0]);
  return jpeg({ segments: [exifSegment(tiffStructure({ ifds: [first], littleEndian: seed % 2 === 0 }))] });
}

function iptcFile(seed: number): Uint8Array {
  const pick = random(seed);
  const values = [...texts, '20200102', '030405+0900', '030405', '5', '3S', 'L', 'X\0y', '\0\x04'];
  const characters = ['\x1b%G', '\x1b.A', ''][seed % 3]!;
  const encode =
    characters === '\x1b%G' ? utf8 : (text: string) => latin1(text.replace(/[\u0100-\uffff]/g, '?'));
  const application = iptcRows.split('@').find((table) => table.startsWith('IPTC::ApplicationRecord')) ?? '';
  // Ids are told by steps from the one before; no number is 1.
  let id = 0;
  const ids = [...application.matchAll(/^(\d*)\t/gm)].map(([, step]) => (id += step ? Number(step) : 1));
  const sets = ids.map((id) => [2, id, encode(values[pick(values.length)]!)] as const);
  const block = iptc([...(characters ? [[1, 90, latin1(characters)] as const] : []), ...sets]);
  return jpeg({ segments: photoshopSegments(imageResources([[0x404, block]])) });
}

function printed(name: string, bytes: Uint8Array): string[] {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const run = spawnSync('perl', [exiftool, '-j', '-a', '-G:0:1:4', path], {
    env: { ...process.env, TZ: 'UTC' },
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  return exiftoolLines(JSON.parse(run.stdout)[0]).filter(
    (line) => !/^(SourceFile|File:System|ExifTool):/.test(line),
  );
}

const files = [1, 2, 3, 4, 5, 6].flatMap((seed) => [
  [`exif-${seed}.jpg`, exifFile(seed)] as const,
  [`iptc-${seed}.jpg`, iptcFile(seed)] as const,
]);

test.each(files)('%s reads as ExifTool prints it', (name, bytes) => {
  const expected = printed(name, bytes);
  const got = tagLines(readSync(bytes).tags());
  expect({ missing: beyond(expected, got), extra: beyond(got, expected) }).toEqual({
    missing: [],
    extra: [],
  });
  expect(got.length).toBeGreaterThan(60);
});
