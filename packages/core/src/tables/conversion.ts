// What the generated tables do not hold: what a stored number or text means, which of several layouts counts, how long
// a list is. The tables mark where there is such a thing; each maker's folder says it by hand, in this form. What is
// marked and not said here is left out of the result.
import type { Labels } from '../types.js';
import type { Known, Scope } from './scope.js';
import type { StoredType } from './stored-value.js';
import type { Value } from './value.js';

/** Turns one value into another; `undefined` drops the tag. */
export type Convert<Around = Known> = (value: Value, scope: Around) => Value;

/** What a tag means, from what is stored (`raw`) to its value and its text. */
export interface Conversion {
  readonly raw?: Convert<Scope>;
  readonly value?: Convert;
  readonly print?: Convert;
  /** Of a list: each of its values, and its text, where they are no labels; what has none stays as it is. */
  readonly values?: readonly (Convert | undefined)[];
  readonly prints?: readonly (Convert | undefined)[];
  /** Text of a value that has no label. */
  readonly unlabelled?: (value: Value, scope: Known, labels: Labels) => Value;
  /** A text that is several values is a list of texts, not one of them all. */
  readonly isTextList?: boolean;
  /** By how many bytes the fields behind are shifted. */
  readonly shift?: (scope: Scope) => number;
  /** The type of one that shifts, where it is another then. */
  readonly type?: (scope: Scope) => StoredType | undefined;
  readonly isOffset?: (value: Value, scope: Known) => boolean;
  /** How many values there are. */
  readonly count?: (scope: Scope) => number;
  /** Where a sub-directory lies and what its offsets count from, by where its value starts and what that says. */
  readonly place?: (
    start: number,
    value: Value,
    base: number,
  ) => { readonly start: number; readonly base: number };
  /** Whether the bytes of a sub-directory are one. */
  readonly valid?: (value: Value, scope: Scope) => boolean;
}

/** The conversions of the tags of a table. */
export interface TableConversions {
  /**
   * Of ids whose rows have conditions: the index of the row that counts, -1 for none. One key may name several ids,
   * with spaces between.
   */
  readonly choose?: { readonly [ids: string]: (scope: Scope) => number };
  /**
   * By tag name; one key may name several tags, with spaces between. `Name/1` is the tag of the second row of its id,
   * `*` is any tag that has no conversion of that kind of its own.
   */
  readonly tags?: { readonly [names: string]: Conversion };
  /** Text of tags that have neither labels nor a text of their own, where the table says so. */
  readonly print?: Convert;
}

/**
 * By the name of the table, without its module where no other of the maker has the same; one key may name several
 * tables, `*` is any.
 */
export interface Conversions {
  readonly [tables: string]: TableConversions;
}

/** Conversions found by single names. */
export class ConversionFinder {
  readonly #tables = new Map<string, TableConversions[]>();

  constructor(all: readonly Conversions[]) {
    for (const conversions of all)
      for (const [names, conversion] of Object.entries(conversions))
        for (const name of names.split(' ')) {
          const same = this.#tables.get(name);
          if (same) same.push(conversion);
          else this.#tables.set(name, [conversion]);
        }
  }

  /** The conversions of a table, by its full name: its own before those of any. */
  of(table: string): TableConversionsByName {
    const names = [table, table.slice(table.indexOf('::') + 2), '*'];
    return new TableConversionsByName(names.flatMap((name) => this.#tables.get(name) ?? []));
  }
}

/** The conversions of one table. */
export class TableConversionsByName {
  readonly #choose = new Map<string, (scope: Scope) => number>();
  readonly #tags = new Map<string, Conversion>();
  readonly print: Convert | undefined;

  constructor(all: readonly TableConversions[]) {
    for (const { choose = {}, tags = {} } of all) {
      for (const [ids, index] of Object.entries(choose))
        for (const id of ids.split(' ')) if (!this.#choose.has(id)) this.#choose.set(id, index);
      for (const [names, conversion] of Object.entries(tags))
        for (const name of names.split(' ')) this.#tags.set(name, { ...conversion, ...this.#tags.get(name) });
    }
    this.print = all.find(({ print }) => print)?.print;
  }

  choose(id: string): ((scope: Scope) => number) | undefined {
    return this.#choose.get(id);
  }

  /** The conversion of a tag that is the row of this index among those of its id. */
  tag(name: string, index: number): Conversion {
    return { ...this.#tags.get('*'), ...this.#tags.get(name), ...this.#tags.get(`${name}/${index}`) };
  }
}
