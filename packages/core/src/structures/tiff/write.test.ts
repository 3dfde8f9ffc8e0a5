import { expect, test } from 'vitest';
import { joinPieces } from '../../bytes/pieces.js';
import { runSync } from '../../bytes/scan.js';
import { LONG, SHORT } from './field.js';
import { rawValue, readRawIfd, readTiffShape } from './strict.js';
import { type NewIfd, writeTiff } from './write.js';

const source = Uint8Array.from({ length: 100 }, (_, i) => i);

function ifd(...data: readonly (readonly [number, number])[]): NewIfd {
  return {
    entries: [
      { id: 279, type: SHORT, value: Uint8Array.of(1, 2) },
      { id: 273, type: LONG, value: { data: data.map(([start, end]) => ({ start, end })) } },
      { id: 700, type: 1, value: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9) },
    ],
  };
}

const forms = [
  [true, false],
  [false, false],
  [true, true],
  [false, true],
] as const;

test.each(forms)('what is written is read again (little-endian %s, big %s)', (littleEndian, big) => {
  const pages = [ifd([10, 20], [15, 30], [0, 0], [50, 51]), ifd([90, 100])];
  const sub = { entries: [{ id: 330, type: LONG, value: { directories: [ifd([10, 20])] } }] };
  const pieces = writeTiff({ littleEndian, big, pages: [...pages, sub] });
  expect(pieces.slice(1)).toEqual([
    { start: 10, end: 30 },
    { start: 50, end: 51 },
    { start: 90, end: 100 },
  ]);
  const bytes = joinPieces(pieces, source);
  const shape = runSync(readTiffShape(0, bytes.length), bytes);
  expect([shape.littleEndian, shape.big]).toEqual([littleEndian, big]);
  const first = runSync(readRawIfd(shape, shape.first, 99), bytes);
  expect(first.entries.map(({ id }) => id)).toEqual([273, 279, 700]);
  expect([...runSync(rawValue(first.entries[2]!), bytes)]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  const offsets = runSync(rawValue(first.entries[0]!), bytes);
  const view = new DataView(offsets.buffer, offsets.byteOffset, offsets.byteLength);
  const offset = (i: number): number =>
    big ? Number(view.getBigUint64(i * 8, littleEndian)) : view.getUint32(i * 4, littleEndian);
  expect([0, 1, 3].map((i) => bytes[offset(i)])).toEqual([10, 15, 50]);
  expect(offset(2)).toBe(0);
  const second = runSync(readRawIfd(shape, first.next, 99), bytes);
  const third = runSync(readRawIfd(shape, second.next, 99), bytes);
  expect([third.entries[0]!.id, third.next]).toEqual([330, 0]);
});

test('data made of pieces lies in one stretch, with what points into it', () => {
  const stream = [{ start: 10, end: 20 }, Uint8Array.of(200, 201), { start: 30, end: 40 }];
  const data = [stream, { start: 32, end: 36 }, { start: 60, end: 61 }];
  const pieces = writeTiff({
    littleEndian: true,
    big: false,
    pages: [{ entries: [{ id: 273, type: LONG, value: { data } }] }],
  });
  const bytes = joinPieces(pieces, source);
  const at = (i: number): number => new DataView(bytes.buffer).getUint32(26 + i * 4, true);
  expect([...bytes.subarray(at(0), at(0) + 14)]).toEqual([...source.subarray(10, 20), 200, 201, 30, 31]);
  expect([bytes[at(1)], bytes[at(2)], bytes.length - at(0)]).toEqual([32, 60, 23]);
});

test('data that needs what another leaves out is refused', () => {
  const data = [
    [
      { start: 10, end: 20 },
      { start: 30, end: 40 },
    ],
    { start: 15, end: 35 },
  ];
  const pages = [{ entries: [{ id: 273, type: LONG, value: { data } }] }];
  expect(() => writeTiff({ littleEndian: true, big: false, pages })).toThrow(/shares bytes/);
});
