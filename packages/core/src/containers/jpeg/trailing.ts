// Tells what a JPEG has beside its picture that a policy may ask to stay: gain map, depth, the video of a motion photo.
import type { Scan } from '../../bytes/scan.js';
import type { PlanInput } from '../plan.js';
import { furtherPictures } from './gain-map.js';
import type { Walk } from './walk.js';

/** What is there. */
export interface Behind {
  readonly gainMap: boolean;
  readonly depth: boolean;
  readonly video: boolean;
  /** Further pictures of an index, whatever they show. */
  readonly pictures: boolean;
}

/** Namespaces and properties that announce each (Ultra HDR, Google's motion photo and depth formats, Apple's). */
const gainMapSigns = ['http://ns.adobe.com/hdr-gain-map/', 'http://ns.apple.com/HDRGainMap/'];
const videoSigns = ['MotionPhoto', 'MicroVideo'];
const depthSigns = [
  'http://ns.google.com/photos/1.0/depthmap/',
  'http://ns.google.com/photos/dd/1.0/',
  'http://ns.apple.com/depthData/',
];
const longestPacket = 65_536;
/** Types of blocks in Samsung's trailer. */
const samsungVideo = [0x0a30];
const samsungDepth = [0x0ab1, 0x0b41];
const samsungTailBytes = 8;
const samsungEntryBytes = 12;

/** Looks at XMP, and at what follows the picture up to `end`. Costs nothing where nothing does. */
export function* lookBehind(input: PlanInput, walk: Walk, end: number): Scan<Behind> {
  const { segments } = walk;
  const pictures = segments.some(({ kind }) => kind === 'mpf');
  const follows = end - walk.end >= samsungTailBytes;
  if (!follows && !pictures && !input.rules.depth)
    return { gainMap: false, depth: false, video: false, pictures };
  const said = yield* packets(walk);
  const inside = pictures || input.rules.gainMap ? yield* packetsBehind(input, walk) : [];
  const says = (signs: readonly string[]): boolean =>
    [...said, ...inside].some((text) => signs.some((sign) => text.includes(sign)));
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

/** The XMP of a picture, letters as they are. */
function* packets({ segments }: Walk): Scan<string[]> {
  const texts: string[] = [];
  for (const { kind, content, end } of segments) {
    if ((kind !== 'xmp' && kind !== 'xmp-extended') || content === undefined) continue;
    texts.push((yield { start: content, end }).latin1(content, end));
  }
  return texts;
}

/** The first bytes of the pictures that follow, in which their XMP stands. */
function* packetsBehind(input: PlanInput, walk: Walk): Scan<string[]> {
  const texts: string[] = [];
  for (const start of (yield* furtherPictures(input, walk)).slice(0, 8)) {
    const view = yield { start, end: start + longestPacket };
    texts.push(view.latin1(start, Math.min(view.end, start + longestPacket)));
  }
  return texts;
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
