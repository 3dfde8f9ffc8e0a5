// Items of a HEIF file that hold metadata and are not read as blocks: IPTC is edited, what cannot be read is refused.
import type { Scan } from '../../bytes/scan.js';
import { readHeif } from '../../containers/heif/scan.js';
import type { BlockRef } from '../../types.js';
import { PartDraft, runOn } from './draft.js';
import { deeper, type Job, type Part, refuseBlock } from './job.js';
import { editSniffed } from './sniffed.js';
import type { EditNested } from './tiff.js';

const kinds: Readonly<Record<string, string>> = { Exif: 'exif', 'application/rdf+xml': 'xmp', iptc: 'iptc' };

/**
 * Edits IPTC items, and items of any type that begin as a block does. Throws `not-writable` for one of EXIF or XMP that
 * is none of `blocks` (protected or encoded).
 */
export function* editOtherItems(
  job: Job,
  part: Part,
  blocks: readonly BlockRef[],
  editNested: EditNested,
): Scan<void> {
  const context = { ...job.context, size: part.draft.length, warn: () => {} };
  const { meta } = yield* runOn(part.draft, readHeif(context));
  const known = new Set(blocks.map(({ path }) => path));
  for (const { id, type, contentType, protectionIndex, contentEncoding, ranges } of meta?.items ?? []) {
    const kind = kinds[contentType || type];
    const path = `${part.path}/meta/item ${id}`;
    const first = ranges[0];
    if (!first || known.has(path)) continue;
    if (!kind) {
      if ((type === 'mime' || type === 'uri ') && protectionIndex === 0 && contentEncoding === '')
        yield* editSniffed(job, deeper(job, part, new PartDraft(part.draft, ranges), path));
      continue;
    }
    if (kind !== 'iptc' || protectionIndex !== 0 || contentEncoding !== '')
      refuseBlock(`an item of ${kind} cannot be read`, part, first.start, path);
    yield* editNested(job, kind, deeper(job, part, new PartDraft(part.draft, ranges), path));
  }
}
