// Adobe's form of DNG's private data: records by name, of which `MakN` is the maker note of the photo that the DNG was
// made from, with its byte order and the offset at which it lay there.
import type { Scan } from '../../bytes/scan.js';
import type { View } from '../../bytes/view.js';
import { MAKER_NOTE } from '../../structures/tiff/ids.js';
import type { MakerNoteRef } from '../exif/structure.js';

const signature = 'Adobe\0';
const recordHeader = 8;
const noteHeader = 6;
/** Some programs copied notes from 12 bytes before where they begin. */
const strayBytes = 12;
const maxRecords = 64;

/** The note in private data: in Adobe's form that of the camera, where there is one; else the data itself. */
export function* inPrivateData(data: MakerNoteRef): Scan<MakerNoteRef | undefined> {
  const end = data.offset + data.length;
  const view = yield* bytesAt(data, data.offset, signature.length);
  const signatureEnd = data.offset + signature.length;
  if (!view.has(data.offset, signatureEnd) || view.latin1(data.offset, signatureEnd) !== signature)
    return data;
  let at = signatureEnd;
  for (let i = 0; i < maxRecords && at + recordHeader <= end; i++) {
    const record = yield* bytesAt(data, at, recordHeader + noteHeader + 4);
    if (!record.has(at, at + recordHeader)) return undefined;
    const start = at + recordHeader;
    const length = record.u32(at + 4);
    if (start + length > end) return undefined;
    if (record.latin1(at, at + 4) === 'MakN') return movedNote(data, record, start, length);
    at = start + length + (length & 1);
  }
  return undefined;
}

function* bytesAt({ tiff, offset, length }: MakerNoteRef, start: number, size: number): Scan<View> {
  const end = Math.min(start + size, offset + length);
  const { view } = tiff.source;
  return tiff.joined || view.has(start, end) ? view : yield { start, end };
}

function movedNote(data: MakerNoteRef, view: View, start: number, length: number): MakerNoteRef | undefined {
  if (length < noteHeader || !view.has(start, start + noteHeader)) return undefined;
  const order = view.latin1(start, start + 2);
  if (order !== 'II' && order !== 'MM') return undefined;
  const behind = start + noteHeader;
  const isLate = length >= noteHeader + strayBytes && view.has(behind, behind + 4) && view.u32(behind) === 1;
  const offset = isLate ? behind + strayBytes : behind;
  return {
    ...data,
    offset,
    length: start + length - offset,
    moved: { base: offset - view.u32(start + 2), littleEndian: order === 'II' },
    entry: MAKER_NOTE,
  };
}
