// Walks the segments of a JPEG up to the coded picture and says which blocks they hold.

import type { Scan } from '../../bytes/scan.js';
import { beginsWithText } from '../../bytes/text.js';
import type { View } from '../../bytes/view.js';
import { isFrame, standsAlone } from '../../structures/jpeg/marker-kinds.js';
import { APP0, APP1, APP15, COM, EOI, SOS } from '../../structures/jpeg/markers.js';
import { JpegWalk } from '../../structures/jpeg/walk.js';
import type { Context, FileType, Layout, Picture } from '../../types.js';
import { joinSegments, type MetadataSegment } from './blocks.js';
import { oddApp1 } from './odd-app1.js';
import { isCiff, signatures } from './signatures.js';
import { tailOf } from './trailers.js';

const maxSignatureBytes = 40;
/** How far a lost marker is looked for. */
const searchBytes = 65_536;

/** Finds the blocks of a JPEG (ISO/IEC 10918-1 annex B) without reading its coded picture. */
export function scanJpeg(context: Context): Scan<Layout> {
  return scanSegments(context, 2, { type: 'JPEG', extension: 'jpg', mimeType: 'image/jpeg' });
}

/** The same of a file of segments whose first one begins at `from`. */
export function* scanSegments(context: Context, from: number, fileType: FileType): Scan<Layout> {
  const walk = new JpegWalk(context.held?.view ?? (yield { start: 0, end: from + 2 }), from, searchBytes);
  const segments: MetadataSegment[] = [];
  let picture: Picture | undefined;
  let imageStart: number | undefined;
  for (let count = 0; ; count++) {
    if (count === context.limits.segments) {
      context.warn('limit-exceeded', `more than ${count} segments`, walk.end, 'jpeg');
      break;
    }
    for (let range = walk.advance(); range; range = walk.advance()) walk.view = yield range;
    const { marker, after, start, end } = walk;
    if (marker === 0) {
      context.warn('truncated', 'the file ends before the picture', after, 'jpeg');
      break;
    }
    if (walk.strays) context.warn('malformed', `${start - after} bytes between two segments`, after, 'jpeg');
    if (marker === EOI) break;
    if (standsAlone(marker)) continue;
    if (end < start + 4) {
      context.warn('truncated', 'a segment without a valid length', start, 'jpeg');
      break;
    }
    if (marker === SOS) {
      imageStart = start;
      break;
    }
    if (isFrame(marker)) {
      if (!walk.view.has(start, end)) walk.view = yield { start, end };
      picture ??= readFrame(walk.view, marker, start, end);
    } else if ((marker >= APP0 && marker <= APP15) || marker === COM) {
      const last = Math.min(end, start + 4 + maxSignatureBytes);
      if (!walk.view.has(start, last)) walk.view = yield { start, end: last };
      let segment = identify(walk.view, marker, start + 4, end);
      if (segment.kind === 'app' && marker === APP1) {
        if (!walk.view.has(start, end)) walk.view = yield { start, end };
        segment = oddApp1(walk.view, segment);
      }
      segments.push(segment);
    }
  }
  return {
    fileType,
    picture: picture ?? {},
    blocks: yield* joinSegments(segments, context),
    tail: tailOf(imageStart, context),
    imageData: imageStart === undefined ? [] : [{ start: imageStart, end: context.size ?? imageStart }],
  };
}

function identify(view: View, marker: number, start: number, end: number): MetadataSegment {
  if (marker === COM) return { label: 'COM', kind: 'comment', start, end };
  const app = marker - APP0;
  const label = appLabels[app]!;
  const last = Math.min(view.end, end);
  for (const { text, kind } of signaturesByApp[app]!)
    if (beginsWithText(view, start, last, text)) return { label, kind, start: start + text.length, end };
  if (app === 0 && isCiff(view, start, last)) return { label: 'CIFF', kind: 'makernote', start, end };
  return { label, kind: 'app', start, end };
}

const appLabels = Array.from({ length: 16 }, (_, app) => `APP${app}`);
const signaturesByApp = appLabels.map((_, app) => signatures.filter((signature) => signature.app === app));

/** Dimensions and sampling from a frame header (B.2.2). */
function readFrame(view: View, marker: number, at: number, end: number): Picture | undefined {
  if (!view.has(at, end) || end - at < 10) return undefined;
  const components = view.u8(at + 9);
  const facts: { -readonly [Fact in keyof Picture]: Picture[Fact] } = {
    encodingProcess: marker & 0x0f,
    bitsPerSample: view.u8(at + 4),
    height: view.u16(at + 5),
    width: view.u16(at + 7),
    colorComponents: components,
  };
  if (components !== 3 || end - at < 10 + 3 * components) return facts;
  let across = 0;
  let down = 0;
  let leastAcross = 15;
  let leastDown = 15;
  for (let i = 0; i < components; i++) {
    const sampling = view.u8(at + 10 + 3 * i + 1);
    across = Math.max(across, sampling >> 4);
    down = Math.max(down, sampling & 15);
    leastAcross = Math.min(leastAcross, sampling >> 4);
    leastDown = Math.min(leastDown, sampling & 15);
  }
  if (!leastAcross || !leastDown) return facts;
  facts.subSampling = `${across / leastAcross} ${down / leastDown}`;
  return facts;
}
