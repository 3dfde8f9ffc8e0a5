// What shows a WebP beside its coded data: canvas, animation, the place and time of each frame, what frames are made of.
import { need, type Scan } from '../../bytes/scan.js';
import { type RiffChunk, walkRiff } from '../../structures/riff/walk.js';
import type { Context } from '../../types.js';
import type { Rendering, ShownFacts } from '../rendering.js';
import { canvasOf } from './canvas.js';
import { walkWebp } from './scan.js';

const frameHeaderBytes = 16;
/** Alpha and animation (RFC 9649 section 2.7); the other flags are of metadata. */
const ALPHA_AND_ANIMATION = 0x12;
const bitstreams: ReadonlySet<string> = new Set(['VP8 ', 'VP8L', 'ALPH']);

/** Tells of a WebP. */
export const webpRendering: Rendering = function* ({ context }, facts) {
  const chunks: RiffChunk[] = [];
  yield* walkWebp(context, (chunk) => chunks.push(chunk));
  const seen = new Set<string>();
  let view = yield { start: 0, end: 12 };
  if (!chunks.some(({ type }) => type === 'VP8X')) yield* emitCanvas(chunks, facts);
  for (const chunk of chunks) {
    const { type, start, end } = chunk;
    const once = !seen.has(type);
    seen.add(type);
    const headEnd = Math.min(end, start + frameHeaderBytes);
    view = yield* need(view, start, headEnd);
    if (type === 'VP8X' && once) {
      facts.emit('webp/VP8X', [view.u8(start) & ALPHA_AND_ANIMATION, ...view.slice(start + 4, start + 10)]);
    } else if (type === 'ANIM' && once) facts.emit('webp/ANIM', view.slice(start, Math.min(end, start + 6)));
    else if (bitstreams.has(type)) facts.emit(`webp/${type}`, []);
    else if (type === 'ANMF') {
      facts.emit('webp/ANMF', view.slice(start, headEnd));
      for (const inner of yield* bitstreamsIn(context, chunk)) facts.emit(`webp/ANMF/${inner}`, []);
    }
  }
};

/** A single picture is all of its canvas, and says itself whether it has alpha: as VP8X says it. */
function* emitCanvas(chunks: readonly RiffChunk[], facts: ShownFacts): Scan<void> {
  const picture = chunks.find(({ type }) => type === 'VP8 ' || type === 'VP8L');
  if (!picture) return;
  facts.emit('webp/VP8X', yield* canvasOf(picture));
}

/** The types of the coded parts of a frame. */
function* bitstreamsIn(context: Context, { start, end }: RiffChunk): Scan<string[]> {
  const types: string[] = [];
  const silent = { ...context, size: end, warn: () => {} };
  yield* walkRiff(silent, start + frameHeaderBytes, end, 'webp/ANMF', ({ type }) => {
    if (bitstreams.has(type)) types.push(type);
    return true;
  });
  return types;
}
