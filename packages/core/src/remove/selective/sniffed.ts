// Edits blocks in places that no standard has for them: chunks, texts and boxes that begin as one does.
import type { Scan } from '../../bytes/scan.js';
import { editBlock } from './blocks.js';
import { PartDraft } from './draft.js';
import type { Job, Part } from './job.js';
import { sniff, sniffedBytes } from './sniff.js';

/** Edits the block that fills the part, if its bytes begin as one, and says whether they do. */
export function* editSniffed(job: Job, part: Part): Scan<boolean> {
  const { draft } = part;
  const found = sniff(yield* draft.read(0, sniffedBytes));
  if (!found) return false;
  const { kind, skip } = found;
  yield* editBlock(job, kind, { ...part, draft: new PartDraft(draft, [{ start: skip, end: draft.length }]) });
  return true;
}
