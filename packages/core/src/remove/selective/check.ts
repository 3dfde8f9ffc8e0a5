// Reads a file before and after: nothing that was to go is left, and nothing else is missing or other than it was.
import { type Piece, scanPieces, totalLength } from '../../bytes/pieces.js';
import type { Scan } from '../../bytes/scan.js';
import { refuse } from '../../containers/plan.js';
import { DNG_PRIVATE_DATA, MAKER_NOTE } from '../../structures/tiff/ids.js';
import type { Context, Format, Layout, Tag } from '../../types.js';
import { resourceTag } from '../groups/names.js';
import { readTag } from '../groups/read-tag.js';
import { strictBudget } from '../strict-budget.js';
import type { Job } from './job.js';
import { readTags, states } from './tags.js';

/**
 * Checks the file that `pieces` make, and gives its layout. Throws `not-writable` where something that should go is
 * still told, in a place that is read but not edited, and `unsafe-write` where anything else has changed.
 */
export function* checkResult(
  job: Job,
  format: Format,
  before: readonly Tag[],
  pieces: readonly Piece[],
): Scan<Layout> {
  const budget = strictBudget(job.context.limits);
  const cleaned = { ...job.context, budget, size: totalLength(pieces), warn: () => {} };
  const { layout, tags: after } = yield* scanPieces(reread(format, cleaned), pieces);
  const left = after.find((tag) => states(tag, job.selection));
  if (left) refuse('not-writable', `${nameOf(left)} cannot be removed`, 0, `${format.name}/${nameOf(left)}`);
  const there = new Map<string, number>();
  for (const tag of after) there.set(keyOf(tag), (there.get(keyOf(tag)) ?? 0) + 1);
  const explained = explanation(job);
  for (const tag of before) {
    const key = keyOf(tag);
    const count = there.get(key) ?? 0;
    there.set(key, count - 1);
    if (count > 0 || job.selection.goes(readTag(tag)) || explained(tag)) continue;
    refuse('unsafe-write', `${nameOf(tag)} is not what it was`, 0, `${format.name}/${nameOf(tag)}`);
  }
  return layout;
}

/** What was read of the new file. */
interface Reread {
  readonly layout: Layout;
  readonly tags: readonly Tag[];
}

function* reread(format: Format, context: Context): Scan<Reread> {
  const layout = yield* format.scan(context);
  return { layout, tags: yield* readTags(layout, context) };
}

function nameOf({ family, group, name }: Tag): string {
  return `${family}:${group}:${name}`;
}

function keyOf(tag: Tag): string {
  return `${nameOf(tag)}=${JSON.stringify(tag.text)}`;
}

/** What may be missing or other than before as a consequence of what was removed. */
function explanation({ removed, changed, selection, properties, wholes }: Job): (tag: Tag) => boolean {
  const kinds = new Set([...removed, ...changed].map(({ kind }) => kind));
  return (tag) => {
    const { family, group, name, id } = tag;
    if (wholes.has(family) || wholes.has(`${family}:${group}`)) return true;
    if (name === 'CurrentIPTCDigest' || name === 'IPTCDigest') return kinds.has('iptc');
    // Pages behind one that went are counted anew.
    if (kinds.has('thumbnail') && /^(SubIFD|IFD[1-9])/.test(group)) return true;
    if (name === 'HasExtendedXMP') return kinds.has('xmp');
    if (family === 'XMP') return properties.has(`${group}:${readTag(tag).name}`);
    if (
      family === 'MakerNotes' ||
      id === DNG_PRIVATE_DATA ||
      id === MAKER_NOTE ||
      name === 'MakerNoteByteOrder'
    )
      return kinds.has('makernote');
    // Nikon's notes hold one.
    if (family === 'PrintIM') return kinds.has('makernote');
    if (family === 'PNG' && properties.has(`PNG:${readTag(tag).name}`)) return true;
    if (family === 'PNG') return kinds.has('text') || kinds.has('chunk');
    if (family === 'Photoshop') return typeof id === 'number' && selection.goes(resourceTag(id));
    // What printed offsets count from depends on what of a file is at hand; nothing is moved here.
    if (family === 'EXIF' && name.endsWith('Offset')) return true;
    // ExifTool takes the whole item data of a HEIF file for a size.
    if (name === 'MetaImageSize') return kinds.size > 0;
    return family === 'QuickTime' && ['location', 'box', 'thumbnail'].some((kind) => kinds.has(kind));
  };
}
