// Walks the segments of a JPEG up to the coded picture and says which blocks they hold.
import { need, type Scan } from '../../bytes/scan.js';
import type { View } from '../../bytes/view.js';
import type { Context, Layout, Picture } from '../../types.js';
import { joinSegments, type Segment } from './blocks.js';
import { APP0, APP1, APP15, COM, EOI, isFrame, SOS, standsAlone } from './markers.js';
import { oddApp1 } from './odd-app1.js';
import { signatures, startsWith } from './signatures.js';
import { tailOf } from './trailers.js';

const maxSignatureBytes = 40;
/** How far a lost marker is looked for. */
const searchBytes = 65_536;

/** Finds the blocks of a JPEG (ISO/IEC 10918-1 annex B) without reading its coded picture. */
export function* scanJpeg(context: Context): Scan<Layout> {
  let view = yield { start: 0, end: 4 };
  const segments: Segment[] = [];
  let picture: Picture | undefined;
  let imageStart: number | undefined;
  let at = 2;
  for (let count = 0; ; count++) {
    if (count === context.limits.segments) {
      context.warn('limit-exceeded', `more than ${count} segments`, at, 'jpeg');
      break;
    }
    view = yield* need(view, at, at + 4);
    if (!isMarker(view, at)) {
      view = yield* need(view, at, at + searchBytes);
      const found = findMarker(view, at);
      if (found === undefined) {
        context.warn('truncated', 'the file ends before the picture', at, 'jpeg');
        break;
      }
      if (view.u8(at) !== 0xff)
        context.warn('malformed', `${found - at} bytes between two segments`, at, 'jpeg');
      at = found;
      view = yield* need(view, at, at + 4);
    }
    const marker = view.u8(at + 1);
    if (marker === EOI) break;
    if (standsAlone(marker)) {
      at += 2;
      continue;
    }
    const length = view.has(at, at + 4) ? view.u16(at + 2) : 0;
    if (length < 2) {
      context.warn('truncated', 'a segment without a valid length', at, 'jpeg');
      break;
    }
    if (marker === SOS) {
      imageStart = at;
      break;
    }
    const end = at + 2 + length;
    if (isFrame(marker)) {
      view = yield* need(view, at, end);
      picture ??= readFrame(view, marker, at, end);
    } else if ((marker >= APP0 && marker <= APP15) || marker === COM) {
      view = yield* need(view, at, Math.min(end, at + 4 + maxSignatureBytes));
      let segment = identify(view, marker, at + 4, end);
      if (segment.kind === 'app' && marker === APP1) {
        view = yield* need(view, at, end);
        segment = oddApp1(view, segment);
      }
      segments.push(segment);
    }
    at = end;
  }
  return {
    fileType: { type: 'JPEG', extension: 'jpg', mimeType: 'image/jpeg' },
    picture: picture ?? {},
    blocks: yield* joinSegments(segments, context),
    tail: tailOf(imageStart, context),
    imageData: imageStart === undefined ? [] : [{ start: imageStart, end: context.size ?? imageStart }],
  };
}

function isMarker(view: View, at: number): boolean {
  return view.has(at, at + 2) && view.u8(at) === 0xff && view.u8(at + 1) !== 0xff && view.u8(at + 1) !== 0;
}

/** The next marker at or after `at`, past fill bytes. */
function findMarker(view: View, at: number): number | undefined {
  const last = Math.min(view.end - 1, at + searchBytes);
  for (let i = at; i < last; i++) if (isMarker(view, i)) return i;
  return undefined;
}

function identify(view: View, marker: number, start: number, end: number): Segment {
  if (marker === COM) return { label: 'COM', kind: 'comment', start, end };
  const app = marker - APP0;
  const label = appLabels[app]!;
  const last = Math.min(view.end, end);
  const signature = signatures.find(
    (candidate) => candidate.app === app && startsWith(view, start, last, candidate.text),
  );
  if (!signature) return { label, kind: 'app', start, end };
  return { label, kind: signature.kind, start: start + signature.text.length, end };
}

const appLabels = Array.from({ length: 16 }, (_, app) => `APP${app}`);

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
