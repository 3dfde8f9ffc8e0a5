// What the VP8X chunk of a WebP says the file holds beside its picture (RFC 9649 section 2.7).
export const ICC_FLAG = 0x20;
export const EXIF_FLAG = 0x08;
export const XMP_FLAG = 0x04;

/** By the chunk that each is said of. */
export const featureFlags: ReadonlyMap<string, number> = new Map([
  ['ICCP', ICC_FLAG],
  ['EXIF', EXIF_FLAG],
  ['XMP ', XMP_FLAG],
]);
