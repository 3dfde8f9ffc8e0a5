// The tags of a standard's records: values at fixed places of a run of bytes, by tables as the makers have them.
import { View } from '../bytes/view.js';
import type { Tag } from '../types.js';
import { lazy } from './lazy.js';
import { type RecordSink, walkRecord } from './record-walk.js';
import type { Row } from './row.js';
import { ListTag, RowTag, type SharedKnown } from './row-tag.js';
import { Scope } from './scope.js';
import { type Table, type TableSource, Tables } from './table.js';
import type { Value } from './value.js';

/** What differs from one record or value to the next of the same table. */
interface Options {
  readonly littleEndian?: boolean;
  /** What offsets count from. */
  readonly base?: number;
  /** Family 1 group in place of the table's. */
  readonly group?: string;
  /** What the tag's name ends with. */
  readonly suffix?: string;
  /** What conversions may know of other values. */
  readonly members?: ReadonlyMap<string, Value>;
}

const nothing = new View(new Uint8Array(0));

/** The tables of a standard, made when the first of its records is met. */
export class Records {
  readonly #tables: () => Tables;

  constructor(source: TableSource) {
    this.#tables = lazy(() => new Tables(source));
  }

  /** The tags of the record in `[start, end)` by the table of this name; fields beyond its end are left out. */
  tags(name: string, view: View, start: number, end: number, options: Options = {}): Tag[] {
    const table = this.table(name);
    if (!table) return [];
    const { littleEndian = false, base, members } = options;
    const known = new KnownOfValue(0, members);
    const scope = new Scope(known, view, start, Math.min(end, view.end), littleEndian, base);
    const found = new Found(this, known, options);
    walkRecord(table, scope, found, undefined);
    const tags: Tag[] = [];
    for (const tag of found.tags) if (tag.settle()) tags.push(tag);
    return tags;
  }

  /** The table of this name. */
  table(name: string): Table | undefined {
    return this.#tables().get(name);
  }

  /** The first row of an id in the table of this name; `undefined` where there is none. */
  row(name: string, id: number | string): Row | undefined {
    return this.table(name)?.rows.get(id)?.rows[0];
  }

  /** The tag of a value under an id of the table of this name, where that has such an id, as a list. */
  tag(name: string, id: number | string, stored: Value, options?: Options): Tag[] {
    const row = this.row(name, id);
    return row ? tagOfRow(row, stored, options) : [];
  }

  /** The tag of several values under an id, each with its own text, as a list. */
  list(name: string, id: number | string, stored: readonly Value[], options?: Options): Tag[] {
    const row = this.row(name, id);
    return row && stored.length > 0 ? [listOfRow(row, stored, options?.group)] : [];
  }
}

/** What the conversions of one value know. What they leave for each other has its map when one of them asks for it. */
class KnownOfValue implements SharedKnown {
  id: number | string;
  readonly #given: Options['members'];
  #members: Map<string, Value> | undefined;

  constructor(id: number | string, given: Options['members']) {
    this.id = id;
    this.#given = given;
  }

  get members(): Map<string, Value> {
    this.#members ??= new Map(this.#given);
    return this.#members;
  }
}

/** The tag of a value by its row, as a list. Bytes that no conversion makes a text of are told by their length. */
export function tagOfRow(row: Row, stored: Value, { members, group, suffix }: Options = {}): Tag[] {
  if (!row.isKnown) return [];
  const known = new KnownOfValue(row.id, members);
  const raw = row.raw ? row.raw(stored, new Scope(known, nothing, 0, 0, false)) : stored;
  if (raw === undefined) return [];
  const tag = new RowTag(row, raw, known, group, suffix);
  return tag.settle(true) ? [tag] : [];
}

/** The tag of several values by their row. */
export function listOfRow(row: Row, stored: readonly Value[], group?: string): Tag {
  return new ListTag(row, stored, new KnownOfValue(row.id, undefined), group);
}

class Found implements RecordSink<undefined> {
  readonly tags: RowTag[] = [];
  readonly #records: Records;
  readonly #known: SharedKnown;
  readonly #options: Options;

  constructor(records: Records, known: SharedKnown, options: Options) {
    this.#records = records;
    this.#known = known;
    this.#options = options;
  }

  emit(row: Row, stored: Value, scope: Scope): void {
    const raw = row.raw ? row.raw(stored, scope) : stored;
    const { group, suffix } = this.#options;
    if (raw !== undefined && row.isKnown) this.tags.push(new RowTag(row, raw, this.#known, group, suffix));
  }

  enter({ sub }: Row, { view, start, end, littleEndian }: Scope): void {
    const table = sub && this.#records.table(sub.table);
    if (table) walkRecord(table, new Scope(this.#known, view, start, end, littleEndian), this, undefined);
  }
}
