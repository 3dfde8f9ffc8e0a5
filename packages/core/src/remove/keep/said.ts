// What a file says, by every block that reading knows, those within other blocks too.
import type { Scan } from '../../bytes/scan.js';
import { MetadataError } from '../../errors.js';
import type { BlockRef, Context, Format, Tag } from '../../types.js';
import { loadEveryBlock, tagsOf } from '../every-block.js';
import { quietly } from '../quietly.js';

/** Blocks in the order in which they count, and the tags of all. */
export interface Said {
  readonly refs: readonly BlockRef[];
  readonly tags: readonly Tag[];
}

const nothing: Said = { refs: [], tags: [] };

/** Reads a file without a warning; of one that cannot be read, nothing. Throws where limits are passed. */
export function* readSaid(format: Format, context: Context): Scan<Said> {
  const quiet = quietly(context);
  try {
    const layout = yield* format.scan(quiet);
    const loaded = yield* loadEveryBlock(layout, quiet);
    return {
      refs: [...layout.blocks, ...loaded.flatMap((one) => one.loaded.nested ?? [])],
      tags: tagsOf(loaded),
    };
  } catch (error) {
    // What is wrong with the file's form is said when it is planned.
    if (error instanceof MetadataError && (error.code === 'malformed' || error.code === 'truncated'))
      return nothing;
    throw error;
  }
}
