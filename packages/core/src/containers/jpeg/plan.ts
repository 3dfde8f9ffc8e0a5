// Rewrites a JPEG without its metadata: coded segments byte for byte, and of the others only what is named here.
import { findByte } from '../../bytes/find.js';
import { need, type Scan } from '../../bytes/scan.js';
import type { View } from '../../bytes/view.js';
import { keptExif } from '../../ifd/keep.js';
import { type Plan, PlanBuilder, type PlanInput, type Planner, refuse } from '../plan.js';
import { APP0, APP15, COM, EOI, isFrame, SOS, signatures, standsAlone } from './markers.js';

/** The JPEG planner (ISO/IEC 10918-1 annex B). */
export const jpegPlanner: Planner<'jpeg'> = {
  name: 'jpeg',
  mimeType: 'image/jpeg',
  match: (head) => head.has(0, 3) && head.u16(0) === 0xffd8 && head.u8(2) === 0xff,
  plan: planJpeg,
};

/** `[start, end)` from the marker's 0xff to the end of the segment; a scan's with its coded data. */
interface Segment {
  readonly marker: number;
  readonly start: number;
  readonly end: number;
  /** For metadata: what it is, and where its content begins. */
  readonly kind?: string;
  readonly content?: number;
}

interface Walk {
  readonly segments: readonly Segment[];
  /** Where the coded image ends; what follows is a trailer. */
  readonly end: number;
  /** Whether it ends with the EOI marker. */
  readonly closed: boolean;
}

/** How much of coded data is looked at in one piece. */
const windowBytes = 1 << 20;

function* planJpeg(input: PlanInput): Scan<Plan> {
  const walk = yield* walkSegments(input);
  const stay = yield* chooseSegments(input, walk.segments);
  const plan = new PlanBuilder();
  plan.copy(0, 2);
  const { exif } = stay;
  const leads = stay.jfif !== undefined && walk.segments[0] === stay.jfif;
  if (!leads) writeExif(plan, exif);
  let at = 2;
  for (const segment of walk.segments) {
    plan.remove('gap', 'jpeg', at, segment.start);
    yield* writeSegment(plan, segment, stay);
    if (leads && segment === stay.jfif) writeExif(plan, exif);
    at = segment.end;
  }
  plan.remove('gap', 'jpeg', at, walk.end - (walk.closed ? 2 : 0));
  if (walk.closed) plan.copy(walk.end - 2, walk.end);
  else plan.change('picture', 'jpeg/EOI', at, at, [Uint8Array.of(0xff, EOI)], 'the end mark was missing');
  plan.remove('trailer', 'jpeg/trailer', walk.end, yield* fileEnd(input, walk.end));
  const index = walk.segments.find(({ kind }) => kind === 'mpf');
  if (index) input.context.warn('unknown', 'its further pictures are removed', index.start, 'jpeg/APP2');
  return plan;
}

function* fileEnd({ context }: PlanInput, from: number): Scan<number> {
  return context.size ?? (yield { start: from, end: from + 1 }).end;
}

/** The metadata segments that stay, whole or in part. */
interface Staying {
  readonly jfif: Segment | undefined;
  readonly adobe: Segment | undefined;
  readonly profile: ReadonlySet<Segment>;
  readonly exif: KeptExif | undefined;
}

/** Decoders take JFIF and Adobe segments only before the first scan, and of several Adobe ones the last. */
function* chooseSegments(input: PlanInput, segments: readonly Segment[]): Scan<Staying> {
  const scan = segments.findIndex(({ marker }) => marker === SOS);
  const header = segments.slice(0, scan);
  const profile = input.rules.colour ? yield* profileSegments(header) : new Set<Segment>();
  return {
    jfif: header.find(({ kind, start, end }) => kind === 'jfif' && end - start >= 18),
    adobe: header.findLast(({ kind, start, end }) => kind === 'adobe' && end - start >= 16),
    profile,
    exif: yield* exifSegment(input, header, profile.size > 0),
  };
}

function* writeSegment(plan: PlanBuilder, segment: Segment, stay: Staying): Scan<void> {
  const { kind, start, end } = segment;
  const path = pathOf(segment);
  if (kind === undefined) plan.copyImage(start, end);
  else if (segment === stay.jfif) yield* writeJfif(plan, segment, path);
  else if (segment === stay.adobe) yield* writeAdobe(plan, segment, path);
  else if (stay.profile.has(segment)) plan.keep('icc', path, start, end, 'colour profile');
  else if (segment !== stay.exif?.from) plan.remove(kind, path, start, end);
}

function pathOf({ marker }: Segment): string {
  if (marker === COM) return 'jpeg/COM';
  if (marker >= APP0 && marker <= APP15) return `jpeg/APP${marker - APP0}`;
  return `jpeg/0x${marker.toString(16)}`;
}

/** All segments up to EOI, or to the end of a file that has none but does have a picture. */
function* walkSegments({ context, known }: PlanInput): Scan<Walk> {
  const segments: Segment[] = [];
  let view = yield { start: 0, end: 4 };
  let at = 2;
  let scans = 0;
  for (;;) {
    if (segments.length > context.limits.segments) refuse('limit-exceeded', 'too many segments', at, 'jpeg');
    const found: Marker | undefined = yield* nextMarker(view, at);
    if (!found) {
      if (scans === 0) refuse('truncated', 'the file ends before the picture', at, 'jpeg');
      return { segments, end: at, closed: false };
    }
    ({ view } = found);
    const { marker, start } = found;
    if (marker === EOI) {
      if (scans === 0) refuse('malformed', 'the image ends before its picture', start, 'jpeg');
      return { segments, end: start + 2, closed: true };
    }
    if (marker === 0xd8) refuse('malformed', 'an image begins inside the image', start, 'jpeg');
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
      if (scans > 0 && length >= 2) return { segments, end: start, closed: false };
      refuse(length < 2 ? 'malformed' : 'truncated', 'a segment without a valid length', start, 'jpeg');
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
    const next = view.u8(place + 1);
    if (view.u8(place) === 0xff && next !== 0xff && next !== 0) return { marker: next, start: place, view };
    const index = findByte(view.bytes, 0xff, place + 1 - view.start);
    place = index < 0 ? view.end : view.start + index;
  }
}

/** Where the coded data that begins at `from` ends: at the first marker that is no restart (B.1.1.5). */
function* codedEnd(from: View, start: number): Scan<number> {
  let view = from;
  for (let at = start; ; ) {
    if (!view.has(at, at + 2)) {
      view = yield { start: at, end: at + windowBytes };
      if (!view.has(at, at + 2)) return Math.max(at, view.end);
    }
    const index = findMarker(view.bytes, at - view.start);
    if (index < view.bytes.length - 1) return view.start + index;
    at = view.start + index;
  }
}

/** Index of the first marker but RSTn, or of the last byte if it could begin one, or the length. */
function findMarker(bytes: Uint8Array, from: number): number {
  for (let at = from; ; ) {
    const index = findByte(bytes, 0xff, at);
    if (index < 0) return bytes.length;
    const next = bytes[index + 1];
    if (next === undefined) return index;
    if (next === 0xff) at = index + 1;
    else if (next === 0 || (next & 0xf8) === 0xd0) at = index + 2;
    else return index;
  }
}

/** Coded segments have no kind; whatever is not named as one is metadata. */
function identify(view: View, marker: number, start: number, end: number): Segment {
  if (isCoded(marker)) return { marker, start, end };
  const content = start + 4;
  if (marker === COM) return { marker, start, end, kind: 'comment', content };
  const head = view.latin1(content, Math.min(end, content + 40));
  const signature = signatures.find(({ app, text }) => app === marker - APP0 && head.startsWith(text));
  if (!signature) return { marker, start, end, kind: marker >= APP0 ? 'app' : 'segment', content };
  return { marker, start, end, kind: signature.kind, content: content + signature.text.length };
}

/** SOFn, DHT, DAC, DQT, DNL, DRI, DHP, EXP. */
function isCoded(marker: number): boolean {
  return isFrame(marker) || marker === 0xc4 || marker === 0xcc || (marker >= 0xdb && marker <= 0xdf);
}

/** JFIF with its version and density; the thumbnail goes (JFIF 1.02 page 5). */
function* writeJfif(plan: PlanBuilder, { start, end }: Segment, path: string): Scan<void> {
  const view = yield { start, end };
  if (end - start === 18 && view.u16(start + 16) === 0) {
    plan.keep('jfif', path, start, end, 'pixel density');
    return;
  }
  const bytes = view.slice(start, start + 18).slice();
  bytes.set([0, 16], 2);
  bytes.set([0, 0], 16);
  plan.change('jfif', path, start, end, [bytes], 'thumbnail removed');
}

/** Adobe's segment says how colours are coded, in its first 12 bytes. */
function* writeAdobe(plan: PlanBuilder, { start, end }: Segment, path: string): Scan<void> {
  if (end - start === 16) {
    plan.keep('adobe', path, start, end, 'colour transform');
    return;
  }
  const view = yield { start, end };
  const bytes = view.slice(start, start + 16).slice();
  bytes.set([0, 14], 2);
  plan.change('adobe', path, start, end, [bytes], 'cut to its 12 bytes');
}

/** The segments of the first whole ICC profile (ICC.1:2022 annex B.4). */
function* profileSegments(segments: readonly Segment[]): Scan<Set<Segment>> {
  const parts = new Map<number, Segment>();
  let count = 0;
  for (const segment of segments) {
    const { kind, content, end } = segment;
    if (kind !== 'icc' || content === undefined || end < content + 2) continue;
    const view = yield { start: content, end: content + 2 };
    const number = view.u8(content);
    count ||= view.u8(content + 1);
    if (view.u8(content + 1) === count && number >= 1 && number <= count && !parts.has(number)) {
      parts.set(number, segment);
    }
  }
  return new Set(parts.size === count ? parts.values() : []);
}

interface KeptExif {
  readonly from: Segment;
  readonly bytes: Uint8Array;
}

/** What stays of the first EXIF segment that has something to stay. */
function* exifSegment(
  { rules }: PlanInput,
  segments: readonly Segment[],
  hasProfile: boolean,
): Scan<KeptExif | undefined> {
  for (const segment of segments) {
    if (segment.kind !== 'exif' || segment.content === undefined) continue;
    const colour = rules.colour && !hasProfile;
    const block = yield* keptExif(segment.content + 1, segment.end, { ...rules.exif, colour });
    if (block) return { from: segment, bytes: exifBytes(block) };
  }
  return undefined;
}

function exifBytes(block: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(10 + block.length);
  bytes.set([0xff, 0xe1, (block.length + 8) >> 8, (block.length + 8) & 0xff, 0x45, 0x78, 0x69, 0x66, 0, 0]);
  bytes.set(block, 10);
  return bytes;
}

function writeExif(plan: PlanBuilder, exif: KeptExif | undefined): void {
  if (!exif) return;
  const { start, end } = exif.from;
  plan.change('exif', 'jpeg/APP1', start, end, [exif.bytes], 'reduced to the tags that stay');
}
