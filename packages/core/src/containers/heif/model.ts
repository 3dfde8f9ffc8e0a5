// What a HEIF file says of itself (ISO/IEC 14496-12 section 8.11, ISO/IEC 23008-12): boxes, items, properties.

import type { ByteRange } from '../../bytes/scan.js';
import type { Box } from '../../structures/isobmff/read.js';

/** One extent of an item's bytes, as `iloc` gives it. */
export interface Extent {
  /** Where its fields start in the file: index, offset and length, of the sizes in {@link LocationTable}. */
  readonly at: number;
  /** Construction method 2: which of the item's `iloc` references, from 1. */
  readonly index: number;
  /** From the base offset on, in the construction's own space. */
  readonly offset: number;
  /** Bytes; 0 means all there is. */
  readonly length: number;
}

/** An item's entry in `iloc`; fields without bytes in the file have the value 0. */
export interface ItemLocation {
  /** Where the entry starts in the file, and where it ends. */
  readonly start: number;
  readonly end: number;
  /** 0: offsets in the file, 1: in the body of `idat`, 2: in the bytes of another item. */
  readonly constructionMethod: number;
  /** 0 for this file. */
  readonly dataReferenceIndex: number;
  readonly baseOffset: number;
  /** Where the base offset stands; after it the number of extents (16 bits). */
  readonly baseOffsetAt: number;
  readonly extents: readonly Extent[];
}

/** An item and all that the boxes say of it. */
export interface HeifItem {
  readonly id: number;
  /** `hvc1`, `av01`, `grid`, `Exif`, `mime` ...; empty where no `infe` of version 2 or 3 names it. */
  readonly type: string;
  readonly name: string;
  /** MIME type (`mime` items and `infe` of version 0 or 1), else empty. */
  readonly contentType: string;
  /** `deflate`, `gzip` ..., else empty. */
  readonly contentEncoding: string;
  /** Type of a `uri ` item, else empty. */
  readonly uri: string;
  /** Not 0 where the item is protected. */
  readonly protectionIndex: number;
  readonly hidden: boolean;
  readonly infe?: Box | undefined;
  readonly location?: ItemLocation | undefined;
  /** Its bytes, in order, as absolute file ranges; empty where they are not (all) in this file. */
  readonly ranges: readonly ByteRange[];
  /** Its properties: indexes into {@link HeifMeta.properties} plus 1; 0 for none. */
  readonly properties: readonly number[];
  /** Its entry in `ipma`: id, number of properties, and each with its bit for essential. */
  readonly association?: ByteRange | undefined;
}

/** A reference from an item to others (a box in `iref`). */
export interface ItemReference {
  readonly type: string;
  readonly from: number;
  readonly to: readonly number[];
  readonly box: Box;
}

/** The layout of `iloc`, for whoever rewrites it; sizes are bytes: 0, 4 or 8. */
export interface LocationTable {
  readonly box: Box;
  readonly version: number;
  readonly offsetSize: number;
  readonly lengthSize: number;
  readonly baseOffsetSize: number;
  readonly indexSize: number;
  /** Place of the number of items: 16 bits in versions 0 and 1, 32 bits in 2. */
  readonly countAt: number;
  readonly count: number;
}

/** The `meta` box of a HEIF file. */
export interface HeifMeta {
  readonly box: Box;
  /** Its child boxes in file order. */
  readonly children: readonly Box[];
  /** Handler type, `pict` in a picture; empty where none is stated. */
  readonly handler: string;
  readonly primaryId?: number;
  readonly primaryBox?: Box;
  /** By ascending id. */
  readonly items: readonly HeifItem[];
  readonly references: readonly ItemReference[];
  readonly referenceBox?: Box;
  readonly informationBox?: Box;
  /** Item properties: the boxes of `ipco`, in order. */
  readonly properties: readonly Box[];
  readonly propertyContainer?: Box;
  readonly associationBoxes: readonly Box[];
  readonly locations?: LocationTable;
  /** The item data box, whose body holds items of construction method 1. */
  readonly itemData?: Box;
}

/** A HEIF file. */
export interface HeifFile {
  readonly majorBrand: string;
  readonly compatibleBrands: readonly string[];
  /** The file's boxes in order. */
  readonly boxes: readonly Box[];
  /** The first `meta` box of the file. */
  readonly meta?: HeifMeta;
}
