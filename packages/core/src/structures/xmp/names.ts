// Namespaces in effect at an element: prefixes to URIs (Namespaces in XML 1.0, section 6.1).
import type { XmlWalk } from './xml-walk.js';

/** Prefixes to URIs, those of an element before those around it. */
export interface Names {
  readonly own: ReadonlyMap<string, string>;
  readonly outer: Names | undefined;
}

export const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
export const xml = 'http://www.w3.org/XML/1998/namespace';

/** What every document may write without declaring it. */
export const documentNames: Names = { own: new Map([['xml', xml]]), outer: undefined };

/** The namespaces inside the element that was opened, given those around it. */
export function declare(walk: XmlWalk, outer: Names): Names {
  if (!walk.declares) return outer;
  let own: Map<string, string> | undefined;
  for (let i = 0; i < walk.attributes; i++) {
    const name = walk.attributeName(i);
    if (!name.startsWith('xmlns:')) continue;
    own ??= new Map();
    own.set(name.slice(6), walk.value(i));
  }
  return own ? { own, outer } : outer;
}

/** Whether an attribute declares a namespace. */
export function isDeclaration(attribute: string): boolean {
  return attribute === 'xmlns' || attribute.startsWith('xmlns:');
}

/** The URI that a prefix stands for. */
export function uriOf(prefix: string, names: Names): string | undefined {
  for (let scope: Names | undefined = names; scope; scope = scope.outer) {
    const uri = scope.own.get(prefix);
    if (uri !== undefined) return uri;
  }
  return undefined;
}
