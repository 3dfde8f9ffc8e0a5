// Changes of a JPEG: segments whose content changes get their length anew, the index of pictures the places of those
// that follow.
import type { Scan } from '../../bytes/scan.js';
import { growthOf, inOrder, moves, overwrite, placeAfter, type Splice } from '../../bytes/splices.js';
import { LONG } from '../../structures/tiff/field.js';
import { MP_IMAGE_LIST } from '../../structures/tiff/ids.js';
import { rawValue, readRawIfd, readTiffShape } from '../../structures/tiff/strict.js';
import { numberBytes } from '../../structures/tiff/write.js';
import { byUnit, type FormatEdit } from '../edit.js';
import { readOnce, refuse } from '../plan.js';
import { type Segment, type WalkedJpeg, walkHead, walkSegments } from './walk.js';

const maxLength = 0xffff;
const headBytes = 4;

export const jpegEdit: FormatEdit = function* (splices, file) {
  if (!splices.some(moves)) return splices;
  const head = yield* readOnce(file, walkHead);
  const walk = splices.every(({ end }) => end <= head.end) ? head : yield* walkSegments(file);
  const units = walk.segments.map((segment) => {
    const { start, end, kind } = segment;
    return { start, end, content: { start: kind ? start + headBytes : end, end } };
  });
  const renewed: Splice[] = [];
  for (const [{ start, end }, own] of byUnit(splices, units, walk.path)) {
    const length = end - start - 2 + growthOf(own);
    if (length > maxLength) refuse('limit-exceeded', `a segment of ${length} bytes`, start, walk.path);
    if (growthOf(own) !== 0) renewed.push(overwrite(start + 2, Uint8Array.of(length >> 8, length)));
  }
  const all = inOrder([...splices, ...renewed]);
  const index = walk.segments.find(({ kind }) => kind === 'mpf');
  const isGone = index && splices.some(({ start, end }) => start <= index.start && end >= index.end);
  return index && !isGone ? inOrder([...all, ...(yield* renewIndex(walk, index, all))]) : all;
};

const pictureBytes = 16;
const maxEntries = 64;

/** The index of the file's pictures (CIPA DC-007, 5.2.3): how long the first is, and where the others lie. */
function* renewIndex(
  { end: pictureEnd }: WalkedJpeg,
  { content = 0, end }: Segment,
  splices: readonly Splice[],
): Scan<Splice[]> {
  const shape = yield* readTiffShape(content, end);
  const { entries } = yield* readRawIfd(shape, shape.first, maxEntries);
  const list = entries.find(({ id }) => id === MP_IMAGE_LIST);
  if (!list) return [];
  const data = new DataView((yield* rawValue(list)).slice().buffer);
  const renewed: Splice[] = [];
  for (let at = 0; at + pictureBytes <= data.byteLength; at += pictureBytes) {
    const renew = (field: number, value: number): void => {
      if (value !== data.getUint32(at + field, shape.littleEndian))
        renewed.push(overwrite(list.start + at + field, numberBytes([value], LONG, shape.littleEndian)));
    };
    const length = data.getUint32(at + 4, shape.littleEndian);
    const place = data.getUint32(at + 8, shape.littleEndian);
    if (place > 0) renew(8, placeAfter(splices, content + place) - placeAfter(splices, content));
    else renew(4, length + placeAfter(splices, pictureEnd) - pictureEnd);
  }
  return renewed;
}
