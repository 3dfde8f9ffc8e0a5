// The preview that a maker note points to.
import type { Scan } from '../../bytes/scan.js';
import { bytesOf } from '../../structures/tiff/open.js';
import { makeTag } from '../../tables/tag.js';
import type { Tag } from '../../types.js';
import type { Note } from './note.js';
import { toNumber, toText } from './value.js';

/** The tag of the preview; `undefined` where there is none, or where it lies in the note and is no JPEG. */
export function* previewTag(note: Note): Scan<Tag | undefined> {
  const start = note.found.find(({ row }) => row.name === 'PreviewImageStart');
  const size = note.found.find(
    ({ row, group }) => row.name === 'PreviewImageLength' && group === start?.group,
  );
  const valid = note.found.find(({ row }) => row.name === 'PreviewImageValid');
  const length = toNumber(size?.stored);
  if (!start || !(length > 0) || (valid && toText(valid.stored) === '0')) return undefined;
  const at = toNumber(start.stored);
  const { reach } = note;
  if (reach.isBlock && at >= reach.start && at + length <= reach.end) {
    const view = yield* reach.view(at, at + Math.min(length, 3));
    if (!view || length < 3 || view.u24(at) !== 0xffd8ff) return undefined;
  }
  return makeTag(
    'MakerNotes',
    start.group,
    'PreviewImage',
    { name: 'PreviewImage' },
    bytesOf(reach.tiff, at, at + length),
  );
}
