// Definitions of IFD entries: a generated row, its labels, and what is written by hand about it.
import { labelsOf } from '../../tables/label-lists.js';
import type { Labels, TagDef, TagScope, TagValue, Text } from '../../types.js';

/** What a typed value is: text, a number, numbers, numbers with gaps, bytes, or whatever the file stores. */
export type Kind = 's' | 'n' | 'l' | 'q' | 'b' | '?';

/** What is written by hand about an entry. */
export interface ExifConversion {
  readonly value?: (stored: TagValue, scope: TagScope) => TagValue | undefined;
  readonly print?: (value: TagValue, scope: TagScope) => Text;
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
export interface Definition extends TagDef, ExifConversion {
  readonly kind: Kind;
  /** `n`, `s`: its typed value is the number, or the text, that the file stores, where it is one. */
  readonly plain?: 'n' | 's' | undefined;
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

/** Of these the first counts where they come again (ExifTool's priority 0), of others the last. */
const weakNames = new Set(
  (
    'ImageWidth ImageHeight BitsPerSample Compression PhotometricInterpretation ImageDescription Orientation ' +
    'SamplesPerPixel RowsPerStrip XResolution YResolution PlanarConfiguration ResolutionUnit WhiteBalance ' +
    'PrimaryChromaticities YCbCrCoefficients YCbCrSubSampling YCbCrPositioning ReferenceBlackWhite'
  ).split(' '),
);

/** Definitions by id from rows `id name kind` and labels by id, both with the id in hexadecimal. */
export function defineEntries(
  rows: string,
  labelText: string,
  conversions: { readonly [id: number]: ExifConversion },
): Definitions {
  const labels = new Map<string, string>();
  for (const line of labelText.split('\n')) labels.set(line.slice(0, line.indexOf('\t')), line);
  const definitions: [number, TableDefinition][] = [];
  const names = new Map<string, number>();
  for (const row of rows.split('\n')) {
    const [code, name, kind] = row.split(' ', 3);
    if (!code || !name) continue;
    const id = Number.parseInt(code, 16);
    if (!names.has(name)) names.set(name, names.size);
    const named = { name: interned(name), nameNumber: names.get(name)! };
    const definition = new TableRow(named, kind as Kind, labels.get(code), conversions[id] ?? {});
    // Members that are undefined stand for missing ones.
    definitions.push([id, definition as TableDefinition]);
  }
  return new Definitions(definitions, names.size);
}

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
  #line: string | undefined;
  #labels: Labels | undefined;

  constructor(
    { name, nameNumber }: Pick<TableDefinition, 'name' | 'nameNumber'>,
    kind: Kind,
    line: string | undefined,
    { label, value, print, as, offset = false, binary = false, long = false }: ExifConversion,
  ) {
    this.name = name;
    this.nameNumber = nameNumber;
    this.kind = kind;
    this.value = value;
    this.print = label && line !== undefined ? (stored) => label(stored, this.labels ?? {}) : print;
    this.as = as;
    this.offset = offset;
    this.binary = binary;
    this.long = long;
    this.weak = weakNames.has(name);
    const isOwn = value !== undefined || as !== undefined;
    this.plain = isOwn ? undefined : kind === 's' ? 's' : kind === 'n' || kind === '?' ? 'n' : undefined;
    this.#line = line;
  }

  get labels(): Labels | undefined {
    if (this.#line !== undefined) {
      this.#labels = labelsOf(this.#line.split('\t').slice(1));
      this.#line = undefined;
    }
    return this.#labels;
  }
}

/** The same text as property keys have it: objects that are keyed by it are filled faster than by a cut of the rows. */
function interned(text: string): string {
  return Object.keys({ [text]: 0 })[0]!;
}
