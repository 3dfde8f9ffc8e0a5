// EXIF and TIFF metadata (Exif 3.0, TIFF 6.0, DNG 1.7.1): all directories but GPS, which is a block of its own.
import type { Scan } from '../../bytes/scan.js';
import { RATIONAL } from '../../structures/tiff/field.js';
import { entryOf } from '../../structures/tiff/lookup.js';
import { setAside } from '../../tables/tag.js';
import type { ExifTags } from '../../tags/exif-types.generated.js';
import type { Block, BlockRef, Context, Loaded, Tag } from '../../types.js';
import { jpegThumbnail, type StoredPicture, storedPictures } from './pictures.js';
import { nestedKinds, readStructure, type Structure } from './structure.js';
import { structureTags } from './tags.js';
import { structureValues } from './values.js';

export type { ExifTags } from '../../tags/exif-types.generated.js';
export type { StoredPicture } from './pictures.js';

/** Loaded EXIF: the structures of a file's exif blocks, decoded when asked for. */
export class LoadedExif implements Loaded<ExifTags> {
  readonly structures: readonly Structure[];
  readonly nested: readonly BlockRef[];
  readonly handedOn: readonly BlockRef[];
  readonly #context: Context;

  constructor(structures: readonly Structure[], context: Context) {
    this.structures = structures;
    this.nested =
      structures.length === 1 ? structures[0]!.nested : structures.flatMap(({ nested }) => nested);
    this.handedOn =
      structures.length === 1 ? structures[0]!.handedOn : structures.flatMap(({ handedOn }) => handedOn);
    this.#context = context;
  }

  /** IFD0, ExifIFD and InteropIFD in one object by ExifTool's names. */
  value(): ExifTags | undefined {
    return structureValues(this.structures, this.#context.limits);
  }

  tags(): readonly Tag[] {
    const [first, ...others] = this.structures.map((structure) => {
      const tags = structureTags(structure, this.#context);
      return structure.aside ? tags.map((tag) => setAside(tag)) : tags;
    });
    return others.length === 0 ? (first ?? []) : (first ?? []).concat(...others);
  }

  /** The byte order of each structure, as ExifTool's `ExifByteOrder` has it; of those in tracks their block tells. */
  get byteOrders(): readonly ('II' | 'MM')[] {
    const orders: ('II' | 'MM')[] = [];
    for (const { tiff, group } of this.structures)
      if (!group) orders.push(tiff.header.littleEndian ? 'II' : 'MM');
    return orders;
  }

  fraction(id: number): readonly [number, number] | undefined {
    for (const { ifds } of this.structures) {
      for (const ifd of ifds) {
        const entry = entryOf(ifd, id);
        if (entry?.type !== RATIONAL || !entry.view?.has(entry.offset, entry.offset + 8)) continue;
        const { view, offset } = entry;
        return [view.u32(offset, ifd.littleEndian), view.u32(offset + 4, ifd.littleEndian)];
      }
    }
    return undefined;
  }

  /** Where the thumbnail lies: the JPEG that IFD1 points to. */
  get thumbnail(): StoredPicture | undefined {
    for (const structure of this.structures) {
      const picture = jpegThumbnail(structure);
      if (picture) return picture;
    }
    return undefined;
  }

  /** All JPEG pictures the directories point to. */
  get pictures(): readonly StoredPicture[] {
    return this.structures.flatMap(storedPictures);
  }
}

/** EXIF without GPS. */
export const exif: Block<'exif', ExifTags> = {
  name: 'exif',
  kinds: ['exif'],
  holds: [...new Set(nestedKinds.values()), 'gps-directory'],
  *load(refs: readonly BlockRef[], context: Context): Scan<LoadedExif> {
    const structures: Structure[] = [];
    for (const ref of refs) {
      const structure = yield* readStructure(ref, context, structures[0]);
      if (structure) structures.push(structure);
    }
    return new LoadedExif(structures, context);
  },
};
