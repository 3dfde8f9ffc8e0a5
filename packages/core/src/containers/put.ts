// How a format takes whole blocks: the contract of editing beside that of splices.
import type { ByteRange, Scan } from '../bytes/scan.js';
import type { Splice } from '../bytes/splices.js';
import type { BlockRef, Layout } from '../types.js';
import { type FileInput, refuse } from './plan.js';

/** A block as it is to stand in the file. */
export interface Put {
  readonly kind: 'exif' | 'xmp' | 'xmp-extended' | 'iptc' | 'photoshop' | 'jumbf';
  /** What it stands in place of; a new block has none. */
  readonly ref: BlockRef | undefined;
  /** Without them the block goes. */
  readonly bytes: Uint8Array | undefined;
  /** Of extended XMP: the name that the main packet has for it. */
  readonly guid?: string | undefined;
  /** What differs from the bytes before. */
  readonly splices?: readonly Splice[] | undefined;
}

/**
 * Gives the splices that put blocks into a file: in place of those that they are to replace, else where the format wants
 * them. What the format states of lengths and places is left to its `FormatEdit`. Throws `not-writable` where the format
 * has no place for a block, `limit-exceeded` where it has no room.
 */
export type PutBlocks = (puts: readonly Put[], layout: Layout, file: FileInput) => Scan<readonly Splice[]>;

/** The splices that change the bytes of a block which stands in the file in one piece. */
export function changedIn({ start, end }: ByteRange, { bytes = nothing, splices }: Put): Splice[] {
  if (!splices) return [{ start, end, bytes }];
  return splices.map((splice) => ({
    start: start + splice.start,
    end: start + splice.end,
    bytes: splice.bytes,
    ...(start + splice.start === end && { within: start }),
  }));
}

const nothing = new Uint8Array(0);

/** Stops: the format has no place for a block. */
export function refusePut(format: string, { kind, ref }: Put, why = 'has no place for it'): never {
  refuse('not-writable', `${kind}: ${format} ${why}`, ref?.ranges[0]?.start ?? 0, `${format}/${kind}`);
}
