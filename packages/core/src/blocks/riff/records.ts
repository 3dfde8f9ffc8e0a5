// WebP chunks with values at fixed places (RFC 9649 section 2; VP8 frame header: RFC 6386 section 9.1).
import type { View } from '../../bytes/view.js';
import { defineRecord, type RecordLayout } from '../../tables/record-layout.js';
import { alpha, animation, vp8, vp8Extended, vp8Lossless } from '../../tags/riff.generated.js';
import type { TagDef } from '../../types.js';
import { bitNames } from '../bits.js';

type Conversion = Omit<Partial<TagDef>, 'name'>;

/** What the bits of the VP8X flags say. */
const flags = { 1: 'Animation', 2: 'XMP', 3: 'EXIF', 4: 'Alpha', 5: 'ICC Profile' };

/** The layouts by chunk type. */
export const riffRecords: ReadonlyMap<string, RecordLayout> = new Map([
  [
    'VP8 ',
    defineRecord(vp8, {
      VP8Version: bits(0x0e, 1),
      ImageWidth: bits(0x3fff),
      HorizontalScale: bits(0xc000, 14),
      ImageHeight: bits(0x3fff),
      VerticalScale: bits(0xc000, 14),
    }),
  ],
  [
    'VP8L',
    defineRecord(vp8Lossless, {
      ImageWidth: lessOne(0, 0x3fff),
      ImageHeight: lessOne(6, 0x3fff),
      AlphaIsUsed: bits(0x10, 4),
    }),
  ],
  [
    'VP8X',
    defineRecord(vp8Extended, {
      WebP_Flags: { print: (value) => bitNames(Number(value), flags) },
      ImageWidth: lessOne(0, 0xffffff),
      ImageHeight: lessOne(8, 0xffffff),
    }),
  ],
  [
    'ANIM',
    defineRecord(animation, { AnimationLoopCount: { print: (value) => (value === 0 ? 'inf' : `${value}`) } }),
  ],
  // ExifTool takes all three from the two lowest bits, and these are its tags.
  [
    'ALPH',
    defineRecord(alpha, {
      AlphaPreprocessing: bits(0x03),
      AlphaFiltering: bits(0x03),
      AlphaCompression: bits(0x03),
    }),
  ],
]);

/** Whether a `VP8 ` chunk starts with a key frame's start code. */
export function isLossy(view: View, start: number, end: number): boolean {
  return end - start >= 6 && view.u24(start + 3) === 0x9d012a;
}

/** Whether a `VP8L` chunk starts with its signature. */
export function isLossless(view: View, start: number, end: number): boolean {
  return end > start && view.u8(start) === 0x2f;
}

function bits(mask: number, shift = 0): Conversion {
  return { value: (stored) => (Number(stored) & mask) >>> shift };
}

/** A size that is stored less one. */
function lessOne(shift: number, mask: number): Conversion {
  return { value: (stored) => ((Number(stored) >>> shift) & mask) + 1 };
}
