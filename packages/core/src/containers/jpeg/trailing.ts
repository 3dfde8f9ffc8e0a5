// Tells what a JPEG has beside its picture that a policy may ask to stay: gain map, depth, the video of a motion photo.
import { searchFor } from '../../bytes/find.js';
import type { Scan } from '../../bytes/scan.js';
import type { View } from '../../bytes/view.js';
import { SOS } from '../../structures/jpeg/markers.js';
import { JpegWalk } from '../../structures/jpeg/walk.js';
import type { PlanInput } from '../plan.js';
import { furtherPictures } from './gain-map.js';
import type { WalkedJpeg } from './walk.js';

/** What is there. */
export interface Behind {
  readonly gainMap: boolean;
  readonly depth: boolean;
  readonly video: boolean;
  /** Further pictures of an index, whatever they show. */
  readonly pictures: boolean;
}

type Sign = ReturnType<typeof searchFor>;

/** Namespaces and properties that announce each (Ultra HDR, Google's motion photo and depth formats, Apple's). */
const gainMapSigns = ['http://ns.adobe.com/hdr-gain-map/', 'http://ns.apple.com/HDRGainMap/'].map(searchFor);
const videoSigns = ['MotionPhoto', 'MicroVideo'].map(searchFor);
const depthSigns = [
  'http://ns.google.com/photos/1.0/depthmap/',
  'http://ns.google.com/photos/dd/1.0/',
  'http://ns.apple.com/depthData/',
].map(searchFor);
const maxPacketBytes = 65_536;
/** Types of blocks in Samsung's trailer. */
const samsungVideo = [0x0a30];
const samsungDepth = [0x0ab1, 0x0b41];
const samsungTailBytes = 8;
const samsungEntryBytes = 12;

/** Looks at XMP, and at what follows the picture up to `end`. Costs nothing where nothing does. */
export function* lookBehind(input: PlanInput, walk: WalkedJpeg, end: number): Scan<Behind> {
  const { segments } = walk;
  const pictures = segments.some(({ kind }) => kind === 'mpf');
  const follows = end - walk.end >= samsungTailBytes;
  if (!follows && !pictures && !input.rules.depth)
    return { gainMap: false, depth: false, video: false, pictures };
  const said = yield* packets(walk);
  if (pictures || input.rules.gainMap) said.push(...(yield* headsBehind(input, walk)));
  const says = (signs: readonly Sign[]): boolean =>
    said.some((text) => signs.some((sign) => isIn(text, sign)));
  const samsung = follows ? yield* samsungTypes(walk.end, end) : [];
  return {
    gainMap: follows && (segments.some(({ kind }) => kind === 'gainmap') || says(gainMapSigns)),
    depth: says(depthSigns) || samsung.some((type) => samsungDepth.includes(type)),
    video:
      follows &&
      (says(videoSigns) || samsung.some((type) => samsungVideo.includes(type)) || (yield* isMovie(walk.end))),
    pictures,
  };
}

/** Bytes in which signs are looked for. */
interface Stretch {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
}

function isIn({ bytes, from, to }: Stretch, sign: Sign): boolean {
  return sign(bytes, from, to);
}

function stretchOf({ bytes, start, end }: View, from: number, to: number): Stretch {
  return { bytes, from: from - start, to: Math.min(to, end) - start };
}

/** The XMP of a picture. */
function* packets({ segments }: WalkedJpeg): Scan<Stretch[]> {
  const found: Stretch[] = [];
  for (const { kind, content, end } of segments) {
    if ((kind !== 'xmp' && kind !== 'xmp-extended') || content === undefined) continue;
    found.push(stretchOf(yield { start: content, end }, content, end));
  }
  return found;
}

/** The first bytes of the pictures that follow, in which their XMP stands. */
function* headsBehind(input: PlanInput, walk: WalkedJpeg): Scan<Stretch[]> {
  const found: Stretch[] = [];
  for (const start of (yield* furtherPictures(input, walk)).slice(0, 8)) {
    const view = yield { start, end: start + maxPacketBytes };
    found.push(stretchOf(view, start, headEnd(view, start)));
  }
  return found;
}

/** Where the coded data of a picture begins; where that is not clear, the end of what is looked at. */
function headEnd(view: View, start: number): number {
  const end = start + maxPacketBytes;
  const walk = new JpegWalk(view, start + 2);
  for (;;) {
    const range = walk.advance();
    if (range || walk.marker === 0 || walk.strays || walk.start >= end) return end;
    if (walk.marker === SOS) return walk.start;
  }
}

function* isMovie(start: number): Scan<boolean> {
  const view = yield { start, end: start + 8 };
  return view.has(start, start + 8) && view.fourcc(start + 4) === 'ftyp';
}

/** The types of the blocks in a trailer of Samsung's: a directory `SEFH`, its length and `SEFT` at the very end. */
function* samsungTypes(from: number, end: number): Scan<number[]> {
  const tail = yield { start: end - samsungTailBytes, end };
  if (!tail.has(end - samsungTailBytes, end) || tail.fourcc(end - 4) !== 'SEFT') return [];
  const start = end - samsungTailBytes - tail.u32(end - samsungTailBytes, true);
  if (start < from || start + samsungEntryBytes > end - samsungTailBytes) return [];
  const view = yield { start, end };
  const count = view.u32(start + 8, true);
  const types: number[] = [];
  for (let i = 0; i < count; i++) {
    const at = start + samsungEntryBytes * (i + 1);
    if (at + samsungEntryBytes > end - samsungTailBytes) break;
    types.push(view.u16(at + 2, true));
  }
  return types;
}
