// Walks a JPEG strictly, segment by segment, to where its coded picture ends.
import { findByte } from '../../bytes/find.js';
import { need, type Scan } from '../../bytes/scan.js';
import type { View } from '../../bytes/view.js';
import { type PlanInput, refuse } from '../plan.js';
import { codedEnd } from './coded-end.js';
import { APP0, APP15, COM, EOI, isFrame, SOS, standsAlone } from './markers.js';
import { type Signature, signatures, startsWith } from './signatures.js';

/** `[start, end)` from the marker's 0xff to the end of the segment; a scan's with its coded data. */
export interface Segment {
  readonly marker: number;
  readonly start: number;
  readonly end: number;
  /** For metadata: what it is, and where its content begins. */
  readonly kind?: string;
  readonly content?: number;
}

/** The segments of one picture. */
export interface Walk {
  readonly start: number;
  /** `jpeg`, or what it is called within the file. */
  readonly path: string;
  readonly segments: readonly Segment[];
  /** Where the coded image ends; what follows is a trailer. */
  readonly end: number;
  /** Whether it ends with the EOI marker. */
  readonly closed: boolean;
}

export function pathOf({ path }: Walk, { marker }: Segment): string {
  if (marker === COM) return `${path}/COM`;
  if (marker >= APP0 && marker <= APP15) return `${path}/APP${marker - APP0}`;
  return `${path}/0x${marker.toString(16)}`;
}

/**
 * All segments of the picture at `start` up to EOI, or to the end of a file that has none but does have a picture.
 * Throws where it is damaged before its coded data ends. `tables`: it may be tables alone (ISO/IEC 10918-1 B.5).
 */
export function* walkSegments(
  { context, known }: Pick<PlanInput, 'context' | 'known'>,
  from = 0,
  path = 'jpeg',
  tables = false,
): Scan<Walk> {
  const segments: Segment[] = [];
  let view = yield { start: from, end: from + 4 };
  let at = from + 2;
  let scans = tables ? 1 : 0;
  for (;;) {
    if (segments.length > context.limits.segments) refuse('limit-exceeded', 'too many segments', at, path);
    const found: Marker | undefined = yield* nextMarker(view, at);
    if (!found) {
      if (scans === 0) refuse('truncated', 'the file ends before the picture', at, path);
      return { start: from, path, segments, end: at, closed: false };
    }
    ({ view } = found);
    const { marker, start } = found;
    if (marker === EOI) {
      if (scans === 0) refuse('malformed', 'the image ends before its picture', start, path);
      return { start: from, path, segments, end: start + 2, closed: true };
    }
    if (marker === 0xd8) refuse('malformed', 'an image begins inside the image', start, path);
    if (standsAlone(marker)) {
      segments.push({ marker, start, end: start + 2, kind: 'segment', content: start + 2 });
      at = start + 2;
      continue;
    }
    view = yield* need(view, start, start + 4);
    const length = view.has(start, start + 4) ? view.u16(start + 2) : 0;
    const end = start + 2 + length;
    view = yield* need(view, start, end);
    if (length < 2 || !view.has(start, end)) {
      if (scans > 0 && length >= 2) return { start: from, path, segments, end: start, closed: false };
      refuse(length < 2 ? 'malformed' : 'truncated', 'a segment without a valid length', start, path);
    }
    if (marker === SOS) {
      const coded = known.get(start) ?? (yield* codedEnd(view, end));
      segments.push({ marker, start, end: coded });
      scans++;
      at = coded;
    } else {
      segments.push(identify(view, marker, start, end));
      at = end;
    }
  }
}

interface Marker {
  readonly marker: number;
  /** Where its last 0xff stands. */
  readonly start: number;
  readonly view: View;
}

/** The next marker at or after `at`, past fill bytes and strays; `undefined` at the end of the file. */
function* nextMarker(from: View, at: number): Scan<Marker | undefined> {
  let view = from;
  for (let place = at; ; ) {
    view = yield* need(view, place, place + 2);
    if (!view.has(place, place + 2)) return undefined;
    const { bytes } = view;
    let index = place - view.start;
    while (index >= 0 && index + 1 < bytes.length) {
      const next = bytes[index + 1]!;
      if (bytes[index] !== 0xff) index = next === 0xff ? index + 1 : findByte(bytes, 0xff, index + 2);
      else if (next === 0xff) index++;
      else if (next === 0) index += 2;
      else return { marker: next, start: view.start + index, view };
    }
    place = index < 0 ? view.end : view.start + index;
  }
}

/** What an ISO 21496-1 gain map's segment begins with. */
export const isoGainMap = 'urn:iso:std:iso:ts:21496:-1\0';
const named: readonly Signature[] = [...signatures, { app: 2, text: isoGainMap, kind: 'gainmap' }];

/** Coded segments have no kind; whatever is not named as one is metadata. */
function identify(view: View, marker: number, start: number, end: number): Segment {
  if (isCoded(marker)) return { marker, start, end };
  const content = start + 4;
  if (marker === COM) return { marker, start, end, kind: 'comment', content };
  const signature = named.find(
    ({ app, text }) => app === marker - APP0 && startsWith(view, content, end, text),
  );
  if (!signature) return { marker, start, end, kind: marker >= APP0 ? 'app' : 'segment', content };
  return { marker, start, end, kind: signature.kind, content: content + signature.text.length };
}

/** SOFn, DHT, DAC, DQT, DNL, DRI, DHP, EXP. */
function isCoded(marker: number): boolean {
  return isFrame(marker) || marker === 0xc4 || marker === 0xcc || (marker >= 0xdb && marker <= 0xdf);
}
