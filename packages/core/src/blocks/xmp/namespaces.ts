// Which namespace a prefix stands for, whatever prefix the packet's writer chose.
import { groupAliases, namespaceUris } from '../../structures/xmp/namespace-uris.js';

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

/** Whether it is the usual prefix of a known namespace. */
export function isStandard(prefix: string): boolean {
  known ??= readKnown();
  return known.standard.has(prefix);
}

/** The usual prefix of a namespace, where it is known. */
export function standardPrefix(uri: string): string | undefined {
  known ??= readKnown();
  const prefix = known.prefixes.get(uri);
  if (prefix !== undefined) return prefix;
  const other = uri.endsWith('/') ? uri.slice(0, -1) : `${uri}/`;
  return known.prefixes.get(other) ?? known.unversioned.get(versionless(uri));
}
