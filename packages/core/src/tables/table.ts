// Tables out of generated rows. A table begins `@Module::Name<TAB>group<TAB>cell...`, each row below it is
// `id<TAB>name<TAB>cell...`; rows of one id are alternatives. An id that is a number is told as its step from the whole
// part of the one before, which is 0 at first; nothing stands for 1. The cells of a row are told in `row.ts`.
import { Cells } from './cells.js';
import { ConversionFinder, type Conversions } from './conversion.js';
import { LabelLists } from './label-lists.js';
import { Row, type RowOrigin } from './row.js';
import type { Scope } from './scope.js';
import { type StoredType, storedType, typeSize } from './stored-value.js';

/** The rows of one id. */
export class Alternatives {
  readonly id: number | string;
  /** Of a field of a record: the bytes before it. */
  readonly offset: number;
  /** Whether others may ask for it by its index. */
  readonly isItem: boolean;
  readonly rows: readonly Row[];
  readonly conditional: boolean;
  /** The index of the row that counts; where there are conditions and it is missing, none does. */
  readonly choose: ((scope: Scope) => number) | undefined;
  readonly #first: Row;

  constructor(
    id: number | string,
    rows: readonly [Row, ...Row[]],
    conditional: boolean,
    choose: Alternatives['choose'],
    unit: number,
  ) {
    this.id = id;
    this.offset = Math.trunc(Number(id)) * unit;
    this.isItem = Number.isInteger(id) && this.offset >= 0;
    this.rows = rows;
    this.conditional = conditional;
    this.choose = choose;
    this.#first = rows[0];
  }

  /** The row that counts, unknown ones too. */
  thatCounts(scope: Scope): Row | undefined {
    return this.conditional ? this.#chosen(scope) : this.#first;
  }

  /** The row that counts, unless it is of an unknown entry. */
  known(scope: Scope): Row | undefined {
    const row = this.conditional ? this.#chosen(scope) : this.#first;
    return row?.isUnknown ? undefined : row;
  }

  #chosen(scope: Scope): Row | undefined {
    return this.choose && this.rows[this.choose(scope)];
  }
}

/** A directory's or record's rows, and what they have in common. */
export interface Table extends RowOrigin {
  /** How it is read: as a directory where empty. */
  readonly process: string;
  /** Where a list of offsets of its parts lies in it, 0 where there is none. */
  readonly offsets: number;
  readonly rows: ReadonlyMap<number | string, Alternatives>;
  /** The fields of a record, in their order. */
  readonly fields: readonly Alternatives[];
  /** Bytes that places of fields are told in. */
  readonly unit: number;
  /** Whether the number of some values is told by others. */
  readonly hasCounts: boolean;
}

/** What tables are made of. */
export interface TableSource {
  readonly rows: string;
  readonly labels: string;
  readonly conversions: readonly Conversions[];
}

/** Tables by name, each made when it is first asked for. */
export class Tables {
  readonly #texts = new Map<string, string>();
  readonly #tables = new Map<string, Table>();
  readonly #conversions: ConversionFinder;
  readonly #lists: LabelLists;

  constructor({ rows, labels, conversions }: TableSource) {
    this.#conversions = new ConversionFinder(conversions);
    this.#lists = new LabelLists(labels);
    for (const text of rows.split('\n@'))
      this.#texts.set(text.slice(0, text.indexOf('\t')).replace(/^\n?@/, ''), text);
  }

  /** The table of this name; `undefined` where there is none. */
  get(name: string): Table | undefined {
    const made = this.#tables.get(name);
    if (made) return made;
    const text = this.#texts.get(name);
    if (text === undefined) return undefined;
    const table = this.#make(name, text);
    this.#tables.set(name, table);
    return table;
  }

  #make(name: string, text: string): Table {
    const [head = '', ...lines] = text.split('\n');
    const [, group = '', ...headCells] = head.split('\t');
    const conversions = this.#conversions.of(name);
    const cells = new Cells(headCells, {}, this.#lists);
    const type: StoredType = storedType(cells.cell('f') ?? 'int8u');
    const origin: RowOrigin = {
      family: cells.cell('family') ?? 'MakerNotes',
      name,
      group,
      type,
      flags: cells.cell('x') ?? '',
      hasPrint: cells.has('p'),
      print: conversions.print,
    };
    const unit = typeSize(type) || 1;
    const rows = new Map<number | string, Alternatives>();
    for (const [id, same] of linesById(lines)) {
      const made = same.map(
        ([tag = '', ...rest], i) =>
          new Row(
            id,
            tag,
            new Cells(rest, conversions.tag(tag, i), this.#lists),
            conversions.tag(tag, i),
            origin,
          ),
      );
      const conditional = same.some((row) => row.includes('c', 1));
      rows.set(
        id,
        new Alternatives(id, made as [Row, ...Row[]], conditional, conversions.choose(String(id)), unit),
      );
    }
    return {
      ...origin,
      process: cells.cell('process') ?? '',
      offsets: Number(cells.cell('offsets') ?? 0),
      rows,
      fields: [...rows.values()].filter(({ id }) => typeof id === 'number'),
      unit,
      hasCounts: [...rows.values()].some((same) => same.rows.some(({ countOf }) => countOf)),
    };
  }
}

/** The cells of the rows of each id. */
function linesById(lines: readonly string[]): ReadonlyMap<number | string, (readonly string[])[]> {
  const byId = new Map<number | string, (readonly string[])[]>();
  const lists = { last: 0 };
  let number = 0;
  for (const line of lines) {
    if (line === '') continue;
    const [told = '', ...cells] = numbered(line, lists).split('\t');
    const step = told === '' ? 1 : Number(told);
    if (!Number.isNaN(step)) number = Math.trunc(number) + step;
    const id = Number.isNaN(step) ? told : number;
    const same = byId.get(id);
    if (same) same.push(cells);
    else byId.set(id, [cells]);
  }
  return byId;
}

/** The line with the numbers of all its label lists: where none is told, it is that behind the last one. */
function numbered(line: string, lists: { last: number }): string {
  if (!line.includes('#')) return line;
  return line.replace(/(?<=[:[]#)\d*/g, (told) => {
    lists.last = told === '' ? lists.last + 1 : Number(told);
    return String(lists.last);
  });
}
