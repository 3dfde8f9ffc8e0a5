// What is known of properties: reads the compact tables of tags/xmp.generated.ts.
//
// An entry is `field=Name*.t~Flat-{fields}`, every part but the first optional: `=` the name where it is not
// the field's capitalised (relative to the structure's prefix, or whole after `!`); `*` a list, `^` none
// although its structure is one; `.` the type (i, r, q, d, b, l: integer, real, rational, date, boolean,
// language alternative; else text); `~` what the names of the fields begin with, where that is not the
// name; `-` before fields that are no lists although their structure is one; `{}` the fields, or the
// number of a row of them.
import { namespaceRows, structureRows } from '../../tags/xmp.generated.js';

/** Value type: integer, real, rational, date, boolean, lang-alt, text, or to be guessed (`auto`). */
export type ValueType = 'i' | 'r' | 'q' | 'd' | 'b' | 'l' | 'text' | 'auto';

/** A known property, or field of a structure. */
export interface SchemaProperty {
  readonly name: string;
  readonly list: boolean;
  readonly type: ValueType;
  /** A structure's: what the names of its fields begin with. */
  readonly flat: string;
  /** A structure's fields by capitalised name. */
  readonly fields?: Fields;
  /** Whether the fields are of any namespace, with that namespace's own definitions. */
  readonly open: boolean;
}

/** Where names of fields begin, and whether they are lists because their structure is one. */
interface Inherited {
  readonly lead: string;
  readonly flat: string;
  readonly list: boolean;
}

const openStructures = new Set(['ImageRegion', 'RegionExtensions', 'Pantry']);
const entryForm = /([^ =^*.~{}]+?)(=[^ ^*.~{}]*)?([*^])?(?:\.([a-z]))?(~[^{}]*?)?(-)?(?=[{ }]|$)/y;

/** Properties by field name, read from their row when first asked for. */
export class Fields {
  readonly #row: string;
  readonly #inherited: Inherited;
  readonly #top: boolean;
  #entries: Map<string, SchemaProperty> | undefined;

  constructor(row: string, inherited: Inherited, top: boolean) {
    this.#row = row;
    this.#inherited = inherited;
    this.#top = top;
  }

  get(field: string): SchemaProperty | undefined {
    this.#entries ??= this.#read();
    return this.#entries.get(this.#top ? field : capitalized(field));
  }

  /** All properties of the row. */
  all(): Iterable<SchemaProperty> {
    this.#entries ??= this.#read();
    return this.#entries.values();
  }

  /** The same by field name, as that stands in the row. */
  entries(): Iterable<[string, SchemaProperty]> {
    this.#entries ??= this.#read();
    return this.#entries;
  }

  /** The same properties with names that begin with `lead`. */
  under(lead: string): Fields {
    return new Fields(this.#row, { lead, flat: lead, list: false }, this.#top);
  }

  #read(): Map<string, SchemaProperty> {
    const row = /^\d+$/.test(this.#row) ? structure(Number(this.#row)) : this.#row;
    const entries = new Map<string, SchemaProperty>();
    let at = 0;
    while (at < row.length) {
      entryForm.lastIndex = at;
      const match = entryForm.exec(row);
      if (!match) break;
      at = entryForm.lastIndex;
      const body = row[at] === '{' ? row.slice(at + 1, closing(row, at)) : undefined;
      if (body !== undefined) at += body.length + 2;
      at++;
      entries.set(match[1]!, this.#property(match, body));
    }
    return entries;
  }

  #property(match: RegExpExecArray, body: string | undefined): SchemaProperty {
    const [, field = '', nameMark, listMark, letter, flatMark, barren] = match;
    const name = this.#full(nameMark, capitalized(field));
    const list = listMark === '*' || (this.#inherited.list && listMark !== '^');
    const property = { name, list, type: (letter ?? 'text') as ValueType, open: openStructures.has(name) };
    if (body === undefined) return { ...property, flat: name };
    const flat = flatMark === undefined ? name : this.#full(flatMark, '');
    const inherited = { lead: this.#inherited.lead, flat, list: list && !barren };
    return { ...property, flat, fields: new Fields(body, inherited, false) };
  }

  #full(mark: string | undefined, otherwise: string): string {
    if (mark?.[1] === '!') return this.#inherited.lead + mark.slice(2);
    return this.#inherited.flat + (mark?.slice(1) ?? otherwise);
  }
}

function closing(row: string, open: number): number {
  let depth = 0;
  for (let at = open; at < row.length; at++) {
    if (row[at] === '{') depth++;
    else if (row[at] === '}' && --depth === 0) return at;
  }
  return row.length;
}

/** Text with its first letter in upper case. */
export function capitalized(text: string): string {
  const first = text.charCodeAt(0);
  if (first >= 0x41 && first <= 0x5a) return text;
  if (first >= 0x61 && first <= 0x7a) return String.fromCharCode(first - 0x20) + text.slice(1);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

let structures: readonly string[] | undefined;
function structure(number: number): string {
  structures ??= structureRows.split('\n');
  return structures[number] ?? '';
}

let rows: Map<string, string> | undefined;
const namespaces = new Map<string, Fields>();

/** The known properties of a namespace, by its family 1 prefix; names there are case-sensitive. */
export function namespaceFields(prefix: string): Fields | undefined {
  if (!rows) {
    rows = new Map();
    for (const row of namespaceRows.split('\n')) {
      const space = row.indexOf(' ');
      rows.set(space < 0 ? row : row.slice(0, space), space < 0 ? '' : row.slice(space + 1));
    }
  }
  const row = rows.get(prefix);
  if (row === undefined) return undefined;
  if (row.startsWith('>')) return namespaceFields(row.slice(1));
  let fields = namespaces.get(prefix);
  if (!fields) {
    fields = new Fields(row, { lead: '', flat: '', list: false }, true);
    namespaces.set(prefix, fields);
  }
  return fields;
}
