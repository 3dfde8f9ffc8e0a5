// Which namespace a prefix stands for, whatever prefix the packet's writer chose.
import { groupAliases, namespaceUris } from '../../tags/xmp-namespaces.js';
import type { Element } from './xml.js';

interface Known {
  readonly prefixes: ReadonlyMap<string, string>;
  readonly uris: ReadonlySet<string>;
  readonly groups: ReadonlyMap<string, string>;
  /** URIs without their version number, so that other versions of a schema are known too. */
  readonly unversioned: ReadonlyMap<string, string>;
}

let known: Known | undefined;

function readKnown(): Known {
  const prefixes = new Map<string, string>();
  const groups = new Map<string, string>();
  const unversioned = new Map<string, string>();
  for (const row of namespaceUris.split('\n')) {
    const [prefix = '', uri = '', group] = row.split(' ');
    prefixes.set(uri, prefix);
    if (versionless(uri) !== uri) unversioned.set(versionless(uri), prefix);
    if (group) groups.set(prefix, group);
  }
  for (const row of groupAliases.split('\n')) {
    const [prefix = '', group = ''] = row.split(' ');
    groups.set(prefix, group);
  }
  return { prefixes, uris: new Set(prefixes.values()), groups, unversioned };
}

const versionless = (uri: string): string => uri.replace(/\/\d+\.\d+(\/|$)/, '/*$1');

/** ExifTool's family 1 group, less `XMP-`, of a namespace's usual prefix. */
export function groupOf(prefix: string): string {
  known ??= readKnown();
  if (known.uris.has(prefix)) return known.groups.get(prefix) ?? prefix;
  return known.groups.get(prefix) ?? prefix.replace(/[^-.0-9A-Z_a-z\u0080-\uffff]/g, '');
}

function standardPrefix(uri: string): string | undefined {
  known ??= readKnown();
  const other = uri.endsWith('/') ? uri.slice(0, -1) : `${uri}/`;
  return known.prefixes.get(uri) ?? known.prefixes.get(other) ?? known.unversioned.get(versionless(uri));
}

/** Prefixes in effect at an element: as written -> usual. */
export type Prefixes = ReadonlyMap<string, string>;

/** The namespaces of one packet. Unknown ones keep the first prefix they are met with. */
export class Namespaces {
  readonly #prefixOf = new Map<string, string>();
  readonly #taken = new Set<string>();

  /** The prefixes in effect inside an element, given those around it. */
  declare(element: Element, outer: Prefixes): Prefixes {
    let inner: Map<string, string> | undefined;
    for (const [name, uri] of element.attributes) {
      if (!name.startsWith('xmlns:')) continue;
      const written = name.slice(6);
      const usual = this.#usual(written, uri);
      if ((outer.get(written) ?? written) === usual) continue;
      inner ??= new Map(outer);
      inner.set(written, usual);
    }
    return inner ?? outer;
  }

  #usual(written: string, uri: string): string {
    const standard = standardPrefix(uri);
    if (standard !== undefined) return standard;
    let prefix = this.#prefixOf.get(uri);
    if (prefix === undefined) {
      prefix = written;
      if (this.#taken.has(written) || known?.uris.has(written)) {
        let number = 0;
        while (this.#taken.has(`tmp${number}`)) number++;
        prefix = `tmp${number}`;
      }
      this.#prefixOf.set(uri, prefix);
      this.#taken.add(prefix);
    }
    return prefix;
  }
}

/** A name as prefix and local name, the prefix the usual one; `fallback` where it has none. */
export function qualified(name: string, prefixes: Prefixes, fallback = ''): readonly [string, string] {
  const colon = name.indexOf(':');
  if (colon < 0) return [fallback, name];
  const prefix = name.slice(0, colon);
  return [prefixes.get(prefix) ?? prefix, name.slice(colon + 1)];
}
