// Blocks that an edit copied as they were: what they say need not be read to be compared.
import { joinRanges, locate, type Piece } from '../bytes/pieces.js';
import type { ByteRange } from '../bytes/scan.js';
import type { BlockList } from '../read/block-list.js';
import type { BlockKind, BlockRef } from '../types.js';
import type { FileContent } from './read-blocks.js';

/** Kinds whose blocks point to nothing outside themselves: they say the same wherever the same bytes of them lie. */
const selfContained: ReadonlySet<BlockKind> = new Set<BlockKind>([
  'comment',
  'icc',
  'iptc',
  'jfif',
  'jfxx',
  'photoshop',
  'xmp',
  'xmp-extended',
]);

/** Names of the blocks all of whose bytes come from the file before, in the same order and the same role. */
export function copiedBlocks(
  blocks: BlockList,
  before: FileContent,
  after: FileContent,
  pieces: readonly Piece[],
): ReadonlySet<string> {
  const names = new Set<string>();
  for (let i = 0; i < blocks.length; i++) {
    const block = blocks.atHand(i);
    if (block?.kinds.every((kind) => isCopied(kind, before, after, pieces))) names.add(block.name);
  }
  return names;
}

function isCopied(
  kind: BlockKind,
  before: FileContent,
  after: FileContent,
  pieces: readonly Piece[],
): boolean {
  const [old, now] = [before, after].map(({ refs }) => refs.filter((ref) => ref.kind === kind));
  if (old!.length === 0 && now!.length === 0) return true;
  if (!selfContained.has(kind) || old!.length !== now!.length) return false;
  return old!.every((ref, i) => isCopy(ref, now![i]!, pieces));
}

function isCopy(old: BlockRef, now: BlockRef, pieces: readonly Piece[]): boolean {
  if (old.bytes || now.bytes || old.printer || now.printer) return false;
  const isSameRole = (['label', 'host', 'usual', 'directory', 'aside'] as const).every(
    (fact) => old[fact] === now[fact],
  );
  return isSameRole && isSameRanges(locate(pieces, old.ranges), now.ranges);
}

/** Whether ranges are of the same bytes. */
export function isSameRanges(before: readonly ByteRange[], after: readonly ByteRange[]): boolean {
  const [old, now] = [joinRanges(before), joinRanges(after)];
  return old.length === now.length && old.every((range, i) => startOf(range) === startOf(now[i]!));
}

function startOf(piece: Piece): string {
  return piece instanceof Uint8Array ? '' : `${piece.start}-${piece.end}`;
}
