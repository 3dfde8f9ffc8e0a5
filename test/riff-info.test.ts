// The INFO list of a WebP: read as ExifTool reads it, and what groups ask for taken out of it.
import { readSync, removeSync } from 'exifkit/sync';
import { expect, test } from 'vitest';
import { concat, losslessChunk, riffChunk, webp } from '../fixtures/build/index.js';
import { judged } from './exiftool.js';

type Entry = readonly [type: string, data: string | Uint8Array];

const list = (entries: readonly Entry[]): Uint8Array => concat('INFO', ...entries.map(riffChunk));
const fileOf = (...entries: Entry[]): Uint8Array =>
  webp({ picture: [losslessChunk()], extra: [['LIST', list(entries)]] });

function riffTags(file: Uint8Array): Record<string, string> {
  const tags = readSync(file)
    .tags()
    .filter(({ family }) => family === 'RIFF');
  return Object.fromEntries(tags.map(({ group, name, text }) => [`${group}:${name}`, String(text)]));
}

function judgedTags(file: Uint8Array): Record<string, string> {
  const tags = Object.entries(judged(file)).filter(([name]) => name.startsWith('RIFF:'));
  return Object.fromEntries(tags.map(([name, value]) => [name, String(value)]));
}

test.each<[string, Entry[]]>([
  [
    'texts',
    [
      ['IART', 'Somebody\0'],
      ['ICOP', Uint8Array.of(0xa9, 0x20, 0x32, 0x30, 0x32, 0x36)],
      ['INAM', 'odd'],
      ['ICMT', ''],
      ['ISFT', 'CASIO \0\0C\0A\0S\0I\0O\0\0'],
      ['IKEY', 'one; two'],
      ['ABCD', 'of no standard'],
      ['ICRD', '2026-11-28'],
      ['IDIT', 'Sat Nov 28 12:04:05 2026\n\0'],
      ['STAT', '7318 0 3.430307 1'],
      ['TCOD', '37230500000'],
      ['TCDO', '35999999999'],
      ['TLEN', '1500'],
      ['LOCA', 'TOWN'],
    ],
  ],
  ['a short date', [['IDIT', '2001/ 1/27  1:42PM']]],
  ['a date of numbers', [['IDIT', '2002-12-16  15:35:01\0\0']]],
  ['another date', [['IDIT', 'some day']]],
  ['a date of Windows', [['DTIM', '29600000 4000000000']]],
  ['a date as text', [['DTIM', '2010:01:02 03:04:05']]],
  ['a date that is none', [['DTIM', 'x']]],
])('%s of an INFO list are read as ExifTool reads them', (_, entries) => {
  const file = fileOf(...entries);
  expect(riffTags(file)).toEqual(judgedTags(file));
});

test('a list of another kind says nothing, and one that is cut off says what it has', () => {
  const other = webp({ extra: [['LIST', concat('adtl', riffChunk(['IART', 'NOBODY']))]] });
  expect(riffTags(other)).not.toHaveProperty(['RIFF:Artist']);
  const whole = list([
    ['IART', 'Somebody'],
    ['INAM', 'cut off here'],
  ]);
  const cut = webp({ extra: [['LIST', whole.subarray(0, -6)]] });
  expect(riffTags(cut)).toEqual(judgedTags(cut));
  expect(riffTags(cut)).toMatchObject({ 'RIFF:Artist': 'Somebody' });
  expect(readSync(cut).warnings).toMatchObject([{ code: 'truncated', path: 'webp/LIST/INAM' }]);
});

test.each<[string, Entry[]]>([
  [
    'values',
    [
      ['ever', '0230'],
      ['erel', 'SOUND001.WAV\0'],
      ['etim', '12:30:55\0'],
      ['ecor', 'Somebody\0\0'],
      ['emdl', 'Camera \u00e9'],
      ['emnt', Uint8Array.from({ length: 30 }, (_each, i) => i)],
      ['eucm', 'ASCII\0\0\0a comment  '],
      ['abcd', 'of no standard'],
    ],
  ],
  ['a comment in wide letters', [['eucm', concat('UNICODE\0', [0x68, 0, 0xe9, 0])]]],
  ['a comment without its code', [['eucm', 'just some text']]],
  ['a comment with a null', [['eucm', concat(new Uint8Array(8), 'text\0more')]]],
  ['a short comment', [['eucm', 'short']]],
])('%s of EXIF in a list are read as ExifTool reads them', (_, entries) => {
  const extra: Entry = ['LIST', concat('exif', ...entries.map(riffChunk))];
  const file = webp({ picture: [losslessChunk()], extra: [extra] });
  expect(riffTags(file)).toEqual(judgedTags(file));
});

test('only takes out of the EXIF of a list what a group asks for', () => {
  const entries: Entry[] = [
    ['emdl', 'MODEL NAME'],
    ['eucm', 'ASCII\0\0\0COMMENT'],
    ['etim', '12:30:55'],
  ];
  const extra: Entry = ['LIST', concat('exif', ...entries.map(riffChunk))];
  const file = webp({ picture: [losslessChunk()], extra: [extra] });
  const after = (only: 'captions' | 'dates'): string =>
    Buffer.from(removeSync(file, { only: [only] }).bytes()).toString('latin1');
  expect(after('captions')).toMatch(/^(?!.*COMMENT).*MODEL NAME.*12:30:55/s);
  expect(after('dates')).toMatch(/^(?!.*12:30:55).*MODEL NAME.*COMMENT/s);
});

const stated: Entry[] = [
  ['IART', 'SOMEBODY'],
  ['IENG', 'ENGINEER'],
  ['ICOP', 'RIGHTS'],
  ['ICRD', '2026-11-28'],
  ['INAM', 'TITLE'],
  ['ICNT', 'COUNTRY'],
  ['ISFT', 'PROGRAM'],
];

test.each<[Parameters<typeof removeSync>[1] & { only: unknown }, string[]]>([
  [{ only: ['creator'] }, ['SOMEBODY', 'ENGINEER']],
  [{ only: ['copyright'] }, ['RIGHTS']],
  [{ only: ['dates'] }, ['2026-11-28']],
  [{ only: ['captions'] }, ['TITLE']],
  [{ only: ['location'] }, ['COUNTRY']],
])('%j left what the INFO list of a WebP says of it', (options, gone) => {
  const file = fileOf(...stated);
  const { bytes, report, imageDigest, renderingDigest } = removeSync(file, options);
  const after = Buffer.from(bytes()).toString('latin1');
  for (const [, text] of stated)
    expect(after.includes(String(text)), String(text)).toBe(!gone.includes(String(text)));
  expect(report.removed.map(({ path }) => path)).toHaveLength(gone.length);
  expect(riffTags(bytes())).toEqual(judgedTags(bytes()));
  for (const digest of [imageDigest(), renderingDigest()]) expect(digest.after).toBe(digest.before);
  expect(removeSync(bytes(), options).report.removed).toEqual([]);
});
