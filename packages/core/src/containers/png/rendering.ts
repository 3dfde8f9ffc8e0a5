// What shows a PNG beside its coded data: its header, and the chunks of picture, colour and animation.

import { need } from '../../bytes/scan.js';
import { walkChunks } from '../../structures/png/walk.js';
import type { Rendering } from '../rendering.js';
import { isKept } from './kept-chunks.js';

/** Tells of a PNG. Of chunks that may stand once, the first that is of a right size counts. */
export const pngRendering: Rendering = function* ({ context }, facts) {
  const seen = new Set<string>();
  const shape = { colourType: 0, paletteEntries: 0 };
  yield* walkChunks(context, 'headers', function* ({ type, start, end }, head) {
    if (type === 'PLTE' && !seen.has(type)) shape.paletteEntries = (end - start) / 3;
    const fact = type === 'IHDR' || isKept({ type, start, end }, shape);
    if (!(fact || type === 'IDAT') || (seen.has(type) && type !== 'fcTL')) return;
    seen.add(type);
    const view = fact ? yield* need(head, start, end) : head;
    if (type === 'IHDR' && view.has(start, start + 10)) shape.colourType = view.u8(start + 9);
    facts.emit(`png/${type}`, fact ? view.slice(start, end) : []);
  });
};
