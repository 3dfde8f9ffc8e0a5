// Writes one JPEG picture without its metadata: coded segments byte for byte, and of the others only what is named here.
import { joinPieces } from '../../bytes/pieces.js';
import { runSync, type Scan } from '../../bytes/scan.js';
import { MetadataError } from '../../errors.js';
import { EOI, SOS } from '../../structures/jpeg/markers.js';
import { chooseExif, segmentRoom, type Warn } from '../../structures/tiff/keep.js';
import { profileLength } from '../icc-length.js';
import { KnownData, noTexts, PlanBuilder, type PlanInput, type Rules } from '../plan.js';
import { manifestSegments } from './manifest.js';
import { pathOf, type Segment, type WalkedJpeg, walkSegments } from './walk.js';

/** Writes the picture of a walk, with new segments behind its EXIF. */
export function* writePicture(
  plan: PlanBuilder,
  input: PlanInput,
  walk: WalkedJpeg,
  additions: readonly Uint8Array[] = [],
): Scan<void> {
  const { start, end, path, closed } = walk;
  const stay = yield* chooseSegments(input, walk);
  plan.copy(start, start + 2);
  const leads = stay.jfif !== undefined && walk.segments[0] === stay.jfif;
  if (!leads) yield* writeNew(plan, stay.exif, additions, path);
  let at = start + 2;
  for (const segment of walk.segments) {
    plan.remove('gap', path, at, segment.start);
    yield* writeSegment(plan, walk, segment, stay);
    if (leads && segment === stay.jfif) yield* writeNew(plan, stay.exif, additions, path);
    at = segment.end;
  }
  plan.remove('gap', path, at, end - (closed ? 2 : 0));
  if (closed) plan.copy(end - 2, end);
  else plan.change('picture', `${path}/EOI`, at, at, [Uint8Array.of(0xff, EOI)], 'the end mark was missing');
}

/**
 * Writes a stream of another container, which tells what EXIF would: a strip or tile of a TIFF, or its tables. No end
 * mark is added, as coded data may go on in the next strip.
 */
export function* writeStream(plan: PlanBuilder, input: PlanInput, walk: WalkedJpeg): Scan<void> {
  const { start, end, path, closed } = walk;
  const stay = { ...(yield* chooseHeader(input, walk)), exif: undefined };
  plan.copy(start, start + 2);
  let at = start + 2;
  for (const segment of walk.segments) {
    plan.remove('gap', path, at, segment.start);
    yield* writeSegment(plan, walk, segment, stay);
    at = segment.end;
  }
  plan.remove('gap', path, at, end - (closed ? 2 : 0));
  if (closed) plan.copy(end - 2, end);
}

/** A JPEG as its picture alone; `undefined` where it is damaged. */
export function barePicture(bytes: Uint8Array, input: PlanInput): Uint8Array | undefined {
  const bare = {
    context: { ...input.context, size: bytes.length },
    known: new KnownData(),
    rules: pictureAlone(input.rules),
  };
  try {
    return runSync(writeBare(bare), bytes);
  } catch (error) {
    if (error instanceof MetadataError) return undefined;
    throw error;
  }

  function* writeBare(inside: PlanInput): Scan<Uint8Array> {
    const plan = new PlanBuilder();
    yield* writePicture(plan, inside, yield* walkSegments(inside));
    return joinPieces(plan.pieces, bytes);
  }
}

/** The thumbnail of an EXIF block as its picture alone, where the rules keep it. */
export function thumbnailMaker(
  input: PlanInput,
  path: string,
): ((bytes: Uint8Array) => Uint8Array | undefined) | undefined {
  if (!input.rules.thumbnail) return undefined;
  return (bytes) => {
    const made = barePicture(bytes, input);
    if (!made) input.context.warn('malformed', 'a damaged thumbnail is removed', 0, path);
    return made;
  };
}

/** Warns of what cannot be read in an EXIF block. */
export function warnAt({ context }: PlanInput, path: string): Warn {
  return (code, message, offset) => context.warn(code, message, offset, path);
}

/** Rules by which of a picture within the file nothing stays beside it. */
export function pictureAlone(rules: Rules): Rules {
  const exif = { ifd0: new Set<number>(), exifIfd: new Set<number>() };
  return {
    ...rules,
    exif,
    texts: noTexts,
    colour: false,
    orientation: false,
    thumbnail: false,
    gainMap: false,
    c2pa: false,
  };
}

/** The metadata segments that stay, whole or in part. */
interface Staying {
  readonly jfif: Segment | undefined;
  readonly adobe: Segment | undefined;
  readonly profile: ReadonlyMap<Segment, number>;
  readonly exif: NewExif | undefined;
  /** The segments of C2PA manifests, which stay by policy. */
  readonly manifests: ReadonlySet<Segment>;
  readonly keepManifests: boolean;
  readonly keepComments: boolean;
}

function* chooseSegments(input: PlanInput, walk: WalkedJpeg): Scan<Staying> {
  const stay = yield* chooseHeader(input, walk);
  return { ...stay, exif: yield* newExif(input, stay.header, stay.profile.size > 0, walk.path) };
}

/** Decoders take JFIF and Adobe segments only before the first scan, and of several Adobe ones the last. */
function* chooseHeader(
  input: PlanInput,
  { segments }: WalkedJpeg,
): Scan<Omit<Staying, 'exif'> & { readonly header: readonly Segment[] }> {
  const scan = segments.findIndex(({ marker }) => marker === SOS);
  const header = scan < 0 ? segments : segments.slice(0, scan);
  const profile = input.rules.colour ? yield* profileSegments(header) : new Map<Segment, number>();
  return {
    jfif: header.find(({ kind, start, end }) => kind === 'jfif' && end - start >= 18),
    adobe: header.findLast(({ kind, start, end }) => kind === 'adobe' && end - start >= 16),
    profile,
    header,
    manifests: yield* manifestSegments(header),
    keepManifests: input.rules.c2pa,
    keepComments: input.rules.texts.comments,
  };
}

function* writeSegment(plan: PlanBuilder, walk: WalkedJpeg, segment: Segment, stay: Staying): Scan<void> {
  const { kind, start, end } = segment;
  const path = pathOf(walk, segment);
  if (kind === undefined) plan.copyImage(start, end);
  else if (segment === stay.jfif) yield* writeJfif(plan, segment, path);
  else if (segment === stay.adobe) yield* writeAdobe(plan, segment, path);
  else if (stay.profile.has(segment)) writeProfile(plan, segment, stay.profile.get(segment)!, path);
  else if (stay.manifests.has(segment)) {
    if (stay.keepManifests) plan.keep('c2pa', path, start, end, 'asked for');
    else plan.remove('c2pa', path, start, end);
  } else if (kind === 'comment' && stay.keepComments) plan.keep(kind, path, start, end, 'asked for');
  else if (segment !== stay.exif?.from) plan.remove(kind, path, start, end);
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

/** One part of the profile, cut where the profile ends before it does. */
function writeProfile(plan: PlanBuilder, { start, end }: Segment, stop: number, path: string): void {
  if (stop === end) {
    plan.keep('icc', path, start, end, 'colour profile');
    return;
  }
  const length = stop - start - 2;
  const head = Uint8Array.of(0xff, 0xe2, length >> 8, length);
  plan.change('icc', path, start, end, [head, { start: start + 4, end: stop }], 'cut to the profile');
}

/** The segments of the first whole ICC profile (ICC.1:2022 annex B.4), each with where the profile ends in it. */
function* profileSegments(segments: readonly Segment[]): Scan<Map<Segment, number>> {
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
  const stops = new Map<Segment, number>();
  if (parts.size !== count || count === 0) return stops;
  const inOrder = Array.from({ length: count }, (_, i) => parts.get(i + 1)!);
  const ranges = inOrder.map(({ content = 0, end }) => ({ start: content + 2, end }));
  let left = yield* profileLength(ranges);
  inOrder.forEach((segment, i) => {
    const { start, end } = ranges[i]!;
    const size = Math.min(left, end - start);
    stops.set(segment, start + size);
    left -= size;
  });
  return stops;
}

interface NewExif {
  /** What it is made of, where that is EXIF. */
  readonly from: Segment | undefined;
  readonly bytes: Uint8Array;
}

/** What stays of the first EXIF segment that has something to stay, with what other blocks state. */
function* newExif(
  input: PlanInput,
  header: readonly Segment[],
  hasProfile: boolean,
  path: string,
): Scan<NewExif | undefined> {
  const { rules, stated } = input;
  const { ifd0, exifIfd } = rules.exif;
  const found = header.filter(({ kind }) => kind === 'exif');
  const kept = {
    ifd0,
    exifIfd,
    colour: rules.colour && !hasProfile,
    stated: stated?.exif ?? [],
    room: segmentRoom,
    thumbnail: thumbnailMaker(input, `${path}/APP1/IFD1`),
    warn: warnAt(input, `${path}/APP1`),
  };
  const ranges = found.map(({ content = 0, end }) => ({ start: content + 1, end }));
  const block = yield* chooseExif(ranges, kept);
  return block && { from: found[block.from], bytes: exifBytes(block.bytes) };
}

function exifBytes(block: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(10 + block.length);
  bytes.set([0xff, 0xe1, (block.length + 8) >> 8, (block.length + 8) & 0xff, 0x45, 0x78, 0x69, 0x66, 0, 0]);
  bytes.set(block, 10);
  return bytes;
}

function* writeNew(
  plan: PlanBuilder,
  exif: NewExif | undefined,
  additions: readonly Uint8Array[],
  path: string,
): Scan<void> {
  if (exif) {
    const { start, end } = exif.from ?? { start: 0, end: 0 };
    yield* plan.rewriteExif(`${path}/APP1`, start, end, exif.bytes, 'XMP or IPTC');
  }
  for (const bytes of additions) plan.insert(bytes);
}
