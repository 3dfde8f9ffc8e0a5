// Reads a file by every block that reading knows, those within others too: what removal asks of a file, and its checks.
import type { Scan } from '../bytes/scan.js';
import { BlockList } from '../read/block-list.js';
import { BlockLoader } from '../read/loader.js';
import { everyBlock } from '../registry/every-block.js';
import type { Context, Layout, LoadedBlock, Tag } from '../types.js';

/** All blocks of a layout, those nested in others included; `context` is of {@link quietly}. */
export function* loadEveryBlock(layout: Layout, context: Context): Scan<readonly LoadedBlock[]> {
  const loading = new BlockLoader(new BlockList(everyBlock), layout, context, []);
  yield* loading.load();
  return loading.loaded;
}

export function tagsOf(loaded: readonly LoadedBlock[]): readonly Tag[] {
  return loaded.flatMap((block) => block.loaded.tags());
}
