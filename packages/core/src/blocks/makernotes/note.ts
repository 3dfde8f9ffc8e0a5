// Walks a maker note: its directories and records by the maker's tables, and what they store for each other.
import type { Warning } from '../../errors.js';
import { bytesOf } from '../../structures/tiff/open.js';
import { asOffset, type RecordSink, walkRecord } from '../../tables/record-walk.js';
import type { Row } from '../../tables/row.js';
import { RowTag, type SharedKnown } from '../../tables/row-tag.js';
import { Scope } from '../../tables/scope.js';
import { type Bytes, INT32U, readStored, typeSize, UNDEF } from '../../tables/stored-value.js';
import type { Alternatives, Table, Tables } from '../../tables/table.js';
import { makeTag } from '../../tables/tag.js';
import { isSet, toNumber, type Value, wordList } from '../../tables/value.js';
import type { BlockRef, Context, Tag } from '../../types.js';
import { printImTags } from '../exif/print-im.js';
import type { MakerNoteRef } from '../exif/structure.js';
import { type DirectoryPlace, directoryEntries, type NoteEntry, startsDirectory } from './directory.js';
import { type FormedNoteRef, statedForm } from './form.js';
import type { Maker } from './maker.js';
import type { Reach } from './reach.js';

/** Reads a table that is neither a directory nor a record of values at fixed places. */
export type Process = (note: Note, table: Table, bytes: Bytes, sub: Row['sub'], base: number) => void;

/** A directory or record, and what the value that holds it says. */
export interface SubPlace {
  readonly bytes: Bytes;
  /** What offsets in it count from. */
  readonly base: number;
  /** The value that points to it, where it is a number. */
  readonly value: Value;
  /** In a record of its own bytes: where its parts end, which are told by offsets in it. */
  readonly ends?: readonly number[] | undefined;
}

const maxTags = 20_000;
const maxDepth = 16;
/** Bytes of what is left to another maker's block: values outside are fetched by that. */
const maxHandedOn = 65_536;

const moduleOf = (table: string): string => table.slice(0, table.indexOf(':'));

/** One maker note on its way. */
export class Note implements RecordSink<SubPlace> {
  readonly members: Map<string, Value>;
  readonly found: RowTag[] = [];
  /** Tags of what is no table of the maker's. */
  readonly tags: Tag[] = [];
  readonly nested: BlockRef[] = [];
  readonly reach: Reach;
  readonly context: Context;
  /** What it was found by. */
  readonly ref: MakerNoteRef;
  /** Family 1 group of what is read now, where it is not that of the table. */
  group: string | undefined;
  /** Values taken off the file's budget; those of the reading before, where it is read again, are paid. */
  taken = 0;
  readonly #paid: number;
  readonly #tables: Tables;
  readonly #processes: { readonly [name: string]: Process };
  readonly #others: NonNullable<Maker['others']>;
  readonly #known: SharedKnown;
  readonly #warnings: Parameters<Context['warn']>[] = [];
  readonly #seen = new Set<string>();
  #depth = 0;

  constructor(
    tables: Tables,
    { processes = {}, others = {} }: Maker,
    reach: Reach,
    members: Map<string, Value>,
    context: Context,
    ref: MakerNoteRef,
    paid = 0,
  ) {
    this.#tables = tables;
    this.#processes = processes;
    this.#others = others;
    this.reach = reach;
    this.members = members;
    this.#known = { members, id: 0 };
    this.context = context;
    this.ref = ref;
    this.#paid = paid;
  }

  /** The maker's table of this name. */
  table(name: string): Table | undefined {
    return this.#tables.get(name);
  }

  /** Keeps a warning until the note has been read to its end. */
  warn(code: Warning['code'], message: string, offset: number): void {
    this.#warnings.push([code, message, offset, this.ref.path]);
  }

  giveWarnings(): void {
    for (const warning of this.#warnings) this.context.warn(...warning);
  }

  /** Reads a table over bytes, as it is to be read. */
  read(table: Table, place: SubPlace, sub?: Row['sub']): void {
    const process = sub?.facts['ProcessProc'] ?? table.process;
    if (this.#depth >= maxDepth || this.found.length > maxTags) {
      this.warn('limit-exceeded', 'maker note nested too deep', place.bytes.start);
      return;
    }
    this.#depth++;
    const { view, start, end, littleEndian } = place.bytes;
    if (process === '') this.directory(table, { view, start, end, littleEndian, base: place.base });
    else if (process === 'ProcessBinaryData') this.record(table, place);
    else this.#processes[process]?.(this, table, place.bytes, sub, place.base);
    this.#depth--;
  }

  /** Every entry of a directory; `prepare` is shown them before. */
  directory(table: Table, place: DirectoryPlace, prepare?: Maker['prepare']): void {
    const key = `${place.start} ${table.name}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    const entries = directoryEntries(this, table, place);
    prepare?.(this, entries, place.littleEndian);
    const scope = this.scope(place, place.base);
    scope.firstBase = place.firstBase ?? place.base;
    for (const entry of entries) this.#entry(entry, place, scope);
  }

  /** Emits the value of an entry, or reads what lies in it. */
  #entry(entry: NoteEntry, place: DirectoryPlace, scope: Scope): void {
    if (!entry.rows) return;
    const { view, start, end } = entry;
    scope.view = view;
    scope.start = start;
    scope.end = end;
    scope.format = entry.typeName;
    scope.count = entry.count;
    const row = entry.rows.known(scope);
    if (!row) return;
    const { littleEndian, base } = place;
    const type = row.ownType || (row.sub && !row.isSubIfd ? UNDEF : entry.readAs);
    const size = typeSize(type);
    const count = type === entry.type ? entry.count : size ? Math.floor((end - start) / size) : 0;
    if (!this.#takes(row.sub ? 0 : end - start)) return;
    const stored = readStored(view, start, end, type, count, littleEndian);
    if (stored === undefined) return;
    if (!row.sub) this.emit(row, asOffset(row, stored, scope), scope);
    else if (row.sub.table === 'PrintIM::Main')
      this.tags.push(...printImTags({ view, offset: start, length: end - start }, littleEndian));
    else if (row.sub.facts['MaxSubdirs']) this.#several(row, stored, entry, place);
    else this.sub(row, { bytes: { view, start, end, littleEndian }, base, value: stored });
  }

  /** Adds the tag of a preview that lies in the file outside of the block that the note is in; whether it is one. */
  pictureOutside(rows: Alternatives | undefined, start: number, end: number): boolean {
    const { tiff } = this.reach;
    const row = rows?.rows[0];
    const isInFile = !tiff.joined && start >= 0 && end <= (this.context.size ?? 0);
    if (row?.name !== 'PreviewImage' || !isInFile || !this.#takes(0)) return false;
    const tag = makeTag(row.family, row.group, row.id, { name: row.name }, bytesOf(tiff, start, end));
    if (tag) this.tags.push(tag);
    return tag !== undefined;
  }

  /** Several directories, each with a group of its own. */
  #several(row: Row, offsets: Value, { view, start, end }: NoteEntry, place: DirectoryPlace): void {
    const { littleEndian, base } = place;
    const { DirName: name = row.name, MaxSubdirs: most } = row.sub!.facts;
    const before = this.group;
    for (const [i, value] of wordList(offsets).slice(0, Number(most)).entries()) {
      this.group = i === 0 ? name : name.replace(/\d*$/, String(i));
      this.sub(row, { bytes: { view, start, end, littleEndian }, base, value });
    }
    this.group = before;
  }

  /** Takes a value off the file's budget. */
  #takes(bytes: number): boolean {
    this.taken++;
    return this.taken <= this.#paid || this.context.budget.tag(bytes);
  }

  /** The fields of a record. */
  record(table: Table, place: SubPlace): void {
    walkRecord(table, this.scope(place.bytes, place.base), this, place);
  }

  /** What lies in a field of a record. */
  enter(row: Row, { view, start: at, end, littleEndian }: Scope, count: number, place: SubPlace): void {
    const isPointer = typeof row.sub?.start === 'string';
    if (isPointer && place.ends) {
      this.#part(row, place, at);
      return;
    }
    const length = row.ownType && row.size ? Math.min(count * row.size, end - at) : end - at;
    const value = isPointer ? readStored(view, at, end, row.type, 1, littleEndian) : undefined;
    const bytes: Bytes = { view, start: at, end: at + length, littleEndian };
    this.sub(row, { bytes, base: place.base, value, ends: place.ends }, place.bytes.start);
  }

  /** A part of a record of its own bytes, told by an offset in it; 0 where it is missing. */
  #part(row: Row, place: SubPlace, at: number): void {
    const { view, start, littleEndian } = place.bytes;
    const value = readStored(view, at, view.end, row.ownType || INT32U, 1, littleEndian);
    const table = row.sub && row.isKnown ? this.table(row.sub.table) : undefined;
    if (!table || !isSet(value)) return;
    const from = (row.sub?.start === 'value' ? view.start : start) + toNumber(value);
    if (from < view.start || from >= view.end) return;
    const end = place.ends?.find((one) => one > from) ?? view.end;
    const bytes: Bytes = { view, start: from, end, littleEndian };
    this.read(table, { bytes, base: place.base, value, ends: place.ends }, row.sub);
  }

  /** What conversions may know of the bytes at hand. */
  scope({ view, start, end, littleEndian }: Bytes, base = 0): Scope {
    return new Scope(this.#known, view, start, end, littleEndian, base);
  }

  /**
   * Enters what lies in a value: at a number of bytes behind its start, or where its number says, which counts from
   * the base of offsets or from the start of the record that it is in.
   */
  sub(row: Row, place: SubPlace, record: number = place.bytes.start): void {
    const { sub } = row;
    if (!sub || !row.isKnown) return;
    const { bytes, value } = place;
    const table = this.table(sub.table);
    if (!table && !this.#others[moduleOf(sub.table)]) return;
    const byHand = sub.place?.(bytes.start, value, place.base);
    const start =
      byHand?.start ??
      (typeof sub.start === 'number'
        ? bytes.start + sub.start
        : toNumber(value) + (sub.start === 'value' ? place.base : record));
    const base = byHand?.base ?? (sub.facts['Base'] === 'start' ? start : place.base);
    const outside = start < bytes.start || start >= bytes.end;
    const end = outside ? this.reach.end : bytes.end;
    const isHeld = bytes.view.has(start, start + 1) && !this.reach.isOutside(bytes.view, start, start + 1);
    const view = isHeld ? bytes.view : this.reach.view(start, start + 2);
    if (!view) return;
    const littleEndian = orderOf(sub.facts['ByteOrder'], view, start, bytes.littleEndian);
    const at: Bytes = { view, start, end, littleEndian };
    if (sub.valid && !sub.valid(value, this.scope(at))) return;
    if (table) this.read(table, { bytes: at, base, value, ends: place.ends }, sub);
    else this.handOn(sub.table, at, base);
  }

  /** Leaves what another maker's table tells of to the block of that maker. */
  handOn(table: string, { start, end, littleEndian }: Bytes, base: number): void {
    const kind = this.#others[moduleOf(table)];
    if (!kind) return;
    const length = Math.min(end - start, maxHandedOn);
    const form = {
      table,
      start,
      base,
      littleEndian,
      ...statedForm,
      members: this.members,
    };
    const ref: FormedNoteRef = {
      kind,
      ranges: [],
      path: this.ref.path,
      note: { ...this.ref, offset: start, length },
      form,
    };
    this.nested.push(ref);
  }

  /** Keeps a value for its tag, after what it stores for others. */
  emit(row: Row, stored: Value, scope: Scope): void {
    const raw = row.raw ? row.raw(stored, scope) : stored;
    if (raw === undefined || !row.isKnown || this.found.length > maxTags) return;
    this.found.push(new RowTag(row, raw, this.#known, this.group));
  }
}

function orderOf(stated: string | undefined, view: Bytes['view'], start: number, now: boolean): boolean {
  if (!stated) return now;
  if (/^Little/i.test(stated)) return true;
  if (/^Big/i.test(stated)) return false;
  return startsDirectory(view, start, now);
}
