// What editing goes by: reads the table of tags/xmp-writing.generated.ts.
//
// An entry is `prefix:local*B.t{n}@!`, every part but the second optional: the field's own namespace; `*` a list, by the
// first letter of its kind; `.` the type (blocks/xmp/schema.ts); `{}` the structure's number; `@` an address; `!` not to
// be written. Names and types of outermost properties are those of reading; of what reading knows, stand there only
// structures, lists that are no bags, and `-local` for what is none in writing. `>prefix`: the row of that namespace.
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

  /** `around`: the prefix of the namespace, or of fields that have none of their own. */
  constructor(row: string, around: string, isOutermost = true) {
    const prefix = prefixOf(row);
    this.prefix = isOutermost || prefix === '-' ? around : prefix;
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
    this.#byName ??= this.#read();
    return this.#byName;
  }

  #read(): Map<string, Written> {
    const found = new Map<string, Written>();
    const known = this.#isOutermost ? namespaceFields(groupOf(this.prefix)) : undefined;
    for (const [local, { list }] of known?.entries() ?? [])
      found.set(local, this.#property(list ? `${local}*B` : local));
    for (const entry of this.#row.split(' ').slice(1)) {
      if (entry[0] === '-') found.delete(entry.slice(1));
      else {
        const property = this.#property(entry);
        found.set(property.local, property);
      }
    }
    return found;
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

function prefixOf(row: string): string {
  const [prefix = ''] = row.split(' ', 1);
  return prefix;
}

const structures = lazy(() => structureRows.split('\n'));
const namespaces = lazy(() => new Map(namespaceRows.split('\n').map((row) => [prefixOf(row), row])));
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
  const prefix = namespaces().has(name) ? name : writtenPrefixes().find((one) => groupOf(one) === name);
  if (prefix === undefined) return undefined;
  const [, other] = / >(\S+)$/.exec(namespaces().get(prefix) ?? '') ?? [];
  return new WrittenFields(namespaces().get(other ?? prefix) ?? '', prefix);
}

/** The usual prefixes of all namespaces. */
export function writtenPrefixes(): readonly string[] {
  return [...namespaces().keys()];
}
