// WebP chunks with values at fixed places (RFC 9649 section 2; VP8 frame header: RFC 6386 section 9.1).
import type { View } from '../../bytes/view.js';
import type { Conversions, Convert } from '../../tables/conversion.js';
import { asIs, number } from '../../tables/number-conversions.js';
import { Records } from '../../tables/records.js';
import { labels, rows } from '../../tags/riff.generated.js';
import { infoConversions } from './info-conversions.js';

export const riffConversions: Conversions = {
  VP8L: {
    tags: {
      ImageWidth: { raw: asIs, value: lessOne(0, 0x3fff) },
      ImageHeight: { value: lessOne(6, 0x3fff) },
    },
  },
  VP8X: {
    tags: { ImageWidth: { value: lessOne(0, 0xffffff) }, ImageHeight: { value: lessOne(8, 0xffffff) } },
  },
  Info: infoConversions,
  // its text is decoded where it is read
  Exif: { tags: { UserComment: { print: asIs } } },
  ANIM: { tags: { AnimationLoopCount: { print: (value) => (value === 0 ? 'inf' : value) } } },
};

export const riffRecords: Records = new Records({ rows, labels, conversions: [riffConversions] });

/** The table of a chunk, by its type. */
export const chunkTables: ReadonlyMap<string, string> = new Map(
  ['VP8', 'VP8L', 'VP8X', 'ANIM', 'ALPH'].map((name) => [name.padEnd(4), `RIFF::${name}`]),
);

/** Whether a `VP8 ` chunk starts with a key frame's start code. */
export function isLossy(view: View, start: number, end: number): boolean {
  return end - start >= 6 && view.u24(start + 3) === 0x9d012a;
}

/** Whether a `VP8L` chunk starts with its signature. */
export function isLossless(view: View, start: number, end: number): boolean {
  return end > start && view.u8(start) === 0x2f;
}

/** A size that is stored less one. */
function lessOne(shift: number, mask: number): Convert {
  return number((stored) => ((stored >>> shift) & mask) + 1);
}
