// What shows a JPEG beside its coded data: frames, tables, scan headers, and the segments that colours depend on.

import { SOS } from '../../structures/jpeg/markers.js';
import type { Rendering } from '../rendering.js';
import { pathOf, walkSegments } from './walk.js';

/** JFIF's version and density, without its thumbnail; Adobe's version, flags and colour transform. */
const numbersBytes = 7;

/** Tells of the first picture of a JPEG. */
export const jpegRendering: Rendering = function* (input, facts) {
  const walk = yield* walkSegments(input);
  const scan = walk.segments.findIndex(({ marker }) => marker === SOS);
  const header = walk.segments.slice(0, scan);
  const jfif = header.find(({ kind, start, end }) => kind === 'jfif' && end - start >= 18);
  const adobe = header.findLast(({ kind, start, end }) => kind === 'adobe' && end - start >= 16);
  const paths: string[] = [];
  let view = yield { start: 0, end: 4 };
  for (const segment of walk.segments) {
    if (segment.kind !== undefined && segment !== jfif && segment !== adobe) continue;
    const { start } = segment;
    if (!view.has(start, start + 4)) view = yield { start, end: start + 4 };
    const from = segment.content ?? start + 4;
    const to = segment.content === undefined ? start + 2 + view.u16(start + 2) : from + numbersBytes;
    if (!view.has(from, to)) view = yield { start: from, end: to };
    paths[segment.marker] ??= pathOf(walk, segment);
    facts.emit(paths[segment.marker]!, view.bytes, from - view.start, to - view.start);
  }
};
