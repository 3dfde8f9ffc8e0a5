// The cells of a row, and what by hand belongs to their marks: see `row.ts`.
import type { Conversion, Convert } from './conversion.js';
import type { LabelLists } from './label-lists.js';
import { Labelling } from './labelling.js';
import { countOfItem } from './number-conversions.js';
import { type StoredType, storedType, UNDEF } from './stored-value.js';
import { toText, type Value } from './value.js';

/** How bytes become values: a type, and how many where it is told. */
export interface RowFormat {
  readonly type: StoredType | undefined;
  readonly count: number | Conversion['count'];
  /** Whether it tells its length itself, by a null or a number, and moves what is behind it. */
  readonly isVariable: boolean;
}

/** A directory or record inside a value. */
export interface SubTable {
  readonly table: string;
  /** Bytes behind the start of the value, or how its number tells the place: see {@link Note.sub}. */
  readonly start: number | 'value' | 'record+value';
  /** The same by hand, where it is told so. */
  readonly place: Conversion['place'];
  readonly valid: Conversion['valid'];
  readonly facts: { readonly [name: string]: string };
}

/** The cells of a row, and which of their marks have no conversion. */
export class Cells {
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

  /** Whether the last label of several values is that of all others. */
  get isRepeated(): boolean {
    return this.#all.includes('p[*');
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

  /** The labels of a cell, where it has such. */
  labelling(letter: 'v' | 'p'): Labelling | undefined {
    const cell = this.cell(letter);
    return cell?.startsWith('#') ? this.#labelling(cell, this.#conversion.unlabelled) : undefined;
  }

  /** Labels, a list of conversions, or what a mark stands for. */
  conversion(
    letter: 'v' | 'p',
    conversion: Convert | undefined,
    each: Conversion['values'],
  ): Convert | undefined {
    const parts = this.#all.filter((cell) => cell.startsWith(`${letter}[`)).map((cell) => cell.slice(2));
    if (parts.length > 0) {
      const isRepeated = parts.at(-1) === '*';
      const converts = (isRepeated ? parts.slice(0, -1) : parts).map((part, i) => {
        if (part.startsWith('#')) return asConvert(this.#labelling(part, undefined));
        return part === '?' ? this.meant(letter, each?.[i]) : undefined;
      });
      const places = letter === 'p' ? this.cell('l')?.split('/') : undefined;
      return listed(converts, letter === 'p' ? '; ' : ' ', isRepeated, places);
    }
    const labels = this.labelling(letter);
    return labels ? asConvert(labels) : this.marked(letter, conversion);
  }

  #labelling(cell: string, unlabelled: Conversion['unlabelled']): Labelling {
    const labels = new Labelling(cell, unlabelled, this.#lists);
    if (labels.needsLabel) this.missing.push('#');
    return labels;
  }

  format(): RowFormat {
    const cell = this.cell('f');
    if (cell === undefined) return { type: undefined, count: undefined, isVariable: false };
    const [, name = cell, count] = /^(\w+)\[(.*)\]$/.exec(cell) ?? [];
    const isVariable = name.startsWith('var_');
    const type = name === 'var_int16u' ? UNDEF : storedType(name.replace('var_', ''));
    return { type, isVariable, count: count === undefined ? undefined : this.#count(count) };
  }

  #count(cell: string): RowFormat['count'] {
    if (cell === '?') return this.meant('f', this.#conversion.count);
    const [, item] = /^item (\d+)$/.exec(cell) ?? [];
    return item === undefined ? Number(cell) : countOfItem(Number(item));
  }

  sub(own: string): SubTable | undefined {
    const table = this.cell('s');
    if (table === undefined) return undefined;
    const start = this.cell('Start');
    const isByHand = start === '?' || this.cell('Base') === '?';
    return {
      table: fullName(table, own),
      start: start === 'value' || start === 'record+value' ? start : Number(start ?? 0) || 0,
      place: isByHand ? this.meant('s', this.#conversion.place) : undefined,
      valid: this.cell('Validate') === undefined ? undefined : this.meant('s', this.#conversion.valid),
      facts: Object.fromEntries(this.#byName),
    };
  }
}

/** The name of a table by what is told of it in the table `own`: its module where it is another, nothing of itself. */
function fullName(told: string, own: string): string {
  if (told === '') return own;
  return told.includes('::') ? told : own.slice(0, own.indexOf('::') + 2) + told;
}

const asConvert =
  (labels: Labelling): Convert =>
  (value, scope) =>
    labels.of(value, scope);

/** Values put together by their places. */
function regrouped(items: readonly Value[], places: readonly string[]): readonly string[] {
  const groups = places.map((group) =>
    group.split(' ').flatMap((place) => toText(items[Number(place)]) || []),
  );
  return groups.filter((group) => group.length > 0).map((group) => group.join(' '));
}

/** Each value by its own conversion, the last ones as they are, or, as a list, by the last; `places` of several together. */
function listed(
  converts: readonly (Convert | undefined)[],
  between: string,
  isRepeated: boolean,
  places?: readonly string[],
): Convert {
  return (value, scope) => {
    const items = places ? regrouped(itemsOf(value), places) : itemsOf(value);
    const told: string[] = [];
    for (let i = 0; i < items.length; i++) {
      const convert = converts[isRepeated ? Math.min(i, converts.length - 1) : i];
      const converted: Value = convert ? convert(items[i], scope) : items[i];
      if (converted !== undefined) told.push(toText(converted));
    }
    if (told.length === 0) return undefined;
    return isRepeated && told.length > 1 ? told : told.join(between);
  };
}

/** Whole numbers as they are, others as their texts. */
function itemsOf(value: Value): readonly (string | number)[] {
  if (typeof value === 'number') return [value];
  if (Array.isArray(value) && value.every(Number.isInteger)) return value;
  return toText(value).split(/\s+/).filter(Boolean);
}
