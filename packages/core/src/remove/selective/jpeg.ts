// JPEG: each block changed in its segments, up to the end of the picture.

import type { ByteRange, Scan } from '../../bytes/scan.js';
import { beginsWithText } from '../../bytes/text.js';
import { View } from '../../bytes/view.js';
import { jpeg } from '../../containers/jpeg/index.js';
import { codedEnd } from '../../structures/jpeg/coded-end.js';
import { EOI, SOS } from '../../structures/jpeg/markers.js';
import { JpegWalk } from '../../structures/jpeg/walk.js';
import { oldPhotoshop } from '../../tables/image-resources.js';
import type { BlockRef, Layout } from '../../types.js';
import type { NamedTag } from '../groups/index.js';
import { fill, PartDraft, runOn } from './draft.js';
import { deeper, type Job, noteRemoved, type Part, refuseBlock } from './job.js';
import { editMpf } from './mpf.js';
import { editStandards } from './standards.js';
import type { EditNested } from './tiff.js';
import { editExtendedXmp } from './xmp.js';

/** What of a JPEG the editors found. */
export interface EditedJpeg {
  readonly layout: Layout;
  /** Behind its end mark; the end of the part where it has none. */
  readonly end: number;
}

/**
 * Edits the JPEG that starts the part. Bytes behind its end are left to the caller; `undefined` where there is
 * no whole picture.
 */
export function* editPicture(job: Job, part: Part, editNested: EditNested): Scan<EditedJpeg | undefined> {
  const { draft } = part;
  const context = { ...job.context, size: draft.length, warn: () => {} };
  if (!jpeg.match(new View(yield* draft.read(0, 64)))) return undefined;
  const layout = yield* runOn(draft, jpeg.scan(context));
  const from = layout.imageData[0]?.start;
  const end = from === undefined ? undefined : yield* runOn(draft, pictureEnd(from));
  for (const ref of layout.blocks) yield* editSegment(job, part, ref, editNested);
  yield* editStandards(job, part, layout);
  yield* extended(job, part, layout.blocks);
  return end === undefined ? undefined : { layout, end };
}

function* editSegment(job: Job, part: Part, ref: BlockRef, editNested: EditNested): Scan<void> {
  const { kind, ranges } = ref;
  const first = ranges[0];
  if (!first) return;
  const path = `${part.path}${ref.path.replace(/^jpeg/, '')}`;
  if (kind === 'comment' && job.selection.goes(commentTag))
    padSegment(job, part, kind, path, first.start - 4, first.end);
  else if (kind === 'jfxx' && job.selection.thumbnail) {
    padSegment(job, part, kind, path, first.start - 9, first.end);
  } else if (kind === 'jfif' && job.selection.thumbnail) yield* editJfif(job, part, path, first);
  else if (kind === 'mpf' && job.selection.thumbnail) yield* editMpf(job, part, first);
  else if (['exif', 'xmp', 'photoshop'].includes(kind)) {
    yield* editNested(job, kind, deeper(job, part, new PartDraft(part.draft, ranges), path));
  } else if (kind === 'app' && ref.label === 'APP13')
    yield* editOldPhotoshop(job, part, path, first, editNested);
}

/** Image resources behind the header that Photoshop 2.5 wrote. */
function* editOldPhotoshop(
  job: Job,
  part: Part,
  path: string,
  { start, end }: ByteRange,
  editNested: EditNested,
): Scan<void> {
  const { text, headerBytes } = oldPhotoshop;
  const view = new View(yield* part.draft.read(start, Math.min(end, start + text.length)));
  if (!beginsWithText(view, 0, view.end, text)) return;
  const resources = new PartDraft(part.draft, [{ start: start + headerBytes, end }]);
  yield* editNested(job, 'photoshop', deeper(job, part, resources, path));
}

/** A segment becomes fill bytes, which may stand before any marker (ISO/IEC 10918-1, B.1.1.2). */
function padSegment(job: Job, part: Part, kind: string, path: string, start: number, end: number): void {
  fill(part.draft, start, end, 0xff);
  noteRemoved(job, part, kind, path, start, end);
}

/** Bytes of a JFIF segment before its thumbnail, behind the signature; its length says 7 more (ISO/IEC 10918-5). */
const jfifBytes = 9;

/** Takes the thumbnail out of a JFIF segment: fill bytes stand in its place. */
function* editJfif(job: Job, part: Part, path: string, { start, end }: ByteRange): Scan<void> {
  const { draft } = part;
  const from = start + jfifBytes;
  const size = yield* draft.read(from - 2, from);
  if (end <= from && size.every((side) => side === 0)) return;
  if (end < from) refuseBlock('a JFIF segment is cut off', part, start, path);
  draft.write(start - 7, Uint8Array.of(0, jfifBytes + 7));
  draft.write(from - 2, Uint8Array.of(0, 0));
  fill(draft, from, end, 0xff);
  noteRemoved(job, part, 'thumbnail', `${path}/thumbnail`, from, end);
}

/** A comment of a JPEG or a GIF. */
export const commentTag: NamedTag = { family: 'File', group: 'File', name: 'Comment' };

const guidBytes = 32;
const headBytes = guidBytes + 8;

/** Extended XMP (XMP part 3, section 1.1.3.1): the segments of each packet, joined in order. */
function* extended(job: Job, part: Part, blocks: readonly BlockRef[]): Scan<void> {
  const packets = new Map<string, { offset: number; start: number; end: number }[]>();
  for (const { kind, ranges } of blocks) {
    const { start, end } = ranges[0] ?? { start: 0, end: 0 };
    if (kind !== 'xmp-extended' || end - start <= headBytes) continue;
    const view = new View(yield* part.draft.read(start, start + headBytes), start);
    if (!view.has(start, start + headBytes)) refuseBlock('extended XMP is cut off', part, start);
    const guid = view.latin1(start, start + guidBytes);
    const offset = view.u32(start + guidBytes + 4);
    packets.set(guid, [...(packets.get(guid) ?? []), { offset, start: start + headBytes, end }]);
  }
  for (const [guid, segments] of packets) {
    const ordered = segments.sort((a, b) => a.offset - b.offset);
    const path = `${part.path}/APP1/xmp-extended`;
    const nested = deeper(job, part, new PartDraft(part.draft, ordered), path);
    let expected = 0;
    for (const { offset, start, end } of ordered) {
      if (offset !== expected) refuseBlock('extended XMP is not complete', part, start, path);
      expected += end - start;
    }
    const digests = yield* editExtendedXmp(job, nested);
    if (digests?.before !== guid) continue;
    const named = new TextEncoder().encode(digests.after);
    for (const { start } of segments) part.draft.write(start - headBytes, named);
    yield* renameGuid(part, blocks, guid, named);
  }
}

/** Makes the packets that name extended XMP name it by its new digest. */
function* renameGuid(part: Part, blocks: readonly BlockRef[], guid: string, named: Uint8Array): Scan<void> {
  for (const { kind, ranges } of blocks) {
    const range = ranges[0];
    if (kind !== 'xmp' || !range) continue;
    const text = new View(yield* part.draft.read(range.start, range.end)).latin1(0, range.end - range.start);
    for (let at = text.indexOf(guid); at >= 0; at = text.indexOf(guid, at + guidBytes)) {
      part.draft.write(range.start + at, named);
    }
  }
}

/** Where the picture whose first scan header is at `from` ends; `undefined` where it has no end mark. */
function* pictureEnd(from: number): Scan<number | undefined> {
  const walk = new JpegWalk(yield { start: from, end: from + 4 }, from);
  for (;;) {
    for (let range = walk.advance(); range; range = walk.advance()) walk.view = yield range;
    const { marker, end } = walk;
    if (marker === 0) return undefined;
    if (marker === EOI) return end;
    if (marker === SOS) walk.moveTo(yield* codedEnd(walk.view, end));
  }
}
