// Notes of makers that are not read: a preview alone, or a directory of which the byte order is told.
import type { Scan } from '../../bytes/scan.js';
import { byteOrderLabels } from '../../present/byte-order.js';
import { bytesOf } from '../../structures/tiff/open.js';
import { makeTag } from '../../tables/tag.js';
import type { Value } from '../../tables/value.js';
import type { Tag, TagDef } from '../../types.js';
import type { MakerNoteRef } from '../exif/structure.js';
import { firstDirectory } from './first-directory.js';

const preview: TagDef = { name: 'PreviewImage' };
const byteOrder: TagDef = { name: 'MakerNoteByteOrder', labels: byteOrderLabels };

/** A directory of 255 entries, so far behind the start of the note as one is searched for. */
const searchedBytes = 32 + 2 + 12 * 255;
const leastPreviewBytes = 7;

/** What is told of a note of unknown form. */
export function* unknownNote(note: MakerNoteRef, members: ReadonlyMap<string, Value>): Scan<Tag | undefined> {
  const { offset, length, tiff } = note;
  const { littleEndian } = tiff.header;
  const end = offset + length;
  const view = tiff.joined
    ? tiff.source.view
    : yield { start: offset, end: Math.min(end, offset + searchedBytes) };
  const isLong = length >= leastPreviewBytes && view.has(offset, offset + leastPreviewBytes);
  if (isLong && view.u24(offset) === 0xffd8ff)
    return makeTag('File', 'File', preview.name, preview, bytesOf(tiff, offset, end));
  const form = {
    table: '',
    start: offset,
    base: offset,
    littleEndian,
    fixedBase: true,
    fixBase: undefined,
    isSearched: true,
    count: undefined,
    members,
  };
  const found = firstDirectory({ view, start: offset, end, littleEndian, base: offset }, { form, note });
  if (!found || found.littleEndian === littleEndian) return undefined;
  return makeTag('File', 'File', byteOrder.name, byteOrder, found.littleEndian ? 'II' : 'MM');
}
