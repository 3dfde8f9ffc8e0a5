// Which namespace a prefix stands for, whatever prefix the packet's writer chose.

import { groupAliases, namespaceUris } from '../../structures/xmp/namespace-uris.js';
import type { XmlWalk } from '../../structures/xmp/xml-walk.js';

interface Known {
  readonly prefixes: ReadonlyMap<string, string>;
  readonly standard: ReadonlySet<string>;
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
  return { prefixes, standard: new Set(prefixes.values()), groups, unversioned };
}

const versionless = (uri: string): string => uri.replace(/\/\d+\.\d+(\/|$)/, '/*$1');

/** ExifTool's family 1 group, less `XMP-`, of a namespace's usual prefix. */
export function groupOf(prefix: string): string {
  known ??= readKnown();
  if (known.standard.has(prefix)) return known.groups.get(prefix) ?? prefix;
  return known.groups.get(prefix) ?? prefix.replace(/[^-.0-9A-Z_a-z\u0080-\uffff]/g, '');
}

/** The usual prefix of a namespace, where it is known. */
export function standardPrefix(uri: string): string | undefined {
  known ??= readKnown();
  const other = uri.endsWith('/') ? uri.slice(0, -1) : `${uri}/`;
  return known.prefixes.get(uri) ?? known.prefixes.get(other) ?? known.unversioned.get(versionless(uri));
}

/** A name with its namespace. */
export interface Name {
  /** The namespace's usual prefix, empty where there is none. */
  readonly prefix: string;
  readonly local: string;
  /** Both, as `prefix:local`. */
  readonly full: string;
}

/** The prefixes in effect at an element. */
export class Prefixes {
  readonly #own: ReadonlyMap<string, string>;
  readonly #outer: Prefixes | undefined;
  readonly #names = new Map<string, Name>();

  constructor(own: ReadonlyMap<string, string> = new Map(), outer?: Prefixes) {
    this.#own = own;
    this.#outer = outer;
  }

  /** The usual prefix of a namespace, from that written. */
  usual(written: string): string {
    return this.#own.get(written) ?? this.#outer?.usual(written) ?? written;
  }

  /** A written name resolved. */
  name(written: string): Name {
    let name = this.#names.get(written);
    if (!name) {
      const colon = written.indexOf(':');
      const own = colon < 0 ? '' : written.slice(0, colon);
      const prefix = colon < 0 ? '' : this.usual(own);
      const local = written.slice(colon + 1);
      name = { prefix, local, full: colon >= 0 && prefix === own ? written : `${prefix}:${local}` };
      this.#names.set(written, name);
    }
    return name;
  }
}

/** The namespaces of one packet. Unknown ones keep the first prefix they are met with. */
export class Namespaces {
  readonly #prefixOf = new Map<string, string>();
  readonly #taken = new Set<string>();
  /** Number of the next prefix made up. */
  #made = 0;

  /** The prefixes in effect inside the element that was opened, given those around it. */
  declare(element: XmlWalk, outer: Prefixes): Prefixes {
    let changed: Map<string, string> | undefined;
    const { attributes } = element;
    for (let i = 0; i < attributes; i++) {
      const name = element.attributeName(i);
      if (!name.startsWith('xmlns:')) continue;
      const written = name.slice(6);
      const usual = this.#usual(written, element.value(i));
      if (outer.usual(written) === usual) continue;
      changed ??= new Map();
      changed.set(written, usual);
    }
    return changed ? new Prefixes(changed, outer) : outer;
  }

  #usual(written: string, uri: string): string {
    const standard = standardPrefix(uri);
    if (standard !== undefined) return standard;
    let prefix = this.#prefixOf.get(uri);
    if (prefix === undefined) {
      prefix = written;
      if (this.#taken.has(written) || known?.standard.has(written)) {
        while (this.#taken.has(`tmp${this.#made}`)) this.#made++;
        prefix = `tmp${this.#made}`;
      }
      this.#prefixOf.set(uri, prefix);
      this.#taken.add(prefix);
    }
    return prefix;
  }
}
