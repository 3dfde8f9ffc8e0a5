// Finds the metadata blocks of a PNG or APNG (PNG third edition, W3C 2025).

import { need, runIn, type Scan } from '../../bytes/scan.js';
import type { View } from '../../bytes/view.js';
import type { InflateBudget } from '../../structures/png/text.js';
import { type Chunk, isImageData, walkChunks } from '../../structures/png/walk.js';
import type { BlockKind, BlockRef, Context, FileType, Layout, Picture } from '../../types.js';
import { LazyLayout } from '../lazy-layout.js';
import { exifBlock } from './exif.js';
import { exifChunks } from './exif-chunks.js';
import { iccBlocks } from './icc.js';
import { holdsBlock, textBlock } from './text.js';

/** Chunks without tags of their own. */
const silentChunks: ReadonlySet<string> = new Set(['IEND', 'fcTL']);
const textChunks: ReadonlySet<string> = new Set(['tEXt', 'zTXt', 'iTXt']);

/** Finds the blocks of a PNG without reading its image data. Of one in memory, most of them when they are asked for. */
export function* scanPng(context: Context): Scan<Layout> {
  const { held } = context;
  const walked = held && exifChunks(held.view.bytes);
  const budget: InflateBudget = { left: context.limits.inflatedBytes };
  if (!held || !walked) return yield* scanWhole(context, budget, new Map());
  const known = new Map<number, readonly BlockRef[]>();
  const blocksIn = (chunks: readonly Chunk[], kind: BlockKind): readonly BlockRef[] => {
    for (const chunk of chunks)
      if (!known.has(chunk.start))
        known.set(chunk.start, runIn(chunkBlocks(chunk, held.view, budget, context), held.view));
    return chunks.flatMap(({ start }) => known.get(start)!.filter((ref) => ref.kind === kind));
  };
  held.leading = blocksIn(walked.chunks, 'exif');
  held.findHolders = () => blocksIn(walked.holders, 'photoshop');
  return new LazyLayout(fileType(walked.isAnimated), () =>
    runIn(scanWhole(context, budget, known), held.view),
  );
}

function fileType(isAnimated: boolean): FileType {
  return isAnimated
    ? { type: 'APNG', extension: 'png', mimeType: 'image/apng' }
    : { type: 'PNG', extension: 'png', mimeType: 'image/png' };
}

/** `known`: the blocks of chunks that were read before, by where these start. */
function* scanWhole(
  context: Context,
  budget: InflateBudget,
  known: ReadonlyMap<number, readonly BlockRef[]>,
): Scan<Layout> {
  const blocks: BlockRef[] = [];
  const imageData: { start: number; end: number }[] = [];
  let picture: Picture = {};
  let animated = false;

  function* visit(chunk: Chunk, view: View): Scan<void> {
    if (isImageData(chunk)) {
      imageData.push({ start: chunk.start, end: chunk.end });
    } else if (!silentChunks.has(chunk.type)) {
      if (chunk.type === 'IHDR') picture = readHeader(chunk, view);
      if (chunk.type === 'acTL') animated ||= chunk.end - chunk.start >= 4;
      blocks.push(...(known.get(chunk.start) ?? (yield* chunkBlocks(chunk, view, budget, context))));
    }
  }
  const { at, state } = yield* walkChunks(context, 'data', visit);
  if (state === 'closed') yield* findTrailer(at, blocks, context);
  if (state === 'open') context.warn('truncated', 'the file ends before the IEND chunk', at, 'png');
  return {
    fileType: fileType(animated),
    picture,
    blocks,
    imageData,
  };
}

/** The blocks in one chunk. */
function* chunkBlocks(
  chunk: Chunk,
  head: View,
  budget: InflateBudget,
  context: Context,
): Scan<readonly BlockRef[]> {
  const { type, start, end } = chunk;
  const ranges = [{ start, end }];
  const own: BlockRef = { kind: 'png', label: type, ranges, path: `png/${type}` };
  if (type === 'tXMP') return [{ kind: 'xmp', ranges, path: own.path }];
  if (type === 'caBX') return [{ kind: 'jumbf', ranges, path: own.path }];
  const isExif = /^[ez]xif$/i.test(type);
  const isText = textChunks.has(type) && holdsBlock(head, start, end);
  if (!isExif && !isText && type !== 'iCCP') return [own];
  if (end - start > context.limits.blockBytes) {
    context.warn(
      'limit-exceeded',
      `chunk is larger than ${context.limits.blockBytes} bytes`,
      start,
      own.path,
    );
    return [];
  }
  const view = yield* need(head, start, end);
  if (type === 'iCCP') return iccBlocks(view, start, end, budget, context);
  if (isExif) return [exifBlock(chunk, view, budget, context)];
  return [textBlock(type, view, start, end, budget, context) ?? own];
}

function readHeader({ start, end }: Chunk, view: View): Picture {
  if (end - start < 8) return {};
  return { width: view.u32(start), height: view.u32(start + 4) };
}

/** What lies behind IEND is no part of the PNG, but goes with the file. */
function* findTrailer(start: number, blocks: BlockRef[], context: Context): Scan<void> {
  const end = context.size ?? (yield { start, end: start + 1 }).end;
  if (end <= start) return;
  context.warn('malformed', 'bytes after the end of the PNG', start, 'png/trailer');
  blocks.push({ kind: 'trailer', ranges: [{ start, end }], path: 'png/trailer', host: 'png' });
}
