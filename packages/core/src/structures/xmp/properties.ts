// Single properties of XMP text under their namespaces, for where a few of them count.
import { declare, documentNames, isDeclaration, type Names, rdf, uriOf, xml } from './names.js';
import { XmlWalk } from './xml-walk.js';

const limits = { maxDepth: 100, maxParts: 1_000_000 };

/** What an element is in RDF: around the properties, one of them, its list, an item of that, or none of these. */
type Role = 'root' | 'RDF' | 'description' | 'property' | 'list' | 'item' | 'other';

interface Open {
  readonly role: Role;
  readonly name: string;
  readonly names: Names;
  /** Of an item. */
  readonly isDefault: boolean;
}

const document: Open = { role: 'root', name: '', names: documentNames, isDefault: false };

/**
 * The properties of XMP text (ISO 16684-1, 7) by namespace URI and local name: one value, or those of a list; of
 * texts in several languages the default one first. Of a property that stands there twice, the first. Structures
 * are left out. `undefined` where the text is no XML or holds no element.
 */
export function rdfProperties(text: string): ReadonlyMap<string, readonly string[]> | undefined {
  const found = new Map<string, readonly string[]>();
  const add = (name: string, values: readonly string[]): void => {
    if (!found.has(name) && values.length > 0) found.set(name, values);
  };
  let isBroken = false;
  let isEmpty = true;
  const walk = new XmlWalk(text, limits, () => {
    isBroken = true;
  });
  const open: Open[] = [document];
  let items: string[] = [];
  let lists = 0;
  for (let step = walk.next(); step !== 'end' && !isBroken; step = walk.next()) {
    if (step === 'open') {
      isEmpty = false;
      const element = opened(walk, open.at(-1)!, add);
      open.push(element);
      if (element.role === 'property') {
        items = [];
        lists = 0;
      } else if (open.at(-2)!.role === 'property') lists++;
      continue;
    }
    const { role, name, isDefault } = open.pop()!;
    if (role === 'item' && !walk.hasElements) {
      if (isDefault) items.unshift(walk.content());
      else items.push(walk.content());
    } else if (role === 'property') {
      if (!walk.hasElements) add(name, [walk.content()]);
      else if (lists === 1) add(name, items);
    }
  }
  return isBroken || isEmpty ? undefined : found;
}

/** An element by where it stands; the attributes of a description are told. */
function opened(walk: XmlWalk, around: Open, add: (name: string, values: readonly string[]) => void): Open {
  const names = declare(walk, around.names);
  const name = expanded(walk.name, names);
  const role = roleOf(name, around.role, walk.depth);
  let isDefault = false;
  if (role === 'description' || role === 'item') {
    for (let i = 0; i < walk.attributes; i++) {
      const written = walk.attributeName(i);
      if (isDeclaration(written)) continue;
      const attribute = expanded(written, names);
      if (role === 'description') add(attribute, [walk.value(i)]);
      else if (attribute === `${xml}lang`) isDefault = walk.value(i) === 'x-default';
    }
  }
  return { role, name, names, isDefault };
}

/** `rdf:RDF` stands alone, or within `x:xmpmeta`. */
function roleOf(name: string, around: Role, depth: number): Role {
  if (around === 'description') return 'property';
  if (!name.startsWith(rdf)) return 'other';
  const local = name.slice(rdf.length);
  if (local === 'RDF' && depth <= 2) return 'RDF';
  if (around === 'RDF' && local === 'Description') return 'description';
  if (around === 'property' && /^(Alt|Bag|Seq)$/.test(local)) return 'list';
  return around === 'list' && local === 'li' ? 'item' : 'other';
}

/** Names of no known namespace become such as no property has. */
function expanded(name: string, names: Names): string {
  const colon = name.indexOf(':');
  if (colon < 0) return name;
  const uri = uriOf(name.slice(0, colon), names);
  return uri === undefined ? `?${name}` : uri + name.slice(colon + 1);
}
