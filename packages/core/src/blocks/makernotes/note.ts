// Walks a maker note: its directories and records by the maker's tables, and what they store for each other.
import type { Scan } from '../../bytes/scan.js';
import type { BlockRef, Context, Tag } from '../../types.js';
import { printImTags } from '../exif/print-im.js';
import type { Scope } from './conversion.js';
import { type DirectoryPlace, directoryEntries, type NoteEntry, startsDirectory } from './directory.js';
import type { Maker } from './maker.js';
import type { Reach } from './reach.js';
import type { Row } from './row.js';
import { type Bytes, readStored, typeSize } from './stored-value.js';
import { type Alternatives, rowThatCounts, type Table, type Tables } from './table.js';
import { byteText, isSet, toNumber, type Value } from './value.js';

/** An entry with what it stores, before it becomes a tag. */
export interface FoundEntry {
  readonly row: Row;
  readonly stored: Value;
  readonly group: string;
  readonly scope: Scope;
}

/** Reads a table that is neither a directory nor a record of values at fixed places. */
export type Process = (note: Note, table: Table, bytes: Bytes, facts: Row['sub']) => Scan<void> | undefined;

/** A directory or record, and what the value that holds it says. */
export interface SubPlace {
  readonly bytes: Bytes;
  /** What offsets in it count from. */
  readonly base: number;
  /** The value that points to it, where it is a number. */
  readonly value: Value;
  readonly entry?: NoteEntry | undefined;
  /** In a record of its own bytes: where its parts end, which are told by offsets in it. */
  readonly ends?: readonly number[] | undefined;
}

const maxTags = 20_000;
const deepest = 16;

/** One maker note on its way. */
export class Note {
  readonly members: Map<string, Value>;
  readonly found: FoundEntry[] = [];
  /** Tags of what is no table of the maker's. */
  readonly tags: Tag[] = [];
  readonly nested: BlockRef[] = [];
  readonly reach: Reach;
  readonly context: Context;
  /** What it was found by. */
  readonly ref: BlockRef;
  readonly #tables: Tables;
  readonly #processes: { readonly [name: string]: Process };
  readonly #seen = new Set<string>();
  #depth = 0;

  constructor(
    tables: Tables,
    processes: { readonly [name: string]: Process },
    reach: Reach,
    members: Map<string, Value>,
    context: Context,
    ref: BlockRef,
  ) {
    this.#tables = tables;
    this.#processes = processes;
    this.reach = reach;
    this.members = members;
    this.context = context;
    this.ref = ref;
  }

  /** The maker's table of this name. */
  table(name: string): Table | undefined {
    return this.#tables.get(name);
  }

  /** Reads a table over bytes, as it is to be read. */
  *read(table: Table, place: SubPlace, sub?: Row['sub']): Scan<void> {
    const process = sub?.facts['ProcessProc'] ?? table.process;
    if (this.#depth >= deepest || this.found.length > maxTags) {
      this.context.warn('limit-exceeded', 'maker note nested too deep', place.bytes.start, this.ref.path);
      return;
    }
    this.#depth++;
    if (process === '') yield* this.directory(table, { ...place.bytes, base: place.base });
    else if (process === 'ProcessBinaryData') yield* this.record(table, place);
    else {
      const own = this.#processes[process]?.(this, table, place.bytes, sub);
      if (own) yield* own;
    }
    this.#depth--;
  }

  /** Every entry of a directory; `prepare` is shown them before. */
  *directory(table: Table, place: DirectoryPlace, prepare?: Maker['prepare']): Scan<void> {
    const key = `${place.start} ${table.name}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    const entries = yield* directoryEntries(this, table, place);
    prepare?.(this, entries, place.littleEndian);
    for (const entry of entries) {
      const inside = this.#entry(table, entry, place);
      if (inside) yield* inside;
    }
  }

  /** Tells the value of an entry, or gives the walk into what lies in it. */
  #entry(table: Table, entry: NoteEntry, place: DirectoryPlace): Scan<void> | undefined {
    const rows = table.rows.get(entry.id);
    if (!rows) return undefined;
    const { littleEndian } = place;
    const bytes: Bytes = { view: entry.view, start: entry.start, end: entry.end, littleEndian };
    const scope = this.scope(bytes, entry.type, entry.count);
    const row = choose(rows, scope);
    if (!row) return undefined;
    const type = row.format?.type ?? (row.sub && !row.flags.includes('I') ? 'undef' : entry.readAs);
    const size = typeSize(type);
    const count = type === entry.type ? entry.count : size ? Math.floor((entry.end - entry.start) / size) : 0;
    if (!this.context.budget.tag(row.sub ? 0 : entry.end - entry.start)) return undefined;
    const stored = readStored(entry.view, entry.start, entry.end, type, count, littleEndian);
    if (stored === undefined) return undefined;
    if (row.sub?.table === 'PrintIM::Main') this.tags.push(...printImTags(entryOf(bytes), littleEndian));
    else if (row.sub) return this.sub(row, { bytes, base: place.base, value: stored, entry });
    else this.emit(row, asOffset(row, stored, place.base, scope), scope);
    return undefined;
  }

  /** The fields of a record. */
  *record(table: Table, place: SubPlace): Scan<void> {
    const { bytes } = place;
    const { view, start, end, littleEndian } = bytes;
    const unit = typeSize(table.format) || 1;
    const items = new Map<number, Value>();
    let shift = 0;
    for (const [id, rows] of table.rows) {
      const index = Number(id);
      if (Number.isNaN(index)) continue;
      let at = start + Math.trunc(index) * unit + shift;
      if (at < start) at += end - start;
      if (at < start) continue;
      if (at >= end) {
        if (!rows.conditional) break;
        continue;
      }
      const rest: Bytes = { view, start: at, end, littleEndian };
      const scope = this.scope(rest, '', 0, items);
      const row = choose(rows, scope);
      // By how much the fields behind are shifted is not known.
      if (row?.hasUnknownLength) return;
      if (!row) continue;
      const { type, count, variable } = fieldFormat(row, table, scope, end - at);
      if (count < 0) continue;
      if (variable) shift += count * typeSize(type) - unit;
      if (row.shift) shift += row.shift(scope);
      if (row.sub && place.ends && typeof row.sub.start === 'string') {
        yield* this.#part(row, { ...place, bytes: rest }, start);
        continue;
      }
      if (row.sub) {
        const length = row.format && typeSize(type) ? Math.min(count * typeSize(type), end - at) : end - at;
        const pointed = typeof row.sub.start === 'string';
        const value = pointed ? readStored(view, at, end, type, 1, littleEndian) : undefined;
        yield* this.sub(row, { ...place, bytes: { ...rest, end: at + length }, value }, start);
        continue;
      }
      let stored = readStored(view, at, end, type, count, littleEndian);
      if (stored === undefined) continue;
      if (row.mask) stored = Number((BigInt(toNumber(stored)) & BigInt(row.mask[0])) >> BigInt(row.mask[1]));
      stored = asOffset(row, stored, place.base, scope);
      items.set(index, stored);
      this.emit(row, stored, scope);
    }
  }

  /** A part of a record of its own bytes, told by an offset in it; 0 where it is missing. */
  *#part(row: Row, place: SubPlace, start: number): Scan<void> {
    const { view, start: at, littleEndian } = place.bytes;
    const value = readStored(view, at, view.end, row.format?.type ?? 'int32u', 1, littleEndian);
    const table = row.isKnown ? this.table(row.sub!.table) : undefined;
    if (!table || !isSet(value)) return;
    const from = (row.sub!.start === 'value' ? view.start : start) + toNumber(value);
    if (from < view.start || from >= view.end) return;
    const end = place.ends?.find((one) => one > from) ?? view.end;
    yield* this.read(table, { ...place, bytes: { view, start: from, end, littleEndian }, value }, row.sub);
  }

  /** What conversions may know of the bytes at hand. */
  scope(bytes: Bytes, format = '', count = 0, items?: ReadonlyMap<number, Value>, id?: number): Scope {
    return new Surroundings(this.members, bytes, format, count, items, id);
  }

  /**
   * Enters what lies in a value: at a number of bytes behind its start, or where its number says, which counts from
   * the base of offsets or from the start of the record that it is in.
   */
  *sub(row: Row, place: SubPlace, record: number = place.bytes.start): Scan<void> {
    const { sub } = row;
    const table = sub && row.isKnown ? this.table(sub.table) : undefined;
    if (!sub || !table) return;
    const { bytes, base, value } = place;
    const start =
      typeof sub.start === 'number'
        ? bytes.start + sub.start
        : toNumber(value) + (sub.start === 'value' ? base : record);
    const outside = start < bytes.start || start >= bytes.end;
    const end = outside ? this.reach.end : bytes.end;
    const view =
      start >= bytes.view.start && start < bytes.view.end
        ? bytes.view
        : yield* this.reach.view(start, start + 2);
    if (!view) return;
    const littleEndian = orderOf(sub.facts['ByteOrder'], view, start, bytes.littleEndian);
    const at: Bytes = { view, start, end, littleEndian };
    if (sub.valid && !sub.valid(value, this.scope(at))) return;
    yield* this.read(table, { ...place, bytes: at }, sub);
  }

  /** Keeps a value for its tag, after what it stores for others. */
  emit(row: Row, stored: Value, scope: Scope, group: string = row.group): void {
    const raw = row.raw ? row.raw(stored, scope) : stored;
    if (raw === undefined || !row.isKnown || this.found.length > maxTags) return;
    this.found.push({ row, stored: raw, group, scope });
  }

  /** The row of an id in a table, for readers of their own. */
  row(table: Table, id: number | string, scope: Scope): Row | undefined {
    const rows = table.rows.get(id);
    return rows && choose(rows, scope);
  }
}

/** What is known around a value; the function that tells facts is made for those who ask. */
class Surroundings implements Scope {
  readonly members: Map<string, Value>;
  readonly bytes: Bytes;
  readonly #format: string;
  readonly #count: number;
  readonly #items: ReadonlyMap<number, Value> | undefined;
  readonly #id: number | undefined;

  constructor(
    members: Map<string, Value>,
    bytes: Bytes,
    format: string,
    count: number,
    items: ReadonlyMap<number, Value> | undefined,
    id: number | undefined,
  ) {
    this.members = members;
    this.bytes = bytes;
    this.#format = format;
    this.#count = count;
    this.#items = items;
    this.#id = id;
  }

  get fact(): Scope['fact'] {
    return (name) => this.#fact(name);
  }

  #fact(name: string): Value {
    const { view, start, end, littleEndian } = this.bytes;
    switch (name) {
      case 'bytes':
        return byteText(view.slice(start, Math.min(end, start + 128)));
      case 'count':
        return this.#count;
      case 'format':
        return this.#format;
      case 'size':
        return end - start;
      case 'start':
        return start;
      case 'order':
        return littleEndian ? 'II' : 'MM';
      case 'id':
        return this.#id;
      default:
        return name.startsWith('item ') ? this.#items?.get(Number(name.slice(5))) : undefined;
    }
  }
}

/** The row that counts, unless it is of an unknown entry. */
function choose(rows: Alternatives, scope: Scope): Row | undefined {
  const row = rowThatCounts(rows, scope);
  return row?.isUnknown ? undefined : row;
}

function fieldFormat(
  row: Row,
  table: Table,
  scope: Scope,
  room: number,
): { type: string; count: number; variable: boolean } {
  const { type = table.format, count } = row.format ?? {};
  const variable = type.startsWith('var_');
  const plain = variable ? type.slice(4) : type;
  const all = row.format && plain === 'string' ? room : 1;
  return { type: plain, count: typeof count === 'function' ? count(scope) : (count ?? all), variable };
}

/** Offsets are told as offsets in the file. */
function asOffset(row: Row, stored: Value, base: number, scope: Scope): Value {
  return row.flags.includes('O') || row.isOffset?.(stored, scope) ? moved(stored, base) : stored;
}

function moved(stored: Value, base: number): Value {
  if (Array.isArray(stored)) return stored.map((item) => toNumber(item) + base);
  return toNumber(stored) + base;
}

function orderOf(stated: string | undefined, view: Bytes['view'], start: number, now: boolean): boolean {
  if (!stated) return now;
  if (/^Little/i.test(stated)) return true;
  if (/^Big/i.test(stated)) return false;
  return startsDirectory(view, start, now);
}

function entryOf({ view, start, end }: Bytes): { view: Bytes['view']; offset: number; length: number } {
  return { view, offset: start, length: end - start };
}
