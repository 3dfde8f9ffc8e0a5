// Ceilings on everything a file can ask for. Each loop over a count or offset from a file stands under one.

/** Ceilings against hostile files. Reaching one is a warning with code `limit-exceeded`, never a hang. */
export interface Limits {
  /** Bytes of one metadata block (EXIF, XMP, ICC ...) that are taken into memory; of all of a file twice as many. */
  readonly blockBytes: number;
  /** Bytes read from a source in all, for one file. Memory sources are not counted. */
  readonly totalReadBytes: number;
  /** Segments, chunks or boxes of one container. */
  readonly segments: number;
  /** IFDs in one EXIF block or TIFF file. */
  readonly ifds: number;
  /** Entries in one IFD. */
  readonly ifdEntries: number;
  /** Values decoded of one entry; longer arrays are reported by their size only. */
  readonly values: number;
  /** Nesting of IFDs, boxes, blocks within blocks and XMP structures. */
  readonly depth: number;
  /** Bytes inflated out of all compressed chunks of one file. */
  readonly inflatedBytes: number;
  /**
   * Bytes of all values decoded of one file. A tag counts for 160 bytes beside those of its value, an item of a list
   * for 20; pictures and other bytes that are not decoded count for none. A block of metadata may come for each 1024.
   */
  readonly decodedBytes: number;
  /** Characters printed of all tags of one file, about; a single value takes at most a third. */
  readonly printedBytes: number;
  /** Items, extents and properties of one HEIF file. */
  readonly items: number;
}

/** The defaults: far above any real photo, far below what would hurt. */
export const defaultLimits: Limits = {
  blockBytes: 32 << 20,
  totalReadBytes: 128 << 20,
  segments: 20_000,
  ifds: 512,
  ifdEntries: 4096,
  values: 65_536,
  depth: 32,
  inflatedBytes: 4 << 20,
  decodedBytes: 5 << 20,
  printedBytes: 2_500_000,
  items: 20_000,
};
