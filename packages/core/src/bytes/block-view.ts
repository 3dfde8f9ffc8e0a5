// The bytes of one metadata block, from wherever the file keeps them.
import type { BlockRef, Context } from '../types.js';
import type { Scan } from './scan.js';
import { View } from './view.js';

/** A block's bytes in a view that holds them: `[start, end)` of `view`. */
export interface BlockView {
  readonly view: View;
  readonly start: number;
  readonly end: number;
}

/**
 * Gets a block's bytes. A block in one piece keeps its absolute offsets; one in several pieces, or one
 * that brings its own bytes, is joined into a view that starts at 0. Shorter where the file ends or
 * `limits.blockBytes` cuts it, with a warning.
 */
export function* blockView(ref: BlockRef, context: Context): Scan<BlockView> {
  const { budget, limits } = context;
  let room = Math.min(limits.blockBytes, budget.blockLeft);
  if (ref.bytes) {
    const end = Math.min(ref.bytes.length, room);
    if (end < ref.bytes.length) warnOfSize(ref, context, 0);
    budget.block(end);
    return { view: new View(ref.bytes), start: 0, end };
  }
  const last = ref.ranges.at(-1);
  const pieces: Uint8Array[] = [];
  for (const range of ref.ranges) {
    const end = Math.min(range.end, range.start + room);
    if (end < range.end) warnOfSize(ref, context, end);
    const view = context.held?.view ?? (yield { start: range.start, end });
    const present = Math.max(range.start, Math.min(end, view.end));
    if (present < end)
      context.warn('truncated', 'block is cut off by the end of the file', present, ref.path);
    room -= present - range.start;
    budget.block(present - range.start);
    if (pieces.length === 0 && (range === last || room <= 0))
      return { view, start: range.start, end: present };
    pieces.push(view.slice(range.start, present));
    if (room <= 0) break;
  }
  const bytes = join(pieces);
  return { view: new View(bytes), start: 0, end: bytes.length };
}

function warnOfSize({ path }: BlockRef, { limits, warn }: Context, at: number): void {
  warn(
    'limit-exceeded',
    `the block, or all of the file, is larger than ${limits.blockBytes} bytes`,
    at,
    path,
  );
}

/** One array of all bytes, in order. */
export function join(pieces: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const piece of pieces) length += piece.length;
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
