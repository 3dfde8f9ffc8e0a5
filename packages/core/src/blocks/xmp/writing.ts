// What editing goes by: reads the table of tags/xmp-writing.generated.ts.
//
// An entry is `prefix:local*B.t{n}@!`, every part but the second optional: the field's own namespace; `*` a list, by the
// first letter of its kind; `.` the type (blocks/xmp/schema.ts); `{}` the structure's number; `@` an address; `!` not to
// be written. Names and types of outermost properties are those of reading.
import { namespaceUris } from '../../structures/xmp/namespace-uris.js';
import { lazy } from '../../tables/lazy.js';
import { namespaceRows, otherUris, structureRows } from '../../tags/xmp-writing.generated.js';
import { groupOf } from './namespaces.js';
import type { ListKind } from './rdf.js';
import { capitalized, namespaceFields, type ValueType } from './schema.js';

/** A property as it is written, or a field of a structure. */
export interface Written {
  readonly uri: string;
  /** The usual prefix of its namespace. */
  readonly prefix: string;
  readonly local: string;
  /** ExifTool's name; of a field its own, capitalised. */
  readonly name: string;
  readonly type: ValueType;
  readonly list: ListKind | undefined;
  readonly fields: WrittenFields | undefined;
  readonly isAddress: boolean;
  readonly isRefused: boolean;
}

const form = /^(?:([^:]+):)?([^*.{@!]+)(?:\*(.))?(?:\.(.))?(?:\{(\d+)\})?(@)?(!)?$/;
const kinds: { readonly [letter: string]: ListKind } = { B: 'Bag', S: 'Seq', A: 'Alt' };

/** The properties of a namespace, or the fields of a structure. */
export class WrittenFields {
  readonly prefix: string;
  readonly #row: string;
  readonly #isOutermost: boolean;
  #byName: Map<string, Written> | undefined;

  /** `around`: the prefix of fields that have no namespace of their own. */
  constructor(row: string, around: string, isOutermost = true) {
    const [prefix = '-'] = row.split(' ', 1);
    this.prefix = prefix === '-' ? around : prefix;
    this.#row = row;
    this.#isOutermost = isOutermost;
  }

  /** By its own name, its own capitalised or ExifTool's. */
  get(name: string): Written | undefined {
    const all = this.#all();
    return (
      all.get(name) ?? [...all.values()].find((one) => one.name === name || capitalized(one.local) === name)
    );
  }

  all(): Iterable<Written> {
    return this.#all().values();
  }

  #all(): Map<string, Written> {
    this.#byName ??= new Map(
      this.#row
        .split(' ')
        .slice(1)
        .map((entry) => this.#property(entry))
        .map((one) => [one.local, one]),
    );
    return this.#byName;
  }

  #property(entry: string): Written {
    const [, own, local = '', list, type, structure, address, refused] = form.exec(entry) ?? [];
    const prefix = own ?? this.prefix;
    const uri = writtenUri(prefix);
    const known = this.#isOutermost ? namespaceFields(groupOf(prefix))?.get(local) : undefined;
    return {
      ...{ uri: uri ?? '', prefix, local },
      name: known?.name ?? capitalized(local),
      type: known?.type ?? ((type ?? 'text') as ValueType),
      list: list === undefined ? undefined : kinds[list],
      fields:
        structure === undefined
          ? undefined
          : new WrittenFields(structures()[Number(structure)] ?? '-', this.prefix, false),
      isAddress: address !== undefined,
      isRefused: refused !== undefined || uri === undefined,
    };
  }
}

const structures = lazy(() => structureRows.split('\n'));
const namespaces = lazy(
  () => new Map(namespaceRows.split('\n').map((row) => [row.slice(0, row.indexOf(' ')), row])),
);
const uris = lazy(
  () =>
    new Map(
      `${namespaceUris}\n${otherUris}`.split('\n').map((row) => {
        const [prefix = '', uri = ''] = row.split(' ');
        return [prefix, uri];
      }),
    ),
);

/** The URI of a known prefix. */
export function writtenUri(prefix: string): string | undefined {
  return uris().get(prefix);
}

/** The properties of a namespace, by its usual prefix or by its family 1 group. */
export function writtenNamespace(name: string): WrittenFields | undefined {
  const row = namespaces().get(name);
  if (row !== undefined) return new WrittenFields(row, name);
  for (const [prefix, other] of namespaces())
    if (groupOf(prefix) === name) return new WrittenFields(other, prefix);
  return undefined;
}

/** The usual prefixes of all namespaces. */
export function writtenPrefixes(): readonly string[] {
  return [...namespaces().keys()];
}
