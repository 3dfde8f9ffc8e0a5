// Definitions of IFD entries: a generated row, its labels, and what is written by hand about it.
import { labelsOf } from '../../tables/label-lists.js';
import type { Labels, TagDef, TagScope, TagValue, Text } from '../../types.js';
import { bitLabels, hexLabel } from './special-labels.js';
import { words } from './words.js';

/** What a typed value is: text, a number, numbers, numbers with gaps, bytes, or whatever the file stores. */
export type Kind = 's' | 'n' | 'l' | 'q' | 'b' | '?';

/** What is written by hand about an entry. */
export interface ExifConversion {
  readonly value?: (stored: TagValue, scope: TagScope) => TagValue | undefined;
  readonly print?: (value: TagValue, scope: TagScope) => Text;
  /** Field type its bytes are read as, whatever the file says. */
  readonly as?: number;
  /** More than 500 numbers are printed by their number. */
  readonly long?: boolean;
}

/** A definition of an IFD entry. */
export interface Definition extends TagDef, ExifConversion {
  readonly kind: Kind;
  /** `n`, `s`: its typed value is the number, or the text, that the file stores, where it is one. */
  readonly plain?: 'n' | 's' | undefined;
  /** An offset in the structure: given as an offset in the file. */
  readonly offset?: boolean;
  /** Printed by its size. */
  readonly binary?: boolean;
}

/** A definition of a table. */
export interface TableDefinition extends Definition {
  /** Number of its name among those of the table. */
  readonly nameNumber: number;
}

/** Definitions by tag id, in pages of 256: each entry of a file asks, and a Map takes several times as long. */
export class Definitions {
  readonly #pages: (TableDefinition | undefined)[][] = [];
  /** A bit for each name of the table, none set: a copy of it tells which names were met. */
  readonly noNames: readonly number[];

  constructor(rows: Iterable<readonly [id: number, definition: TableDefinition]>, names: number) {
    this.noNames = new Array<number>((names >> 5) + 1).fill(0);
    for (const [id, definition] of rows) {
      this.#pages[id >> 8] ??= new Array(256).fill(undefined);
      this.#pages[id >> 8]![id & 255] = definition;
    }
  }

  get(id: number): TableDefinition | undefined {
    return this.#pages[id >> 8]?.[id & 255];
  }
}

/** Conversions by tag name: one key may name several, with spaces; `Name/1` is the second row of its name. */
export interface EntryConversions {
  readonly [names: string]: ExifConversion;
}

/** A row of generated text: `step name kind`, labels behind tabs. */
export interface EntryRow {
  readonly id: number;
  readonly name: string;
  readonly kind: Kind;
  /**
   * What the tables tell of it. B: printed by its size; O: an offset; P: the first counts where it comes again, not the
   * last; N: it brings its own name, `Name: value`; X: hexadecimal where there is no label; M: labels of bits. A number
   * is the field type its bytes are read as.
   */
  readonly facts: string;
  readonly labels: string;
}

/** The rows of a generated text; each tells its id by the step from the one before, in hexadecimal, 1 where empty. */
export function* entryRows(text: string): Generator<EntryRow> {
  let id = 0;
  for (const line of text.split('\n')) {
    const tab = line.indexOf('\t');
    const [step, name = '', kind = ''] = (tab < 0 ? line : line.slice(0, tab)).split(' ');
    id += step ? Number.parseInt(step, 16) : 1;
    const labels = tab < 0 ? '' : line.slice(tab + 1);
    yield { id, name, kind: kind.charAt(0) as Kind, facts: kind.slice(1), labels };
  }
}

/** Definitions by id from generated rows. */
export function defineEntries(text: string, conversions: EntryConversions): Definitions {
  const byName = new Map<string, ExifConversion>();
  for (const [names, conversion] of Object.entries(conversions))
    for (const name of names.split(' ')) byName.set(name, conversion);
  const definitions: [number, TableDefinition][] = [];
  const names = new Map<string, number>();
  for (const row of entryRows(text)) {
    const isFirst = !names.has(row.name);
    if (isFirst) names.set(row.name, names.size);
    const conversion = byName.get(isFirst ? row.name : `${row.name}/1`) ?? byName.get(row.name);
    const definition = new TableRow(row, names.get(row.name)!, conversion ?? {});
    // Members that are undefined stand for missing ones.
    definitions.push([row.id, definition as TableDefinition]);
  }
  return new Definitions(definitions, names.size);
}

const afterName = (stored: TagValue): TagValue => words(stored).replace(/^.*: /, '');

/** One shape for all: what reads them meets no other. Labels are read from their line when first asked for. */
class TableRow {
  readonly name: string;
  readonly nameNumber: number;
  readonly kind: Kind;
  readonly plain: 'n' | 's' | undefined;
  readonly value: ExifConversion['value'];
  readonly print: ExifConversion['print'];
  readonly as: number | undefined;
  readonly offset: boolean;
  readonly binary: boolean;
  readonly long: boolean;
  readonly weak: boolean;
  #line: string;
  #labels: Labels | undefined;

  constructor(
    { name, kind, facts, labels }: EntryRow,
    nameNumber: number,
    { value, print, as, long = false }: ExifConversion,
  ) {
    this.name = interned(name);
    this.nameNumber = nameNumber;
    this.kind = kind;
    this.value = facts.includes('N') ? afterName : value;
    const label = facts.includes('X') ? hexLabel : facts.includes('M') ? bitLabels : undefined;
    this.print = label ? (stored) => label(stored, this.labels ?? {}) : print;
    this.as = as ?? (Number(facts.replace(/\D/g, '')) || undefined);
    this.offset = facts.includes('O');
    this.binary = facts.includes('B') && !print;
    this.long = long;
    this.weak = facts.includes('P');
    const isOwn = this.value !== undefined || this.as !== undefined;
    this.plain = isOwn ? undefined : kind === 's' ? 's' : kind === 'n' || kind === '?' ? 'n' : undefined;
    this.#line = labels;
  }

  get labels(): Labels | undefined {
    if (this.#line !== '') {
      this.#labels = labelsOf(this.#line.split('\t'));
      this.#line = '';
    }
    return this.#labels;
  }
}

/** The same text as property keys have it: objects that are keyed by it are filled faster than by a cut of the rows. */
function interned(text: string): string {
  return Object.keys({ [text]: 0 })[0]!;
}
