// FLIR: the date in the settings of a thermal camera, which stands in binary at a known place.
import type { ByteRange, Scan } from '../../bytes/scan.js';
import { View } from '../../bytes/view.js';
import type { BlockRef } from '../../types.js';
import { type Draft, fill, PartDraft } from './draft.js';

/** Bytes of a segment before its part of the FFF data, the number of the segment among them. */
const segmentHead = 8;
const numberAt = 6;
const entryBytes = 32;
const maxRecords = 256;
const CAMERA_INFO = 32;
/** Seconds, milliseconds and zone, in the record of the camera. */
const date: ByteRange = { start: 900, end: 910 };

/** Sets the dates to zero in segments that hold FLIR's data, and says where they stand. */
export function* blankFlirDate(draft: Draft, refs: readonly BlockRef[]): Scan<ByteRange[]> {
  const numbered: { readonly number: number; readonly range: ByteRange }[] = [];
  for (const { start, end } of refs.flatMap(({ ranges }) => ranges)) {
    const head = new View(yield* draft.read(start, start + segmentHead));
    if (!head.has(0, segmentHead) || head.latin1(0, 5) !== 'FLIR\0') return [];
    numbered.push({ number: head.u8(numberAt), range: { start: start + segmentHead, end } });
  }
  const ordered = numbered.sort((a, b) => a.number - b.number).map(({ range }) => range);
  const data = new PartDraft(draft, ordered);
  const view = new View(yield* data.read(0, data.length));
  if (!view.has(0, 64)) return [];
  const littleEndian = Math.floor(view.u32(0x14, false) / 100) !== 1;
  const directory = view.u32(0x18, littleEndian);
  const count = Math.min(view.u32(0x1c, littleEndian), maxRecords);
  const found: ByteRange[] = [];
  for (let entry = directory; entry < directory + count * entryBytes; entry += entryBytes) {
    if (!view.has(entry, entry + entryBytes)) break;
    if (view.u16(entry, littleEndian) !== CAMERA_INFO) continue;
    const record = view.u32(entry + 12, littleEndian);
    const [start, end] = [record + date.start, record + date.end];
    if (record + view.u32(entry + 16, littleEndian) < end || !view.has(start, end)) continue;
    fill(data, start, end);
    found.push(...data.place(start, end));
  }
  return found;
}
