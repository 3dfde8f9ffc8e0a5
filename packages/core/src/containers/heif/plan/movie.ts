// Writes the movie box of an image sequence or a video anew: tracks with what decoding them needs, without dates.

import type { ByteRange, Scan } from '../../../bytes/scan.js';
import type { View } from '../../../bytes/view.js';
import { type Box, printable } from '../../../structures/isobmff/read.js';
import { be32, box, concat, fourCc, fullBox } from '../../../structures/isobmff/write.js';
import { type PlanBuilder, type PlanEntry, type PlanInput, refuse } from '../../plan.js';
import { bodyOf, boxesIn, wholeBox } from './boxes.js';
import { cleanSamples, notWalked } from './coded.js';
import { auxiliaryType, cleanProperty, isAlpha, isDepth, type PropertyRules } from './properties.js';
import { cleanTable, writeChunkOffsets, writeSampleSizes } from './sample-tables.js';
import { isSizes, readChunks, sampleSizes } from './samples.js';
import { cleanSoundEntry } from './sound.js';
import { type Coding, codingOf, UnitWalk } from './units.js';

/** A movie box to be written once it is known where the samples come to lie. */
export interface Movie {
  /** The chunks of the source, and what stays of the samples of each. */
  readonly stated: readonly ByteRange[];
  readonly chunks: readonly (readonly ByteRange[])[];
  /** What goes from them. */
  readonly removed: readonly PlanEntry[];
  /** The box, `placeOf` telling where a byte of the source comes to lie; `long` for 64-bit places. */
  write(placeOf: (offset: number) => number, long: boolean): Uint8Array;
}

interface Track {
  readonly id: number;
  readonly sound: boolean;
  readonly stated: readonly ByteRange[];
  readonly chunks: readonly (readonly ByteRange[])[];
  readonly removed: readonly PlanEntry[];
  write(tracks: ReadonlySet<number>, placeOf: (offset: number) => number, long: boolean): Uint8Array;
}

/**
 * Reads the movie box strictly. `undefined` where no track is a picture; what goes is told to `plan`. `withSound`:
 * sound stays beside pictures.
 */
export function* readMovie(
  input: PlanInput,
  movie: Box,
  plan: PlanBuilder,
  withSound = false,
): Scan<Movie | undefined> {
  const view = yield* wholeBox(movie, input.context.limits, 'heif');
  const reader = new MovieReader(input, view, plan, withSound);
  const children = reader.children(movie, 'heif/moov');
  const header = reader.one(children, 'mvhd', 'heif/moov');
  const fragments = children.find(({ type }) => type === 'mvex');
  if (fragments) refuse('not-writable', 'a sequence in fragments', fragments.start, 'heif/moov/mvex');
  const tracks: Track[] = [];
  for (const child of children) {
    const track = child.type === 'trak' ? yield* reader.track(child) : undefined;
    if (track) tracks.push(track);
    else if (child !== header && child.type !== 'trak') reader.removed(child, 'heif/moov');
  }
  if (!tracks.some(({ sound }) => !sound)) return undefined;
  const ids = new Set(tracks.map(({ id }) => id));
  return {
    stated: tracks.flatMap(({ stated }) => stated),
    chunks: tracks.flatMap(({ chunks }) => chunks),
    removed: tracks.flatMap(({ removed }) => removed),
    write: (placeOf, long) =>
      box(
        'moov',
        reader.header(header, 'heif/moov'),
        ...tracks.map((track) => track.write(ids, placeOf, long)),
      ),
  };
}

/** Tracks of pictures. */
const pictureHandlers: ReadonlySet<string> = new Set(['pict', 'vide', 'auxv']);
/** References between tracks that stay. */
const keptReferences: ReadonlySet<string> = new Set(['auxl', 'prem', 'thmb']);
/** Codings of samples. */
const sampleTypes: ReadonlySet<string> = new Set([
  'av01',
  'hvc1',
  'hev1',
  'avc1',
  'avc3',
  'vvc1',
  'vvi1',
  'evc1',
  'j2ki',
  'uncv',
]);
/** Where in a visual sample entry the name of the compressor stands. */
const compressorAt = 42;
/** Where in a handler box its name stands (14496-12, 8.4.3.2). */
const handlerNameAt = 24;
/** Bytes of a visual sample entry before its boxes (14496-12, 12.1.3). */
const sampleEntryBytes = 78;

class MovieReader {
  readonly #input: PlanInput;
  readonly #view: View;
  readonly #plan: PlanBuilder;
  readonly #withSound: boolean;
  readonly #walk: UnitWalk;
  #chunksLeft: number;

  constructor(input: PlanInput, view: View, plan: PlanBuilder, withSound: boolean) {
    this.#input = input;
    this.#withSound = withSound;
    this.#view = view;
    this.#plan = plan;
    this.#walk = new UnitWalk(input.context.limits, 'heif/moov');
    this.#chunksLeft = input.context.limits.values;
  }

  children({ body, end }: Box, path: string, skip = 0): Box[] {
    return boxesIn(this.#view, body + skip, end, this.#input.context.limits, path);
  }

  /** The one box of a type that must be there. */
  one(boxes: readonly Box[], type: string, path: string): Box {
    const [found, second] = boxes.filter((candidate) => candidate.type === type);
    if (!found || second) refuse('malformed', `not one ${type}`, second?.start ?? this.#view.start, path);
    return found;
  }

  removed({ type, start, end }: Box, path: string, kind = 'box'): void {
    this.#plan.remove(kind, `${path}/${printable(type)}`, start, end);
  }

  /** Tells which of the boxes are not of the types that stay. */
  #removedBut(boxes: readonly Box[], types: readonly string[], path: string): void {
    for (const child of boxes) if (!types.includes(child.type)) this.removed(child, path);
  }

  /** `mvhd`, `tkhd` or `mdhd` (14496-12, 8.2.2, 8.3.2, 8.4.2) without dates, language and what is reserved. */
  header(header: Box, path: string): Uint8Array {
    const { type } = header;
    const long = bodyOf(this.#view, header, path, 4)[0] === 1;
    const later = long ? 12 : 0;
    const size = type === 'mvhd' ? 100 : type === 'tkhd' ? 84 : 24;
    const bytes = bodyOf(this.#view, header, path, size + later).slice();
    const dates = { start: header.body + 4, end: header.body + (long ? 20 : 12) };
    if (this.#view.slice(dates.start, dates.end).some((byte) => byte !== 0))
      this.#plan.changed.push({
        ...{ kind: 'dates', path: `${path}/${type}`, ranges: [dates] },
        why: 'set to zero',
      });
    bytes.fill(0, 4, long ? 20 : 12);
    if (type === 'mvhd') bytes.fill(0, 26 + later, 36 + later).fill(0, 72 + later, 96 + later);
    else if (type === 'tkhd')
      bytes
        .fill(0, long ? 24 : 16, long ? 28 : 20)
        .fill(0, 24 + later, 32 + later)
        .fill(0, 38 + later, 40 + later);
    else bytes.set([0x55, 0xc4, 0, 0], 20 + later);
    return box(type, bytes);
  }

  /** A track; `undefined` where it is neither picture nor sound that stays, or goes by policy. */
  *track(track: Box): Scan<Track | undefined> {
    const path = 'heif/moov/trak';
    const view = this.#view;
    const children = this.children(track, path);
    const media = this.children(this.one(children, 'mdia', path), `${path}/mdia`);
    const handler = this.one(media, 'hdlr', `${path}/mdia`);
    bodyOf(view, handler, `${path}/mdia/hdlr`, 12);
    const handlerType = view.fourcc(handler.body + 8);
    const references = children
      .filter(({ type }) => type === 'tref')
      .flatMap((list) => this.#references(list));
    const isPicture = pictureHandlers.has(handlerType);
    const sound = this.#withSound && handlerType === 'soun';
    if (
      !(isPicture || sound) ||
      (references.some(({ type }) => type === 'thmb') && !this.#input.rules.thumbnail)
    ) {
      this.removed(track, 'heif/moov', isPicture ? 'thumbnail' : handlerType === 'soun' ? 'sound' : 'track');
      return undefined;
    }
    const information = this.children(this.one(media, 'minf', `${path}/mdia`), `${path}/mdia/minf`);
    const tables = this.children(this.one(information, 'stbl', path), `${path}/mdia/minf/stbl`);
    const samples = this.#samples(this.one(tables, 'stsd', path), information, sound);
    if (!samples) {
      this.removed(track, 'heif/moov', sound ? 'sound' : 'auxiliary');
      return undefined;
    }
    this.#removedBut(children, ['tkhd', 'edts', 'tref', 'mdia'], path);
    this.#removedBut(media, ['mdhd', 'hdlr', 'minf'], `${path}/mdia`);
    this.#removedBut(information, ['dinf', 'stbl', ...Object.keys(mediaHeaders)], `${path}/mdia/minf`);
    this.#tellName(handler, `${path}/mdia`);
    const header = this.header(this.one(children, 'tkhd', path), path);
    const tablesPath = `${path}/mdia/minf/stbl`;
    const stated = readChunks(view, tables, this.#chunksLeft, tablesPath);
    this.#chunksLeft -= stated.length;
    const sizes = sampleSizes(view, tables, tablesPath);
    const clean = yield* cleanSamples(samples.coding, stated, sizes, this.#walk.at(tablesPath));
    const { chunks } = clean;
    if (!sound && !samples.coding)
      this.#plan.kept.push({ kind: 'picture', path: tablesPath, ranges: chunks.flat(), why: notWalked });
    const edits = this.#edits(children, path);
    const mediaHead = concat([
      this.header(this.one(media, 'mdhd', path), path),
      fullBox('hdlr', 0, 0, be32(0), fourCc(handlerType), new Uint8Array(13)),
    ]);
    const mediaHeader = information.find(({ type }) => Object.hasOwn(mediaHeaders, type))?.type ?? 'nmhd';
    const informationHead = concat([mediaHeaders[mediaHeader]!, dataInformation]);
    const cleanTables = tables.flatMap((table) => this.#table(table, clean.sizes, tablesPath));
    return {
      id: trackId(header),
      sound,
      stated,
      chunks,
      removed: clean.removed,
      write: (tracks, placeOf, long) => {
        const offsets = chunks.map((ranges) => {
          const first = ranges.find(({ start, end }) => start < end);
          return first ? placeOf(first.start) : 0;
        });
        const stbl = box('stbl', samples.box, ...cleanTables, writeChunkOffsets(offsets, long));
        const minf = box('minf', informationHead, stbl);
        return box(
          'trak',
          header,
          ...edits,
          writeReferences(references, tracks),
          box('mdia', mediaHead, minf),
        );
      },
    };
  }

  /** A sample table as it stays, but for descriptions and places of chunks. */
  #table(table: Box, sizes: readonly number[] | undefined, path: string): Uint8Array[] {
    if (sizes && isSizes(table)) return [writeSampleSizes(sizes)];
    const clean = cleanTable(this.#view, table, path);
    if (!clean && !['stsd', 'stco', 'co64'].includes(table.type)) this.removed(table, path);
    return clean ? [clean] : [];
  }

  /** Tells of the name that a handler box gives, which goes. */
  #tellName({ body, end }: Box, path: string): void {
    const start = Math.min(end, body + handlerNameAt);
    if (this.#view.slice(start, end).some((byte) => byte !== 0))
      this.#plan.changed.push({
        kind: 'name',
        path: `${path}/hdlr`,
        ranges: [{ start, end }],
        why: 'name removed',
      });
  }

  #references(list: Box): TrackReference[] {
    const path = 'heif/moov/trak/tref';
    if (list.end - list.body > 4 * this.#input.context.limits.items)
      refuse('limit-exceeded', 'too many track references', list.start, path);
    const references = this.children(list, path);
    this.#removedBut(references, [...keptReferences], path);
    return references
      .filter(({ type }) => keptReferences.has(type))
      .map(({ type, body, end }) => ({
        type,
        to: Array.from({ length: (end - body) >> 2 }, (_, i) => this.#view.u32(body + 4 * i)),
      }));
  }

  /** The edit lists (8.6.6). */
  #edits(children: readonly Box[], path: string): Uint8Array[] {
    return children
      .filter(({ type }) => type === 'edts')
      .map((edits) => {
        const list = this.one(this.children(edits, path), 'elst', `${path}/edts`);
        const row = bodyOf(this.#view, list, path, 8)[0] === 1 ? 20 : 12;
        return box(
          'edts',
          box('elst', bodyOf(this.#view, list, path, 8 + row * this.#view.u32(list.body + 4))),
        );
      });
  }

  /** The sample descriptions (8.5.2); `undefined` where they are of an auxiliary picture or a sound that goes. */
  #samples(list: Box, information: readonly Box[], sound: boolean): Samples | undefined {
    const path = 'heif/moov/trak/mdia/minf/stbl/stsd';
    bodyOf(this.#view, list, path, 8);
    this.#checkDataReferences(information);
    const entries = this.children(list, path, 8);
    if (entries.length === 0) refuse('malformed', 'a track without sample descriptions', list.start, path);
    const clean: Uint8Array[] = [];
    let coding: Coding | undefined;
    for (const entry of entries) {
      if (sound) {
        const made = cleanSoundEntry(this.#view, entry, (skip) => this.children(entry, path, skip), path);
        if (!made) return undefined;
        clean.push(made);
        continue;
      }
      if (!sampleTypes.has(entry.type))
        refuse('not-writable', `samples of the unknown type ${printable(entry.type)}`, entry.start, path);
      bodyOf(this.#view, entry, path, sampleEntryBytes);
      const children = this.children(entry, path, sampleEntryBytes);
      const auxiliary = children.find(({ type }) => type === 'auxi');
      if (auxiliary && !this.#isKept(auxiliaryType(this.#view, auxiliary))) return undefined;
      const boxes = this.#entryBoxes(entry, children, path);
      const own = codingOf(entry.type, boxes);
      if (clean.length > 0 && !(own?.units === coding?.units && own?.lengthBytes === coding?.lengthBytes))
        refuse('not-writable', 'a track of several codings', entry.start, path);
      coding = own;
      clean.push(box(entry.type, this.#entryFields(entry, path), ...boxes));
    }
    return { box: fullBox('stsd', 0, 0, be32(clean.length), ...clean), coding };
  }

  #isKept(auxiliary: string): boolean {
    return isAlpha(auxiliary) || (this.#input.rules.depth && isDepth(auxiliary));
  }

  /** Of a visual sample entry (12.1.3): size, resolution, frames and depth. */
  #entryFields(entry: Box, path: string): Uint8Array {
    const fields = bodyOf(this.#view, entry, path, sampleEntryBytes).slice();
    const name = { start: entry.body + compressorAt, end: entry.body + compressorAt + 32 };
    if (this.#view.slice(name.start, name.end).some((byte) => byte !== 0))
      this.#plan.changed.push({ kind: 'name', path, ranges: [name], why: 'name of the compressor removed' });
    fields.fill(0, 0, 6).fill(0, 8, 24).fill(0, 36, 40).fill(0, 42, 74);
    fields.set([0, 1], 6);
    fields.set([0xff, 0xff], 76);
    return fields;
  }

  /** The boxes of its coding. */
  #entryBoxes(entry: Box, children: readonly Box[], path: string): Uint8Array[] {
    const { rules, context } = this.#input;
    const how: PropertyRules = { rules, limits: context.limits, path: `${path}/${entry.type}` };
    const boxes: Uint8Array[] = [];
    for (const child of children) {
      const clean = cleanProperty(this.#view, child, how);
      if (clean) boxes.push(clean);
      else this.removed(child, how.path);
    }
    return boxes;
  }

  /** Samples may lie in this file only (8.7.2). */
  #checkDataReferences(information: readonly Box[]): void {
    const path = 'heif/moov/trak/mdia/minf/dinf';
    const container = information.find(({ type }) => type === 'dinf');
    const list = container && this.children(container, path).find(({ type }) => type === 'dref');
    if (!list) return;
    bodyOf(this.#view, list, path, 8);
    for (const entry of this.children(list, path, 8)) {
      bodyOf(this.#view, entry, path, 4);
      if ((this.#view.u8(entry.body + 3) & 1) === 0)
        refuse('not-writable', 'samples lie in another file', entry.start, path);
    }
  }
}

/** The sample descriptions of a track, and how its samples are coded. */
interface Samples {
  readonly box: Uint8Array;
  readonly coding: Coding | undefined;
}

/** The number of a track by its `tkhd` box. */
function trackId(header: Uint8Array): number {
  return new DataView(header.buffer, header.byteOffset).getUint32(header[8] === 1 ? 28 : 20);
}

interface TrackReference {
  readonly type: string;
  readonly to: readonly number[];
}

/** The header of a track's media (12.1.2, 12.2.2, 8.4.5.2), which says nothing that counts. */
const mediaHeaders: { readonly [type: string]: Uint8Array } = {
  vmhd: fullBox('vmhd', 0, 1, new Uint8Array(8)),
  smhd: fullBox('smhd', 0, 0, new Uint8Array(4)),
  nmhd: fullBox('nmhd', 0, 0),
};

/** One data reference: this file. */
const dataInformation = box('dinf', fullBox('dref', 0, 0, be32(1), fullBox('url ', 0, 1)));

/** References to tracks that stay; nothing where there are none. */
function writeReferences(references: readonly TrackReference[], tracks: ReadonlySet<number>): Uint8Array {
  const boxes = references
    .map(({ type, to }) => ({ type, to: to.filter((id) => tracks.has(id)) }))
    .filter(({ to }) => to.length > 0)
    .map(({ type, to }) => box(type, ...to.map(be32)));
  return boxes.length > 0 ? box('tref', ...boxes) : new Uint8Array(0);
}
