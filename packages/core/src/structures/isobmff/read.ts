// ISOBMFF boxes (ISO/IEC 14496-12, section 4.2): their headers, and the walk over those of a range.
import { need, type Scan } from '../../bytes/scan.js';
import type { View } from '../../bytes/view.js';
import type { Context } from '../../types.js';

/** A box; all places are absolute file offsets. */
export interface Box {
  /** Its four-character code, each byte one character. */
  readonly type: string;
  readonly start: number;
  /** After size and type (and the 64-bit size); of a `uuid` box, where its 16-byte id starts. */
  readonly body: number;
  /** Where it ends by its own size, which may lie beyond the file or the box around it. */
  readonly end: number;
}

/**
 * The boxes of `[start, end)`, by their headers alone. A box that ends beyond `end` is the last one, with a
 * warning; a size of 0 means up to `end` where `toEnd` allows it (in a file) and ends the walk elsewhere.
 */
export function* readBoxes(
  from: View,
  start: number,
  end: number,
  context: Context,
  path: string,
  toEnd = false,
): Scan<Box[]> {
  const boxes: Box[] = [];
  let view = from;
  let at = start;
  while (at + 8 <= end) {
    if (boxes.length === context.limits.segments) {
      context.warn('limit-exceeded', `more than ${boxes.length} boxes`, at, path);
      break;
    }
    const ahead = Math.min(end, at + 16);
    if (!view.has(at, ahead)) view = yield { start: at, end: ahead };
    if (view.end < at + 8) break;
    const box = boxAt(view, at, end, toEnd);
    if (!box) {
      if (view.u32(at) !== 0) context.warn('malformed', 'box with an impossible size', at, path);
      break;
    }
    if (box.end > end)
      context.warn(
        'truncated',
        `box ${printable(box.type)} is cut off`,
        at,
        `${path}/${printable(box.type)}`,
      );
    boxes.push(box);
    at = box.end;
  }
  return boxes;
}

/** The same for a range whose bytes `view` holds. */
export function boxesAtHand(view: View, start: number, end: number, context: Context, path: string): Box[] {
  const step = readBoxes(view, start, Math.min(end, view.end), context, path, true).next();
  return step.done ? step.value : [];
}

/**
 * The box at `at`, whose first eight bytes `view` holds; `undefined` where its size is none. `toEnd`: a size of 0 means
 * up to `end`.
 */
export function boxAt(view: View, at: number, end: number, toEnd = false): Box | undefined {
  const size = view.u32(at);
  const type = view.fourcc(at + 4);
  if (size === 0 && toEnd) return { type, start: at, body: at + 8, end };
  if (size !== 1) return size < 8 ? undefined : { type, start: at, body: at + 8, end: at + size };
  if (at + 16 > end || view.end < at + 16) return undefined;
  const long = view.u64(at + 8);
  return long < 16 || !Number.isSafeInteger(at + long)
    ? undefined
    : { type, start: at, body: at + 16, end: at + long };
}

/** A box type fit for a path or a message. */
export function printable(type: string): string {
  if (/^[ -~]*$/.test(type)) return type;
  return type.replace(
    /[^ -~]/g,
    (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}

/** Most bytes of one box that are read in one go rather than box by box. */
const eagerBytes = 64 << 10;

/**
 * A view for a walk through a container box: on the whole of it where it is small, else on its start, so
 * that only what is asked for is read. Ends where the file does.
 */
export function* openBox(view: View, box: Box): Scan<View> {
  const size = box.end - box.start;
  return yield* need(view, box.start, size <= eagerBytes ? box.end : box.start + 16);
}
