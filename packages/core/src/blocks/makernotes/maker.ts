// Makes the block of a maker out of its tables and what is written by hand about them.
import type { Scan } from '../../bytes/scan.js';
import type { View } from '../../bytes/view.js';
import { byteOrderLabels } from '../../present/byte-order.js';
import type { Conversions } from '../../tables/conversion.js';
import { lazy } from '../../tables/lazy.js';
import { Tables } from '../../tables/table.js';
import { makeTag, setAside } from '../../tables/tag.js';
import type { Block, BlockKind, BlockRef, Composites, Context, Loaded, Tag } from '../../types.js';
import { loadedTags, type NamedValues } from '../loaded.js';
import type { DirectoryPlace, NoteEntry } from './directory.js';
import { firstDirectory } from './first-directory.js';
import type { FormedNoteRef } from './form.js';
import type { MakerKind } from './forms.js';
import { Note, type Process } from './note.js';
import { pointedPictures } from './preview.js';
import { Reach } from './reach.js';

/** So often a note is read again, with what the reading before was missing. */
const maxRounds = 20;

/** A maker: its tables, and what they do not say. */
export interface Maker {
  readonly rows: string;
  readonly labels: string;
  readonly conversions: readonly Conversions[];
  /** Kinds of blocks that may lie in its notes, other makers' apart. */
  readonly holds?: readonly BlockKind[];
  /** What is to be known before the directory of a note is read. */
  readonly prepare?: (note: Note, entries: readonly NoteEntry[], littleEndian: boolean) => void;
  /** Tags that are computed from the maker's. */
  readonly composites?: (tables: Tables) => Composites;
  /** Ways to read a table that is neither a directory nor a record, by name. */
  readonly processes?: { readonly [name: string]: Process };
  /** Makers whose tables are met in it, by their modules: those are left to their blocks. */
  readonly others?: { readonly [module: string]: MakerKind };
}

/** The block that reads the notes of a maker; `kind` is its kind of reference. */
export function makerBlock<const Name extends string>(
  name: Name,
  kind: MakerKind,
  maker: Maker,
): Block<Name, NamedValues> {
  const tables = lazy(() => new Tables(maker));
  const composites = lazy(() => maker.composites?.(tables()));
  return {
    name,
    kinds: [kind],
    holds: [...(maker.holds ?? []), ...new Set(Object.values(maker.others ?? {}))],
    *load(refs: readonly BlockRef[], context: Context): Scan<Loaded<NamedValues>> {
      const notes: Note[] = [];
      const extra: Tag[] = [];
      for (const ref of refs) {
        const note = yield* readNote(ref as FormedNoteRef, tables(), maker, context, extra);
        if (note) notes.push(note);
      }
      const decode = () => {
        const tags = extra.slice();
        for (const note of notes) addTags(tags, note);
        return tags;
      };
      const nested = notes.flatMap((note) => note.nested);
      return loadedTags(decode, nested, notes.length === 0 ? undefined : { composites: composites() });
    },
  };
}

function* readNote(
  { note: ref, form }: FormedNoteRef,
  tables: Tables,
  maker: Maker,
  context: Context,
  extra: Tag[],
): Scan<Note | undefined> {
  const view = yield* wholeNote(ref);
  const end = Math.min(ref.offset + ref.length, view.end);
  const table = tables.get(form.table);
  if (!table || form.start < ref.offset || form.start >= end) return undefined;
  const given: DirectoryPlace = {
    view,
    start: form.start,
    end,
    littleEndian: form.littleEndian,
    base: form.base,
    moved: form.moved,
  };
  const isDirectory = table.process === '';
  const place = isDirectory ? firstDirectory(given, { form, note: ref }) : given;
  if (!place) {
    context.warn('unknown', 'maker note has no directory where its form has one', ref.offset, ref.path);
    return undefined;
  }
  const order = place.littleEndian;
  if (isDirectory && order !== ref.tiff.header.littleEndian) {
    const def = { name: 'MakerNoteByteOrder', labels: byteOrderLabels };
    const tag = makeTag('File', 'File', def.name, def, order ? 'II' : 'MM');
    if (tag) extra.push(tag);
  }
  const reach = new Reach(ref.tiff, place.view);
  let paid = 0;
  for (let round = 1; ; round++) {
    const note = new Note(tables, maker, reach, new Map(form.members), context, ref, paid);
    note.group = form.group;
    if (isDirectory) note.directory(table, place, maker.prepare);
    else note.read(table, { bytes: place, base: place.base, value: undefined });
    note.tags.push(...pointedPictures(note));
    if (!(yield* reach.fetch()) || round === maxRounds) {
      note.giveWarnings();
      return note;
    }
    paid = note.taken;
  }
}

/** Adds the tags of a note, but for those that a conversion drops. */
function addTags(tags: Tag[], note: Note): void {
  const { aside, group } = note.ref;
  for (const tag of note.found) if (tag.settle()) tags.push(aside ? setAside(tag, group) : tag);
  for (const tag of note.tags) tags.push(aside ? setAside(tag, group) : tag);
}

function* wholeNote({ tiff, offset, length }: FormedNoteRef['note']): Scan<View> {
  const { view } = tiff.source;
  if (tiff.joined || view.has(offset, offset + length)) return view;
  return yield { start: offset, end: offset + length };
}
