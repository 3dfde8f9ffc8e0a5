// ISOBMFF boxes (HEIF, and videos behind a picture): boxes that state what goes become free space of the same size.

import type { Scan } from '../../bytes/scan.js';
import { View } from '../../bytes/view.js';
import { freeType } from '../../containers/heif/cut-items.js';
import { type Box, readBoxes } from '../../structures/isobmff/read.js';
import { boxTag, keyTag } from '../groups/names.js';
import { fill, PartDraft, runOn } from './draft.js';
import { deeper, type Job, noteChanged, noteRemoved, type Part, refuseBlock } from './job.js';
import { sniff, sniffedBytes } from './sniff.js';
import type { EditNested } from './tiff.js';

/** Boxes whose bodies are boxes on the way to those. */
const wayBoxes: ReadonlySet<string> = new Set([
  'moov',
  'trak',
  'udta',
  'mdia',
  'minf',
  'stbl',
  'ilst',
  'meta',
  'iprp',
  'ipco',
  'mpvd',
]);
/** Boxes that hold nothing of the file; what was there before may still be read. */
const emptyBoxes: ReadonlySet<string> = new Set(['free', 'skip', 'wide']);
/** Boxes whose children are statements, each its own. */
const statementBoxes: ReadonlySet<string> = new Set(['udta', 'ilst', 'ipco']);
/** Headers of a movie, a track and its media, which begin with two dates (14496-12, 8.2.2, 8.3.2, 8.4.2). */
const datedBoxes: ReadonlySet<string> = new Set(['mvhd', 'tkhd', 'mdhd']);
/** Sample entries of tracks that record where a camera was, and of texts, in which drones write it. */
const positionTracks = /^(camm|gpmd|gps0|rtmd|text|tx3g|wvtt|stpp|sbtt|c608|djmd|dbgi)$/;
/** Those that say by the keys in their boxes what they record. */
const keyedTracks = /^mebx$/;
const windowBytes = 1 << 20;
const xmpId = [
  0xbe, 0x7a, 0xcf, 0xcb, 0x97, 0xa9, 0x42, 0xe8, 0x9c, 0x71, 0x99, 0x94, 0x91, 0xe3, 0xaf, 0xac,
];

/** A file's boxes are edited up to its end; behind the picture of a JPEG the last one may just look like a box. */
type Which = 'up to the end' | 'as far as they fit';

/** Edits the boxes of `[start, end)` of the part, and says where the last whole one ends. */
export function* editBoxes(
  job: Job,
  part: Part,
  start: number,
  end: number,
  which: Which,
  editNested: EditNested,
): Scan<number> {
  return yield* new BoxEditor(job, part, which, editNested).level(start, end, outermost, 0);
}

/** What stands around the boxes of a file. */
const outermost = 'boxes';

class BoxEditor {
  readonly #job: Job;
  readonly #part: Part;
  readonly #which: Which;
  readonly #editNested: EditNested;
  /** Numbers, from 1, of the metadata keys that go. */
  #keys: ReadonlySet<number> = new Set();

  constructor(job: Job, part: Part, which: Which, editNested: EditNested) {
    this.#job = job;
    this.#part = part;
    this.#which = which;
    this.#editNested = editNested;
  }

  *level(start: number, end: number, around: string, depth: number): Scan<number> {
    const { context } = this.#job;
    const { draft, path } = this.#part;
    const silent = { ...context, size: draft.length, warn: () => {} };
    const file = around === outermost || around === 'mpvd';
    const boxes = yield* runOn(draft, readBoxes(new View(new Uint8Array(0)), start, end, silent, path, file));
    let last = start;
    for (const box of boxes) {
      if (box.end > end && !file) this.#refuse('a box is cut off', box);
      if (box.end > end && this.#which === 'as far as they fit') break;
      last = Math.min(end, box.end);
      yield* this.#box({ ...box, end: last }, around, depth);
    }
    return last;
  }

  *#box(box: Box, around: string, depth: number): Scan<void> {
    const { position, dates } = this.#job.selection;
    const item = around === 'ilst' && this.#keys.has(typeNumber(box.type));
    if (item || this.#states(box.type, around)) this.#free(box);
    else if (dates && datedBoxes.has(box.type)) yield* this.#dates(box);
    else if (box.type === 'uuid') yield* this.#uuid(box);
    else if (box.type === 'XMP_') yield* this.#xmp(box.body, box.end);
    else if (box.type === 'keys' && around === 'meta') yield* this.#readKeys(box);
    else if (box.type === 'stsd' && position) yield* this.#samples(box);
    else if (emptyBoxes.has(box.type)) yield* this.#empty(box);
    else if (wayBoxes.has(box.type)) {
      if (depth >= this.#job.context.limits.depth) this.#refuse('boxes are nested too deep', box);
      const body = box.type === 'meta' ? yield* this.#metaBody(box) : box.body;
      yield* this.level(body, box.end, box.type, depth + 1);
    }
  }

  /** Whether a box says what goes: any in lists of statements, elsewhere those that are nothing else. */
  #states(type: string, around: string): boolean {
    const statement = statementBoxes.has(around) || /^(\xa9...|loci|gps )$/i.test(type);
    return around !== 'boxes' && statement && this.#job.selection.goes(boxTag(type));
  }

  #free(box: Box): void {
    const { draft, path } = this.#part;
    draft.write(box.start + 4, freeType);
    fill(draft, box.body, box.end);
    const kind = this.#job.selection.position ? 'location' : 'box';
    const place = `${path}/${box.type.replace('\xa9', '(c)')}`;
    noteRemoved(this.#job, this.#part, kind, place, box.start, box.end);
  }

  /** Zero for what is left in free space. */
  *#empty({ type, body, end }: Box): Scan<void> {
    const { draft, path } = this.#part;
    let found = false;
    for (let at = body; at < end; at += windowBytes) {
      const stop = Math.min(end, at + windowBytes);
      if ((yield* draft.read(at, stop)).every((byte) => byte === 0)) continue;
      fill(draft, at, stop);
      found = true;
    }
    if (found) noteRemoved(this.#job, this.#part, 'free', `${path}/${type}`, body, end);
  }

  /** Zero for creation and modification, behind version and flags. */
  *#dates({ type, body, end }: Box): Scan<void> {
    const { draft, path } = this.#part;
    const [version] = yield* draft.read(body, body + 1);
    const start = body + 4;
    const stop = Math.min(end, start + (version === 1 ? 16 : 8));
    if ((yield* draft.read(start, stop)).every((byte) => byte === 0)) return;
    fill(draft, start, stop);
    noteChanged(this.#job, this.#part, 'box', `${path}/${type}`, [start, stop], 'dates set to zero');
  }

  *#uuid({ body, end }: Box): Scan<void> {
    const id = yield* this.#part.draft.read(body, Math.min(end, body + 16));
    if (xmpId.every((byte, i) => byte === id[i])) yield* this.#xmp(body + 16, end);
    else yield* this.#other(body + 16, end);
  }

  /** A box of a kind that is not known may still hold a block. */
  *#other(start: number, end: number): Scan<void> {
    if (start >= end) return;
    const { draft, path } = this.#part;
    const found = sniff(yield* draft.read(start, Math.min(end, start + sniffedBytes)));
    if (!found) return;
    const nested = new PartDraft(draft, [{ start: start + found.skip, end }]);
    yield* this.#editNested(this.#job, found.kind, deeper(this.#job, this.#part, nested, `${path}/uuid`));
  }

  *#xmp(start: number, end: number): Scan<void> {
    const draft = new PartDraft(this.#part.draft, [{ start, end }]);
    yield* this.#editNested(this.#job, 'xmp', deeper(this.#job, this.#part, draft, `${this.#part.path}/xmp`));
  }

  /** In QuickTime `meta` has no version and flags before its boxes. */
  *#metaBody({ body, end }: Box): Scan<number> {
    const view = new View(yield* this.#part.draft.read(body, Math.min(end, body + 8)), body);
    return view.has(body, body + 8) && view.fourcc(body + 4) === 'hdlr' ? body : body + 4;
  }

  *#readKeys(box: Box): Scan<void> {
    const { limits } = this.#job.context;
    if (box.end - box.start > limits.blockBytes) this.#refuse('too many metadata keys', box);
    const view = new View(yield* this.#part.draft.read(box.body, box.end), box.body);
    const found = new Set<number>();
    let at = box.body + 8;
    for (let number = 1; view.has(at, at + 8) && number <= limits.items; number++) {
      const size = view.u32(at);
      if (size < 8 || !view.has(at, at + size)) break;
      const key = keyTag(view.latin1(at + 8, at + size), view.fourcc(at + 4));
      if (this.#job.selection.goes(key)) found.add(number);
      at += size;
    }
    this.#keys = found;
  }

  /** Refuses tracks of positions: their samples lie among the others'. */
  *#samples(box: Box): Scan<void> {
    const { context } = this.#job;
    const silent = { ...context, size: this.#part.draft.length, warn: () => {} };
    const boxes = readBoxes(new View(new Uint8Array(0)), box.body + 8, box.end, silent, this.#part.path);
    for (const entry of yield* runOn(this.#part.draft, boxes)) {
      const keyed = keyedTracks.test(entry.type) && (yield* this.#namesPosition(entry));
      if (keyed || positionTracks.test(entry.type))
        this.#refuse('a track of positions cannot be taken out of a video', box);
    }
  }

  /** Whether an entry has a key of a place among its boxes, wherever they stand. */
  *#namesPosition(entry: Box): Scan<boolean> {
    if (entry.end - entry.start > this.#job.context.limits.blockBytes) return true;
    const bytes = yield* this.#part.draft.read(entry.body, entry.end);
    const names = new View(bytes).latin1(0, bytes.length).match(/[\w.-]{4,}/g) ?? [];
    return names.some((name) => this.#job.selection.goes(keyTag(name, 'mdta')));
  }

  #refuse(message: string, box: Box): never {
    return refuseBlock(message, this.#part, box.start, `${this.#part.path}/${box.type}`);
  }
}

function typeNumber(type: string): number {
  return [...type].reduce((sum, letter) => sum * 256 + letter.charCodeAt(0), 0);
}
