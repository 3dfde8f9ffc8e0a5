// The editor of each kind of block, for whatever holds one.
import type { Scan } from '../../bytes/scan.js';
import { editIptcPart, editPhotoshop } from './iptc.js';
import type { Job, Part } from './job.js';
import { editJpeg } from './tail.js';
import { editTiff } from './tiff.js';
import { editXmpPart } from './xmp.js';

/** Edits the block of a kind that fills the part; kinds that hold nothing to edit are left alone. */
export function* editBlock(job: Job, kind: string, part: Part): Scan<void> {
  if (kind === 'exif') yield* editTiff(job, part, false, editBlock);
  else if (kind === 'xmp') yield* editXmpPart(job, part);
  else if (kind === 'iptc') yield* editIptcPart(job, part);
  else if (kind === 'photoshop') yield* editPhotoshop(job, part, editBlock);
  else if (kind === 'jpeg') yield* editJpeg(job, part, editBlock);
}
