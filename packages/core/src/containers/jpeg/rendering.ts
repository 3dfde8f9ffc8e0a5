// What shows a JPEG beside its coded data: frames, tables, scan headers, and the segments that colours depend on.
import { need, type Scan } from '../../bytes/scan.js';
import type { View } from '../../bytes/view.js';
import type { Rendering } from '../rendering.js';
import { SOS } from './markers.js';
import { pathOf, type Segment, walkSegments } from './walk.js';

/** Tells of the first picture of a JPEG. */
export const jpegRendering: Rendering = function* (input, tell) {
  const walk = yield* walkSegments(input);
  const { segments } = walk;
  const header = segments.slice(
    0,
    segments.findIndex(({ marker }) => marker === SOS),
  );
  const jfif = header.find(({ kind, start, end }) => kind === 'jfif' && end - start >= 18);
  const adobe = header.findLast(({ kind, start, end }) => kind === 'adobe' && end - start >= 16);
  let view = yield { start: 0, end: 4 };
  for (const segment of segments) {
    if (segment.kind !== undefined && segment !== jfif && segment !== adobe) continue;
    const { start, end } = yield* contentOf(view, segment);
    view = yield* need(view, start, end);
    tell(pathOf(walk, segment), view.slice(start, end));
  }
};

/** The bytes of a segment that decoders go by; of a scan, its header. */
function* contentOf(view: View, { marker, start, end, kind }: Segment): Scan<{ start: number; end: number }> {
  // Version and density; their thumbnail is not the picture's (JFIF 1.02 page 5).
  if (kind === 'jfif') return { start: start + 9, end: start + 16 };
  if (kind === 'adobe') return { start: start + 9, end: start + 16 };
  if (marker !== SOS) return { start: start + 4, end };
  const head = yield* need(view, start, start + 4);
  return { start: start + 4, end: start + 2 + head.u16(start + 2) };
}
