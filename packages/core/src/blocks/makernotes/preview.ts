// The preview that a maker note points to.
import { bytesOf } from '../../structures/tiff/open.js';
import { makeTag } from '../../tables/tag.js';
import { toNumber, toText, type Value } from '../../tables/value.js';
import type { Tag } from '../../types.js';
import type { Note } from './note.js';

/** The tag of the preview; `undefined` where there is none, or where it lies in the note and is no JPEG. */
export function previewTag({ found, reach }: Note): Tag | undefined {
  const start = found.find(({ name }) => name === 'PreviewImageStart');
  if (!start) return undefined;
  const size = found.find(({ name, group }) => name === 'PreviewImageLength' && group === start.group);
  const valid = found.find(({ name }) => name === 'PreviewImageValid');
  const length = toNumber(size?.value as Value);
  if (!(length > 0) || (valid && toText(valid.value as Value) === '0')) return undefined;
  const at = toNumber(start.value as Value);
  if (reach.isBlock && at >= reach.start && at + length <= reach.end) {
    const view = reach.view(at, at + Math.min(length, 3));
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
