// Definitions of IFD entries: a generated row, its labels, and what is written by hand about it.
import { parseLabels } from '../../tags/define.js';
import type { Labels, Scope, TagDef, TagValue, Text } from '../../types.js';

/** What a typed value is: text, a number, numbers, bytes, or whatever the file stores. */
export type Kind = 's' | 'n' | 'l' | 'b' | '?';

/** What is written by hand about an entry. */
export interface Conversion {
  readonly value?: (stored: TagValue, scope: Scope) => TagValue | undefined;
  readonly print?: (value: TagValue, scope: Scope) => Text;
  /** Field type its bytes are read as, whatever the file says. */
  readonly as?: number;
  /** An offset in the structure: given as an offset in the file. */
  readonly offset?: boolean;
  /** Printed by its size. */
  readonly binary?: boolean;
  /** More than 500 numbers are printed by their number. */
  readonly long?: boolean;
  /** Prints a value by its labels, where that is more than looking it up. */
  readonly label?: (value: TagValue, labels: Labels) => string;
}

/** A definition of an IFD entry. */
export interface Definition extends TagDef, Conversion {
  readonly kind: Kind;
}

/** Definitions by id from rows `id name kind` and labels by id, both with the id in hexadecimal. */
export function defineEntries(
  rows: string,
  labelText: string,
  conversions: { readonly [id: number]: Conversion },
): Map<number, Definition> {
  const labels = parseLabels(labelText);
  const definitions = new Map<number, Definition>();
  for (const row of rows.split('\n')) {
    const [code, name, kind] = row.split(' ', 3);
    if (!code || !name) continue;
    const id = Number.parseInt(code, 16);
    definitions.set(id, definition(name, kind as Kind, labels.get(code), conversions[id] ?? {}));
  }
  return definitions;
}

function definition(
  name: string,
  kind: Kind,
  labels: Labels | undefined,
  conversion: Conversion,
): Definition {
  const { label, value, print, as, offset = false, binary = false, long = false } = conversion;
  const printed = label && labels ? (stored: TagValue) => label(stored, labels) : print;
  // One shape for all: what reads them meets no other.
  const all = {
    name: interned(name),
    kind,
    value,
    print: printed,
    labels,
    as,
    offset,
    binary,
    long,
  };
  return all as Definition;
}

/** The same text as property keys have it: objects that are keyed by it are filled faster than by a cut of the rows. */
function interned(text: string): string {
  return Object.keys({ [text]: 0 })[0]!;
}
