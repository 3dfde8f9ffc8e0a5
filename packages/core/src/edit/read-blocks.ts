// Reads what a file says, by the blocks that reading knows: what an edit asks of it before and after.
import type { PictureFacts } from '../blocks/exif/demanded.js';
import type { Scan } from '../bytes/scan.js';
import type { BlockList } from '../read/block-list.js';
import { BlockLoader } from '../read/loader.js';
import { quietly } from '../remove/quietly.js';
import type { BlockRef, Context, Layout, LoadedBlock, Tag } from '../types.js';

/** What was read of a file. */
export interface FileContent {
  readonly layout: Layout;
  readonly loaded: readonly LoadedBlock[];
  /** Every block, those within others too. */
  readonly refs: readonly BlockRef[];
}

/** The loader of a layout's blocks, which are read to their end or not at all. */
export function strictLoader(blocks: BlockList, layout: Layout, context: Context): BlockLoader {
  return new BlockLoader(blocks, layout, quietly(context), []);
}

/** All that blocks at hand read. */
export function* readContent(blocks: BlockList, layout: Layout, context: Context): Scan<FileContent> {
  const loading = strictLoader(blocks, layout, context);
  yield* loading.load();
  return contentOf(layout, loading.loaded);
}

/** What a loader has read. */
export function contentOf(layout: Layout, loaded: readonly LoadedBlock[]): FileContent {
  return {
    layout,
    loaded,
    refs: [...layout.blocks, ...loaded.flatMap((block) => block.loaded.nested ?? [])],
  };
}

/** The tags of a file, but for those of the blocks of these names: a block's are read when they are first asked for. */
export function contentTags({ loaded }: FileContent, without?: ReadonlySet<string>): Tag[] {
  return loaded.flatMap((block) => (without?.has(block.name) ? [] : block.loaded.tags()));
}

/** What a JPEG states of its picture in its frame and JFIF, where that has a unit. */
export function pictureFacts({ layout, loaded }: FileContent): PictureFacts {
  const { width, height } = layout.picture;
  const jfif = loaded.find(({ name }) => name === 'jfif')?.loaded.tags() ?? [];
  const numberOf = (wanted: string): number => Number(jfif.find(({ name }) => name === wanted)?.value);
  const [across, down, unit] = [numberOf('XResolution'), numberOf('YResolution'), numberOf('ResolutionUnit')];
  return { width, height, ...(unit > 0 && across > 0 && down > 0 && { density: [across, down, unit + 1] }) };
}
