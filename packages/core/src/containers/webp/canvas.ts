// What VP8X would say of a WebP of one plain picture (RFC 9649 section 2.7): whether it has alpha, and its size less one.
import type { Scan } from '../../bytes/scan.js';
import type { RiffChunk } from '../../structures/riff/walk.js';

const ALPHA_FLAG = 0x10;
const headBytes = 10;

/** The flag of alpha, and width and height in three bytes each. */
export function* canvasOf({ type, start, end }: RiffChunk): Scan<readonly number[]> {
  const last = Math.min(end, start + headBytes);
  const view = yield { start, end: last };
  const isLossless = type === 'VP8L';
  if (!view.has(start, last) || last - start < (isLossless ? 5 : headBytes)) return [0];
  if (!isLossless) {
    const [width, height] = [view.u16(start + 6, true) & 0x3fff, view.u16(start + 8, true) & 0x3fff];
    return [0, ...threeBytes(width - 1), ...threeBytes(height - 1)];
  }
  const bits = view.u32(start + 1, true);
  const alpha = (bits >>> 28) & 1 ? ALPHA_FLAG : 0;
  return [alpha, ...threeBytes(bits & 0x3fff), ...threeBytes((bits >>> 14) & 0x3fff)];
}

function threeBytes(value: number): number[] {
  return [value & 255, (value >> 8) & 255, (value >> 16) & 255];
}
