import { expect, test } from 'vitest';
import { joinPieces, locate, scanPieces, slicePieces, totalLength } from './pieces.js';
import { runSync, type Scan } from './scan.js';

const source = Uint8Array.from({ length: 20 }, (_, i) => i);
const pieces = [{ start: 10, end: 14 }, Uint8Array.of(100, 101), { start: 2, end: 5 }];
const joined = [10, 11, 12, 13, 100, 101, 2, 3, 4];

test('pieces make a file', () => {
  expect(totalLength(pieces)).toBe(9);
  expect([...joinPieces(pieces, source)]).toEqual(joined);
});

test('every part of the file can be had', () => {
  for (let start = 0; start <= 9; start++) {
    for (let end = start; end <= 12; end++) {
      expect([...joinPieces(slicePieces(pieces, start, end), source)]).toEqual(joined.slice(start, end));
    }
  }
});

test('a walk over the file is a walk over its source', () => {
  function* bytesAt(start: number, end: number): Scan<number[]> {
    const view = yield { start, end };
    return [...view.slice(start, end)];
  }
  for (let start = 0; start < 9; start++) {
    expect(runSync(scanPieces(bytesAt(start, 12), pieces), source)).toEqual(joined.slice(start));
  }
});

test('ranges of the source are found again', () => {
  expect(locate(pieces, [{ start: 3, end: 12 }])).toEqual([
    { start: 0, end: 2 },
    { start: 7, end: 9 },
  ]);
});
