// What a format's planner is given and gives: the contract of removing, and the list a plan is written into.
import type { Piece } from '../bytes/pieces.js';
import type { ByteRange, Scan } from '../bytes/scan.js';
import { type ErrorCode, MetadataError } from '../errors.js';
import type { StatedText } from '../structures/tiff/keep.js';
import type { Context } from '../types.js';
import type { FormatEdit } from './edit.js';
import type { PutBlocks } from './put.js';
import type { Rendering } from './rendering.js';

/** What may stay beside the picture, as a planner asks it. */
export interface Rules {
  /** ICC profiles and the few other facts that colours depend on. */
  readonly colour: boolean;
  readonly orientation: boolean;
  /** EXIF tags that stay, by directory. Offsets to other directories are never among them. */
  readonly exif: { readonly ifd0: ReadonlySet<number>; readonly exifIfd: ReadonlySet<number> };
  /** Texts of a format's own that stay. */
  readonly texts: KeptTexts;
  /** Smaller pictures of the picture: in EXIF, and as pages of a TIFF. */
  readonly thumbnail: boolean;
  /** Further pictures and blocks, where a planner can write them without what else they say. */
  readonly gainMap: boolean;
  readonly depth: boolean;
  readonly motionVideo: boolean;
  readonly c2pa: boolean;
}

/** Which texts outside of EXIF, XMP and IPTC stay. */
export interface KeptTexts {
  /** Whether a text of PNG under this keyword does. */
  keyword(keyword: string): boolean;
  /** Comments of JPEG and GIF. */
  readonly comments: boolean;
  /** The time of the last change in PNG. */
  readonly time: boolean;
}

/** Of a picture within the file, nothing. */
export const noTexts: KeptTexts = { keyword: () => false, comments: false, time: false };

/** What the metadata of a file says that is to stay. */
export interface Stated {
  /** For kept EXIF tags where the EXIF has none of its own. */
  readonly exif: readonly StatedText[];
  /** What XMP and IPTC say, as `rdf:Description` elements of a new packet; empty for none. */
  readonly xmp: string;
}

/** Why XMP was changed. */
export const xmpAnew = 'a new packet of what stays';

/** A block or stretch of bytes that goes, stays for a reason, or is written anew. */
export interface PlanEntry {
  /** A block kind (`exif`, `xmp`, `comment` ...), or `trailer`, `gap`, `chunk`, `segment`. */
  readonly kind: string;
  /** Where in the structure, outermost first, e.g. `jpeg/APP1`. */
  readonly path: string;
  /** Where in the source; empty where bytes are new. */
  readonly ranges: readonly ByteRange[];
  /** Why it stays, or what was changed. */
  readonly why?: string;
}

/** How to write the cleaned file. */
export interface Plan {
  /** The cleaned file. */
  readonly pieces: readonly Piece[];
  readonly removed: readonly PlanEntry[];
  readonly kept: readonly PlanEntry[];
  readonly changed: readonly PlanEntry[];
  /** Coded picture data in the source, in the order of the cleaned file. */
  readonly imageData: readonly ByteRange[];
  /** Where it is not the planner's own. */
  readonly mimeType?: string | undefined;
}

/** Planners of files that lie within a file, for rules that keep such. */
export interface InnerPlanners {
  /** A video by itself (MP4, QuickTime): its pictures and sound. */
  readonly video: (input: PlanInput) => Scan<Plan>;
  readonly png: Planner;
}

/** What a planner may take as proven. */
export interface PlanInput {
  readonly rules: Rules;
  readonly context: Context;
  readonly known: KnownData;
  /** There where the rules keep text. */
  readonly stated?: Stated | undefined;
  /** There where the rules keep a video or a depth map. */
  readonly inner?: InnerPlanners | undefined;
}

/**
 * What is known of a file, each file having its own: coded data that was walked before and is copied as it is (checking
 * a cleaned file), where a stretch that starts at a key ends at its value; and what was read, by what reads it.
 */
export class KnownData extends Map<number, number> {
  readonly readings: Map<unknown, unknown> = new Map();
}

/** A file, and what of it is proven. */
export type FileInput = Pick<PlanInput, 'context' | 'known'>;

/** What `reader` reads of the file of an input: once, whoever asks for it. */
export function* readOnce<Result, Input extends FileInput>(
  input: Input,
  reader: (input: Input) => Scan<Result>,
): Scan<Result> {
  const found = wasRead(input, reader);
  if (found !== undefined) return found;
  const made = yield* reader(input);
  input.known.readings.set(reader, made);
  return made;
}

/** What `reader` has read of the file of an input, if it has. */
export function wasRead<Result, Input extends FileInput>(
  { known }: Input,
  reader: (input: Input) => Scan<Result>,
): Result | undefined {
  // What stands there was made by this reader.
  return known.readings.get(reader) as Result | undefined;
}

/** Rewrites one container format: one file under `containers/<format>/plan.ts`, one value exported. */
export interface Planner<Name extends string = string> {
  readonly name: Name;
  readonly mimeType: string;
  /**
   * Walks the file strictly and says how to write it without its metadata. Throws a MetadataError (`malformed`,
   * `truncated`, `not-writable`, `limit-exceeded`) rather than guess.
   */
  plan(input: PlanInput): Scan<Plan>;
  /** Takes changes of what lies in the file, and leaves all else. */
  readonly edit: FormatEdit;
  /** Puts whole blocks where they belong. */
  readonly put: PutBlocks;
  /** What shows a picture of the format beside its coded data. */
  readonly rendering: Rendering;
}

/** Stops planning. */
export function refuse(code: ErrorCode, message: string, offset: number, path: string): never {
  throw new MetadataError(code, message, { offset, path });
}

/** A context for the walk over a structure that may not guess: what would be a warning stops it. */
export function strict(context: Context): Context {
  const warn: Context['warn'] = (code, ...where) => refuse(code === 'unknown' ? 'malformed' : code, ...where);
  return { ...context, warn };
}

/** Whether the source has these bytes at `start`. */
export function* standsAt(bytes: Uint8Array, start: number): Scan<boolean> {
  const end = start + bytes.length;
  const view = yield { start, end };
  if (!view.has(start, end)) return false;
  const from = start - view.start;
  for (let i = 0; i < bytes.length; i++) if (bytes[i] !== view.bytes[from + i]) return false;
  return true;
}

/** Writes a plan down, in the order of the new file. Ranges that follow each other become one. */
export class PlanBuilder implements Plan {
  readonly pieces: Piece[] = [];
  readonly removed: PlanEntry[];
  readonly kept: PlanEntry[];
  readonly changed: PlanEntry[];
  readonly imageData: ByteRange[];
  mimeType: string | undefined;

  /** With a parent, a part of its file: pieces of its own, reported with the parent's. */
  constructor(parent?: PlanBuilder) {
    this.removed = parent?.removed ?? [];
    this.kept = parent?.kept ?? [];
    this.changed = parent?.changed ?? [];
    this.imageData = parent?.imageData ?? [];
  }

  copy(start: number, end: number): void {
    if (start >= end) return;
    const last = this.pieces.at(-1);
    if (last && !(last instanceof Uint8Array) && last.end === start) {
      this.pieces[this.pieces.length - 1] = { start: last.start, end };
    } else this.pieces.push({ start, end });
  }

  /** Copies coded picture data. */
  copyImage(start: number, end: number): void {
    this.copy(start, end);
    if (start < end) this.imageData.push({ start, end });
  }

  insert(bytes: Uint8Array): void {
    this.pieces.push(bytes);
  }

  append(pieces: readonly Piece[]): void {
    for (const piece of pieces) {
      if (piece instanceof Uint8Array) this.insert(piece);
      else this.copy(piece.start, piece.end);
    }
  }

  /** Bytes that stay for a reason that the report gives. */
  keep(kind: string, path: string, start: number, end: number, why: string): void {
    this.copy(start, end);
    this.kept.push({ kind, path, ranges: [{ start, end }], why });
  }

  remove(kind: string, path: string, start: number, end: number): void {
    if (start < end) this.removed.push({ kind, path, ranges: [{ start, end }] });
  }

  /** Bytes written anew for those of `[start, end)`. */
  change(kind: string, path: string, start: number, end: number, bytes: readonly Piece[], why: string): void {
    this.append(bytes);
    this.changed.push({ kind, path, ranges: [{ start, end }], why });
  }

  /** What stays of XMP, written anew for `[start, end)`; kept where that is all there was. */
  *rewriteXmp(path: string, start: number, end: number, bytes: Uint8Array): Scan<void> {
    if (end - start === bytes.length && (yield* standsAt(bytes, start)))
      this.keep('xmp', path, start, end, 'asked for');
    else this.change('xmp', path, start, end, [bytes], xmpAnew);
  }

  /** What stays of an EXIF block, written anew for `[start, end)`; kept where that is all there was. */
  *rewriteExif(path: string, start: number, end: number, bytes: Uint8Array, from: string): Scan<void> {
    if (end - start === bytes.length && (yield* standsAt(bytes, start)))
      this.keep('exif', path, start, end, 'the tags that stay');
    else {
      const why = start < end ? 'reduced to the tags that stay' : `what ${from} said of the tags that stay`;
      this.change('exif', path, start, end, [bytes], why);
    }
  }
}
