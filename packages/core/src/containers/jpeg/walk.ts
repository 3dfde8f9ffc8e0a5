// Walks a JPEG strictly, segment by segment, to where its coded picture ends.

import { need, type Scan } from '../../bytes/scan.js';
import { beginsWithText } from '../../bytes/text.js';
import type { View } from '../../bytes/view.js';
import { codedEnd } from '../../structures/jpeg/coded-end.js';
import { isFrame, standsAlone } from '../../structures/jpeg/marker-kinds.js';
import { APP0, APP15, COM, EOI, SOI, SOS } from '../../structures/jpeg/markers.js';
import { JpegWalk } from '../../structures/jpeg/walk.js';
import type { BlockKind } from '../../types.js';
import { type PlanInput, refuse } from '../plan.js';
import { type Signature, signatures } from './signatures.js';

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
export interface WalkedJpeg {
  readonly start: number;
  /** `jpeg`, or what it is called within the file. */
  readonly path: string;
  readonly segments: readonly Segment[];
  /** Where the coded image ends; what follows is a trailer. */
  readonly end: number;
  /** Whether it ends with the EOI marker. */
  readonly closed: boolean;
}

export function pathOf({ path }: WalkedJpeg, { marker }: Segment): string {
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
): Scan<WalkedJpeg> {
  const segments: Segment[] = [];
  const walk = new JpegWalk(yield { start: from, end: from + 4 }, from + 2);
  let scans = tables ? 1 : 0;
  for (;;) {
    if (segments.length > context.limits.segments)
      refuse('limit-exceeded', 'too many segments', walk.end, path);
    for (let range = walk.advance(); range; range = walk.advance()) walk.view = yield range;
    const { marker, after, start, end } = walk;
    if (marker === 0) {
      if (scans === 0) refuse('truncated', 'the file ends before the picture', after, path);
      return { start: from, path, segments, end: after, closed: false };
    }
    if (marker === EOI) {
      if (scans === 0) refuse('malformed', 'the image ends before its picture', start, path);
      return { start: from, path, segments, end: start + 2, closed: true };
    }
    if (marker === SOI) refuse('malformed', 'an image begins inside the image', start, path);
    if (standsAlone(marker)) {
      segments.push({ marker, start, end, kind: 'segment', content: end });
      continue;
    }
    const valid = end >= start + 4;
    walk.view = yield* need(walk.view, start, end);
    if (!valid || !walk.view.has(start, end)) {
      if (scans > 0 && valid) return { start: from, path, segments, end: start, closed: false };
      refuse(valid ? 'truncated' : 'malformed', 'a segment without a valid length', start, path);
    }
    if (marker === SOS) {
      const coded = known.get(start) ?? (yield* codedEnd(walk.view, end));
      segments.push({ marker, start, end: coded });
      scans++;
      walk.moveTo(coded);
    } else segments.push(identify(walk.view, marker, start, end));
  }
}

const maxNameBytes = 40;

/** The segments before the coded picture, for what changes nothing behind; a file may have no picture at all. */
export function* walkHead({ context }: Pick<PlanInput, 'context'>): Scan<WalkedJpeg> {
  const path = 'jpeg';
  const segments: Segment[] = [];
  const walk = new JpegWalk(yield { start: 0, end: 4 }, 2);
  for (;;) {
    if (segments.length > context.limits.segments)
      refuse('limit-exceeded', 'too many segments', walk.end, path);
    for (let range = walk.advance(); range; range = walk.advance()) walk.view = yield range;
    const { marker, after, start, end } = walk;
    if (marker === 0) refuse('truncated', 'the file ends before the picture', after, path);
    if (marker === EOI || marker === SOS)
      return { start: 0, path, segments, end: start, closed: marker === EOI };
    if (standsAlone(marker)) {
      segments.push({ marker, start, end, kind: 'segment', content: end });
      continue;
    }
    if (end < start + 4) refuse('malformed', 'a segment without a valid length', start, path);
    walk.view = yield* need(walk.view, start, Math.min(end, start + 4 + maxNameBytes));
    segments.push(identify(walk.view, marker, start, Math.min(end, walk.view.end), end));
  }
}

/** What an ISO 21496-1 gain map's segment begins with. */
export const isoGainMap = 'urn:iso:std:iso:ts:21496:-1\0';
const named: readonly Signature<BlockKind | 'gainmap'>[] = [
  ...signatures,
  { app: 2, text: isoGainMap, kind: 'gainmap' },
];

/** Coded segments have no kind; whatever is not named as one is metadata. */
function identify(view: View, marker: number, start: number, seen: number, end: number = seen): Segment {
  if (isCoded(marker)) return { marker, start, end };
  const content = start + 4;
  if (marker === COM) return { marker, start, end, kind: 'comment', content };
  const signature = named.find(
    ({ app, text }) => app === marker - APP0 && beginsWithText(view, content, seen, text),
  );
  if (!signature) return { marker, start, end, kind: marker >= APP0 ? 'app' : 'segment', content };
  return { marker, start, end, kind: signature.kind, content: content + signature.text.length };
}

/** SOFn, DHT, DAC, DQT, DNL, DRI, DHP, EXP. */
function isCoded(marker: number): boolean {
  return isFrame(marker) || marker === 0xc4 || marker === 0xcc || (marker >= 0xdb && marker <= 0xdf);
}
