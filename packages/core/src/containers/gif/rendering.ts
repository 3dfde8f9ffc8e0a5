// What shows a GIF beside its coded data: screen, colour tables, the control of each image, the animation loop.
import { need } from '../../bytes/scan.js';
import { colourTableBytes, controlData } from '../../structures/gif/walk.js';
import type { Rendering } from '../rendering.js';
import { imageControls, loopCount, readPartsAhead } from './parts.js';

/** `GIF89a`: the version tells which extensions there may be, not how a picture is shown. */
const signatureBytes = 6;

/** Tells of a GIF. */
export const gifRendering: Rendering = function* (input, facts) {
  const { parts, screenEnd } = yield* readPartsAhead(input);
  let view = yield { start: 0, end: screenEnd };
  facts.emit('gif', view.slice(signatureBytes, screenEnd));
  const controls = imageControls(parts);
  for (const part of parts) {
    const { kind, start } = part;
    if (kind === 'image') {
      view = yield* need(view, start, start + 10);
      const end = start + 10 + colourTableBytes(view.u8(start + 9));
      view = yield* need(view, start, end);
      facts.emit('gif/image', view.slice(start, end));
    } else if (controls.has(part)) {
      const { start: from, end } = controlData(part);
      view = yield* need(view, from, end);
      facts.emit('gif/control', view.slice(from, end));
    } else if (kind === 'loop') {
      const count = yield* loopCount(part);
      if (count) facts.emit('gif/loop', count);
    }
  }
};
