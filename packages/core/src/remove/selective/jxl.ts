// JPEG XL: blocks in boxes, of which packed ones are written unpacked where they change; what cannot be looked into goes.

import type { Scan } from '../../bytes/scan.js';
import { isCodestreamBox, jxlBox } from '../../containers/jxl/boxes.js';
import { boxesOf } from '../../containers/jxl/structure.js';
import { KnownData } from '../../containers/plan.js';
import { type Box, printable } from '../../structures/isobmff/read.js';
import type { BlockRef } from '../../types.js';
import type { editBlock } from './blocks.js';
import { type FileDraft, MemoryDraft, PartDraft, runOn } from './draft.js';
import { deeper, type Job, noteRemoved, type Part, refuseBlock } from './job.js';
import { saysInManifest } from './manifest.js';
import { editSniffed } from './sniffed.js';

type FilePart = Part & { readonly draft: FileDraft };

/** Boxes that hold blocks, or nothing but what shows the picture. */
const known: ReadonlySet<string> = new Set(['JXL ', 'ftyp', 'jxll', 'jxli', 'Exif', 'xml ', 'jumb']);
const nothing = new Uint8Array(0);

/** Edits the blocks of a file, and takes out what the original JPEG is made anew of: it may hold any of its metadata. */
export function* editJxl(
  job: Job,
  part: FilePart,
  blocks: readonly BlockRef[],
  edit: typeof editBlock,
): Scan<void> {
  for (const { kind, ranges, bytes, path } of blocks) {
    const [range] = ranges;
    if (!range || kind === 'jpeg2000') continue;
    if (kind === 'jumbf') {
      if (!(yield* saysInManifest(job, part.draft, ranges, path, bytes))) continue;
      part.draft.replace(range.start, range.end, nothing);
      noteRemoved(job, part, 'c2pa', path, range.start, range.end);
    } else if (bytes) {
      const draft = new MemoryDraft(bytes.slice());
      yield* edit(job, kind, deeper(job, part, draft, path));
      if (draft.changed) part.draft.replace(range.start, range.end, jxlBox(kind, draft.bytes));
    } else yield* edit(job, kind, deeper(job, part, new PartDraft(part.draft, ranges), path));
  }
  const context = { ...job.context, size: part.draft.length, warn: () => {} };
  for (const box of (yield* runOn(part.draft, boxesOf({ context, known: new KnownData() }))) ?? [])
    yield* editOther(job, part, box, blocks);
}

function* editOther(job: Job, part: FilePart, box: Box, blocks: readonly BlockRef[]): Scan<void> {
  const { type, start, body, end } = box;
  if (isCodestreamBox(box) || known.has(type)) return;
  const path = `${part.path}/${printable(type)}`;
  if (type === 'jbrd') {
    part.draft.replace(start, end, nothing);
    noteRemoved(job, part, 'box', path, start, end);
  } else if (type !== 'brob')
    yield* editSniffed(job, deeper(job, part, new PartDraft(part.draft, [{ start: body, end }]), path));
  else if (!blocks.some(({ ranges }) => ranges[0]?.start === start))
    refuseBlock('a packed box that cannot be read', part, start, path);
}
