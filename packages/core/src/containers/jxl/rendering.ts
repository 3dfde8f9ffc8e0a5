// What shows a JPEG XL picture beside its coded data: the level that its decoder needs, and the order of its parts.
import type { Rendering } from '../rendering.js';
import { isCodestreamBox } from './boxes.js';
import { boxesOf } from './structure.js';

/** Tells of a JPEG XL file. */
export const jxlRendering: Rendering = function* (input, facts) {
  for (const each of (yield* boxesOf(input)) ?? []) {
    const { type, body, end } = each;
    if (isCodestreamBox(each)) facts.emit(`jxl/${type}`, []);
    else if (type === 'jxll') {
      const view = yield { start: body, end: body + 1 };
      facts.emit('jxl/jxll', view.slice(body, Math.min(end, body + 1)));
    }
  }
};
