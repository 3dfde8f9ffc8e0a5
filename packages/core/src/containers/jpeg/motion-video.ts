// Keeps the video of a motion photo: found behind the picture, cleaned, and told of in the form of Android's.
import { scanPieces, totalLength } from '../../bytes/pieces.js';
import type { ByteRange, Scan } from '../../bytes/scan.js';
import { MetadataError } from '../../errors.js';
import { boxAt } from '../../structures/isobmff/read.js';
import { rdfProperties } from '../../structures/xmp/properties.js';
import {
  type InnerPlanners,
  KnownData,
  PlanBuilder,
  type PlanEntry,
  type PlanInput,
  refuse,
} from '../plan.js';
import type { WalkedJpeg } from './walk.js';
import { cameraUri } from './xmp-segments.js';

/** A video that can stay. */
export interface MotionVideo extends ByteRange {
  readonly plan: PlanBuilder;
  readonly length: number;
  readonly mimeType: string;
  /** Microseconds from its start to the picture; -1 where that is not said. */
  readonly timestamp: string;
}

const path = 'jpeg/motion video';
const windowBytes = 1 << 18;
const maxFileTypeBytes = 1024;
const maxPacketBytes = 65_536;
/** Boxes of a video at the level of the file. */
const videoBoxes: ReadonlySet<string> = new Set([
  ...['ftyp', 'moov', 'mdat', 'moof', 'mfra', 'sidx', 'free', 'skip', 'wide', 'uuid', 'meta', 'udta'],
]);

/**
 * The first video in `[from, end)`; `undefined` where there is none. Throws where it cannot be cleaned. Google's
 * and Samsung's phones put it there in the same form, but for what stands before and behind it.
 */
export function* planMotionVideo(
  input: PlanInput,
  walk: WalkedJpeg,
  from: number,
  end: number,
): Scan<MotionVideo | undefined> {
  const { inner } = input;
  const range = inner && (yield* findVideo(from, end));
  if (!range) return undefined;
  const { start } = range;
  const plan = yield* cleanVideo(input, inner.video, range);
  const brand = (yield { start: start + 8, end: start + 12 }).fourcc(start + 8);
  if (plan.removed.some(({ kind }) => kind === 'sound'))
    input.context.warn('unknown', 'the sound of the video is removed: its coding is not known', start, path);
  return {
    ...range,
    plan,
    length: totalLength(plan.pieces),
    mimeType: brand === 'qt  ' ? 'video/quicktime' : 'video/mp4',
    timestamp: yield* timestampOf(walk),
  };
}

/** By the file type box that it starts with, and the movie box in it. */
function* findVideo(from: number, end: number): Scan<ByteRange | undefined> {
  for (let start = from; start + 8 <= end; start += windowBytes) {
    const view = yield { start, end: Math.min(end, start + windowBytes + 8) };
    const last = Math.min(view.end, start + windowBytes + 8, end) - 8;
    for (let at = start; at <= last && at < start + windowBytes; at++) {
      if (view.u8(at + 4) !== 0x66 || view.fourcc(at + 4) !== 'ftyp') continue;
      const length = view.u32(at);
      const stop = length >= 12 && length <= maxFileTypeBytes ? yield* videoEnd(at, end) : undefined;
      if (stop !== undefined) return { start: at, end: stop };
    }
  }
  return undefined;
}

/** Where the last of the boxes ends; `undefined` where none is a movie. */
function* videoEnd(start: number, end: number): Scan<number | undefined> {
  let isMovie = false;
  let at = start;
  while (at + 8 <= end) {
    const view = yield { start: at, end: Math.min(end, at + 16) };
    const box = view.has(at, at + 8) ? boxAt(view, at, end, true) : undefined;
    if (!box || !videoBoxes.has(box.type) || box.end > end) break;
    isMovie ||= box.type === 'moov';
    at = box.end;
  }
  return isMovie ? at : undefined;
}

function* cleanVideo(
  input: PlanInput,
  planVideo: InnerPlanners['video'],
  range: ByteRange,
): Scan<PlanBuilder> {
  const { start, end } = range;
  const context = { ...input.context, size: end - start, warn: () => {} };
  const moved = ({ ranges, ...entry }: PlanEntry): PlanEntry => ({
    ...entry,
    path: entry.path.replace(/^heif/, path),
    ranges: ranges.map((each) => shifted(each, start)),
  });
  try {
    const inside = { ...input, context, known: new KnownData(), stated: undefined };
    const made = yield* scanPieces(planVideo(inside), [range]);
    const plan = new PlanBuilder();
    plan.append(made.pieces.map((piece) => (piece instanceof Uint8Array ? piece : shifted(piece, start))));
    plan.removed.push(...made.removed.map(moved));
    plan.changed.push(...made.changed.map(moved));
    plan.kept.push({ kind: 'motionvideo', path, ranges: [range], why: 'asked for' });
    plan.imageData.push(...made.imageData.map((each) => shifted(each, start)));
    return plan;
  } catch (error) {
    if (!(error instanceof MetadataError) || error.code === 'source-failed' || error.code === 'aborted')
      throw error;
    const what = `the video of the motion photo cannot be kept (motionVideo): ${error.message}`;
    return refuse('not-writable', what, start + (error.offset ?? 0), path);
  }
}

function shifted({ start, end }: ByteRange, by: number): ByteRange {
  return { start: start + by, end: end + by };
}

/** Which moment of the video the picture is, as the XMP of Google's phones says it. */
function* timestampOf({ segments }: WalkedJpeg): Scan<string> {
  for (const { kind, content, end } of segments) {
    if (kind !== 'xmp' || content === undefined || end - content > maxPacketBytes) continue;
    const view = yield { start: content, end };
    const said = rdfProperties(new TextDecoder().decode(view.slice(content, end)));
    for (const name of ['MotionPhoto', 'MicroVideo']) {
      const value = said?.get(`${cameraUri}${name}PresentationTimestampUs`)?.[0]?.trim();
      if (value !== undefined && /^\d{1,15}$/.test(value)) return value;
    }
  }
  return '-1';
}
