// The tables of a maker out of their generated rows. A table begins `@Module::Name<TAB>group<TAB>cell...`, each row
// below it is `id<TAB>name<TAB>cell...`; rows of one id are alternatives. The cells of a row are told in `row.ts`.

import { ConversionFinder, type Conversions, type Scope } from './conversion.js';
import { LabelLists } from './label-lists.js';
import { type Row, type RowOrigin, rowOf } from './row.js';

/** The rows of one id. */
export interface Alternatives {
  readonly rows: readonly Row[];
  readonly conditional: boolean;
  /** The index of the row that counts; where there are conditions and it is missing, none does. */
  readonly choose: ((scope: Scope) => number) | undefined;
}

/** Rows by id, in the order of a record. */
export interface Table extends RowOrigin {
  /** How it is read: as a directory where empty. */
  readonly process: string;
  readonly format: string;
  /** Where a list of offsets of its parts lies in it, 0 where there is none. */
  readonly offsets: number;
  readonly rows: ReadonlyMap<number | string, Alternatives>;
}

/** What a maker's tables are made of. */
export interface TableSource {
  readonly rows: string;
  readonly labels: string;
  readonly conversions: readonly Conversions[];
}

/** The row that counts, unknown ones too. */
export function rowThatCounts({ rows, conditional, choose }: Alternatives, scope: Scope): Row | undefined {
  if (!conditional) return rows[0];
  return choose && rows[choose(scope)];
}

/** The tables of a maker, each made when it is first asked for. */
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

  /** The table of this name; `undefined` where the maker has none. */
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
    const [, group = '', ...cells] = head.split('\t');
    const cell = (key: string): string | undefined =>
      cells.find((one) => one.startsWith(`${key}:`))?.slice(key.length + 1);
    const conversions = this.#conversions.of(name);
    const rows = new Map<number | string, Alternatives & { rows: Row[]; conditional: boolean }>();
    const table: Table = {
      name,
      group,
      process: cell('process') ?? '',
      format: cell('f') ?? 'int8u',
      flags: cell('x') ?? '',
      offsets: Number(cell('offsets') ?? 0),
      hasPrint: cells.includes('p'),
      print: conversions.print,
      rows,
    };
    for (const line of lines) {
      if (line === '') continue;
      const [idText = '', tagName = '', ...rest] = line.split('\t');
      const id = Number.isNaN(Number(idText)) ? idText : Number(idText);
      let same = rows.get(id);
      if (!same) {
        same = { rows: [], conditional: false, choose: conversions.choose(idText) };
        rows.set(id, same);
      }
      const conversion = conversions.tag(tagName, same.rows.length);
      same.conditional ||= rest.includes('c');
      same.rows.push(rowOf(id, tagName, rest, conversion, table, this.#lists));
    }
    return table;
  }
}
