// A row of a maker's table out of its cells, with what is meant where they have a mark. Cells: `f:` format, `m:`
// mask/shift, `g:` group, `x:` flags (see `flagsOf` in scripts/tables/makers.mjs), `p:` the value labels (`p[` and `v[`
// of each of several values), `p:=` printed as it is, `s:` the table of a sub-directory with what is told of it in cells
// of full names. A letter alone, or a `?`, is a mark: `c` a condition, `r` `v` `p` conversions from stored to raw to
// value to text, `h` a shift of the fields behind, `o` whether it is an offset, `f:type[?]` a count.
import type { Labels } from '../../types.js';
import type { Conversion, Convert, Scope } from './conversion.js';
import type { LabelLists } from './label-lists.js';
import { hexDigits, setBits } from './number-conversions.js';
import { toNumber, toText, type Value } from './value.js';

/** How bytes become values: a type's name, and how many where it is told. */
export interface RowFormat {
  readonly type: string;
  readonly count: number | ((scope: Scope) => number) | undefined;
}

/** A directory or record inside a value. */
export interface SubTable {
  readonly table: string;
  /** Bytes behind the start of the value, or how its number tells the place: see {@link Note.sub}. */
  readonly start: number | 'value' | 'record+value';
  readonly valid: Conversion['valid'];
  readonly facts: { readonly [name: string]: string };
}

/** What is known of an entry. A conversion that is `undefined` is none. */
export interface Row {
  readonly id: number | string;
  readonly name: string;
  readonly group: string;
  readonly format: RowFormat | undefined;
  readonly mask: readonly [mask: number, shift: number] | undefined;
  readonly shift: Conversion['shift'];
  readonly flags: string;
  readonly isOffset: Conversion['isOffset'];
  readonly raw: Convert | undefined;
  readonly value: Convert | undefined;
  readonly print: Convert | undefined;
  /** The value labels, where its text is one of them. */
  readonly labels: Labels | undefined;
  readonly sub: SubTable | undefined;
  /** The marks that have no conversion, `#` for values without a label: but for those, its tag is left out. */
  readonly missing: string;
  /** Whether it is of an entry of unknown conversion. */
  readonly isUnknown: boolean;
  /** Whether it gives a tag, or leads on. */
  readonly isKnown: boolean;
  /** Whether by how much it shifts the fields behind it is not known. */
  readonly hasUnknownLength: boolean;
  /** Whether its tag does not count before an earlier one. */
  readonly isWeak: boolean;
}

/** What a row has from its table. */
export interface RowOrigin {
  readonly name: string;
  readonly group: string;
  readonly flags: string;
  /** Whether tags without a text of their own have that of the table, and which it is. */
  readonly hasPrint: boolean;
  readonly print: Convert | undefined;
}

/** The row of these cells. */
export function rowOf(
  id: number | string,
  name: string,
  cells: readonly string[],
  conversion: Conversion,
  table: RowOrigin,
  lists: LabelLists,
): Row {
  const row = new Cells(cells, conversion, lists);
  const list = /^#(\d+)/.exec(row.cell('p') ?? '')?.[1];
  const flags = (row.cell('x') ?? '') + table.flags;
  const told = {
    id,
    name,
    group: row.cell('g') ?? table.group,
    format: row.format(),
    mask: maskOf(row.cell('m')),
    shift: row.marked('h', conversion.shift),
    flags,
    isOffset: row.marked('o', conversion.isOffset),
    raw: row.marked('r', conversion.raw),
    value: row.conversion('v', conversion.value, conversion.values),
    print:
      row.has('p') || !table.hasPrint
        ? row.conversion('p', conversion.print, conversion.prints)
        : row.meant('p', table.print),
    labels: list === undefined ? undefined : lists.of(Number(list)),
    sub: row.sub(table.name),
  };
  const missing = row.missing.join('');
  const isUnknown = flags.includes('U');
  return {
    ...told,
    missing,
    isUnknown,
    isKnown: !isUnknown && !/[^#]/.test(missing),
    hasUnknownLength: /[hf]/.test(missing),
    isWeak: flags.includes('P'),
  };
}

/** The cells of a row, and which of their marks have no conversion. */
class Cells {
  readonly missing: string[] = [];
  readonly #all: readonly string[];
  readonly #byName = new Map<string, string>();
  readonly #conversion: Conversion;
  readonly #lists: LabelLists;

  constructor(cells: readonly string[], conversion: Conversion, lists: LabelLists) {
    this.#all = cells;
    this.#conversion = conversion;
    this.#lists = lists;
    for (const cell of cells) {
      if (cell[1] === '[') continue;
      const colon = cell.indexOf(':');
      this.#byName.set(colon > 0 ? cell.slice(0, colon) : cell, colon > 0 ? cell.slice(colon + 1) : '');
    }
  }

  cell(name: string): string | undefined {
    return this.#byName.get(name);
  }

  has(letter: string): boolean {
    return this.#byName.has(letter) || this.#all.some((cell) => cell.startsWith(`${letter}[`));
  }

  /** What a mark stands for; noted as missing where nothing is. */
  meant<T>(mark: string, conversion: T | undefined): T | undefined {
    if (conversion === undefined) this.missing.push(mark);
    return conversion;
  }

  /** The same where there is the mark. */
  marked<T>(mark: string, conversion: T | undefined): T | undefined {
    return this.cell(mark) === '' ? this.meant(mark, conversion) : undefined;
  }

  /** Labels, a list of conversions, or what a mark stands for. */
  conversion(
    letter: 'v' | 'p',
    conversion: Convert | undefined,
    each: Conversion['values'],
  ): Convert | undefined {
    const parts = this.#all.filter((cell) => cell.startsWith(`${letter}[`)).map((cell) => cell.slice(2));
    if (parts.length > 0) {
      const converts = parts.map((part, i) =>
        part.startsWith('#')
          ? this.#labelling(part)
          : part === '?'
            ? this.meant(letter, each?.[i])
            : undefined,
      );
      return listed(converts, letter === 'p' ? '; ' : ' ');
    }
    const cell = this.cell(letter);
    return cell?.startsWith('#')
      ? this.#labelling(cell, this.#conversion.unlabelled)
      : this.marked(letter, conversion);
  }

  /** Labels, bit names and what is printed where there is no label: `#12x` hexadecimal, `b` bits, `?` by its conversion. */
  #labelling(cell: string, unlabelled?: Conversion['unlabelled']): Convert {
    const [, number, hex, bits, wordBits, other] = /^#(\d+)(x?)(?:(b)(\d*))?(\??)$/.exec(cell)!;
    const labels = this.#lists.of(Number(number));
    if (other && !unlabelled) this.missing.push('#');
    return (value, scope) => {
      const key = toText(value);
      if (Object.hasOwn(labels, key)) return labels[key];
      if (bits) return setBits(value, labels, wordBits ? Number(wordBits) : 32);
      const text = other ? unlabelled?.(value, scope, labels) : undefined;
      if (text !== undefined) return text;
      if (other && !unlabelled) return undefined;
      return hex && /^-?\d+$/.test(key) ? `Unknown (0x${hexDigits(toNumber(key))})` : `Unknown (${key})`;
    };
  }

  format(): RowFormat | undefined {
    const cell = this.cell('f');
    if (cell === undefined) return undefined;
    const [, type = cell, count] = /^(\w+)\[(.*)\]$/.exec(cell) ?? [];
    if (count === undefined) return { type, count: undefined };
    if (count.startsWith('item ')) return { type, count: ({ fact }) => toNumber(fact(count)) };
    return { type, count: count === '?' ? this.meant('f', this.#conversion.count) : Number(count) };
  }

  sub(own: string): SubTable | undefined {
    const table = this.cell('s');
    if (table === undefined) return undefined;
    const start = this.cell('Start');
    if (start === '?' || this.cell('Base') !== undefined) this.missing.push('s');
    return {
      table: table || own,
      start: start === 'value' || start === 'record+value' ? start : Number(start ?? 0),
      valid: this.cell('Validate') === undefined ? undefined : this.meant('s', this.#conversion.valid),
      facts: Object.fromEntries(this.#byName),
    };
  }
}

/** Each value by its own conversion, the last ones as they are. */
function listed(converts: readonly (Convert | undefined)[], between: string): Convert {
  return (value, scope) => {
    const items = typeof value === 'number' ? [value] : toText(value).split(/\s+/).filter(Boolean);
    const told: Value[] = [];
    items.forEach((item, i) => {
      const convert = converts[i];
      const converted = convert ? convert(item, scope) : item;
      if (converted !== undefined) told.push(converted);
    });
    return told.length === 0 ? undefined : told.map(toText).join(between);
  };
}

function maskOf(cell: string | undefined): Row['mask'] {
  const [mask, shift] = cell?.split('/') ?? [];
  return mask ? [Number.parseInt(mask, 16), Number(shift)] : undefined;
}
