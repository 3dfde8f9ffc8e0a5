// Reads single properties out of XMP text without an XML parser: for rewriting, where a few names count.

/** An element with expanded names: the namespace's URI, then the local name. */
interface Node {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: Node[];
  text: string;
}

const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
const xml = 'http://www.w3.org/XML/1998/namespace';
const deepest = 100;

/**
 * The properties of XMP text (ISO 16684-1, 7) by namespace URI and local name: one value, or those of a list; of
 * texts in several languages the default one first. Of a property that stands there twice, the first. Structures
 * are left out. `undefined` where the text is no XML or holds no element.
 */
export function rdfProperties(text: string): ReadonlyMap<string, readonly string[]> | undefined {
  const root = parse(text);
  if (!root || root.children.length === 0) return undefined;
  const found = new Map<string, readonly string[]>();
  const add = (name: string, values: readonly string[]): void => {
    if (!found.has(name) && values.length > 0) found.set(name, values);
  };
  for (const { children } of root.children.flatMap(rdfOf)) {
    for (const { name, attributes, children: properties } of children) {
      if (name !== `${rdf}Description`) continue;
      for (const [attribute, value] of attributes) add(attribute, [value]);
      for (const property of properties) add(property.name, valuesOf(property));
    }
  }
  return found;
}

/** `rdf:RDF` stands alone, or within `x:xmpmeta`. */
function rdfOf(node: Node): readonly Node[] {
  return [node, ...node.children].filter(({ name }) => name === `${rdf}RDF`).slice(0, 1);
}

function valuesOf({ children, text }: Node): readonly string[] {
  const [list, ...more] = children;
  if (!list) return [text];
  if (more.length > 0 || !/^(Alt|Bag|Seq)$/.test(list.name.slice(rdf.length)) || !list.name.startsWith(rdf))
    return [];
  const items = list.children.filter((item) => item.name === `${rdf}li` && item.children.length === 0);
  const first = items.find(({ attributes }) => attributes.get(`${xml}lang`) === 'x-default');
  return (first ? [first, ...items.filter((item) => item !== first)] : items).map((item) => item.text);
}

const part =
  /<(?:!--[\s\S]*?--|\?[\s\S]*?\?|!\[CDATA\[([\s\S]*?)\]\]|(\/?)([^\s<>/=!?"']+)((?:\s+[^\s<>/="']+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?))>/y;
const attribute = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** Prefixes to URIs, those of an element before those around it. */
interface Names {
  readonly own: ReadonlyMap<string, string>;
  readonly outer: Names | undefined;
}

interface Open {
  readonly node: Node;
  readonly written: string;
  readonly names: Names;
}

/** The document as a node without a name. */
function parse(text: string): Node | undefined {
  const document: Node = { name: '', attributes: new Map(), children: [], text: '' };
  const open: Open[] = [
    { node: document, written: '', names: { own: new Map([['xml', xml]]), outer: undefined } },
  ];
  for (let at = 0; ; ) {
    const start = text.indexOf('<', at);
    const top = open.at(-1)!;
    top.node.text += unescapeText(text.slice(at, start < 0 ? text.length : start));
    if (start < 0) return open.length === 1 ? document : undefined;
    part.lastIndex = start;
    const match = part.exec(text);
    if (!match) return undefined;
    at = part.lastIndex;
    const [, data, closing, written, attributes, empty] = match;
    if (data !== undefined) top.node.text += data;
    if (written === undefined) continue;
    if (closing) {
      if (top.written !== written) return undefined;
      open.pop();
      continue;
    }
    if (open.length > deepest) return undefined;
    const opened = openElement(written, attributes ?? '', top.names);
    top.node.children.push(opened.node);
    if (!empty) open.push(opened);
  }
}

function openElement(written: string, source: string, outer: Names): Open {
  const declared = new Map<string, string>();
  const plain: (readonly [string, string])[] = [];
  for (const [, name = '', double, single] of source.matchAll(attribute)) {
    const value = unescapeText(double ?? single ?? '');
    if (name.startsWith('xmlns:')) declared.set(name.slice(6), value);
    else if (name !== 'xmlns') plain.push([name, value]);
  }
  const names = declared.size === 0 ? outer : { own: declared, outer };
  const attributes = new Map(plain.map(([name, value]) => [expanded(name, names), value]));
  return { node: { name: expanded(written, names), attributes, children: [], text: '' }, written, names };
}

/** Names of no known namespace become such as no property has. */
function expanded(name: string, names: Names): string {
  const colon = name.indexOf(':');
  if (colon < 0) return name;
  const prefix = name.slice(0, colon);
  for (let scope: Names | undefined = names; scope; scope = scope.outer) {
    const uri = scope.own.get(prefix);
    if (uri !== undefined) return uri + name.slice(colon + 1);
  }
  return `?${name}`;
}

const entities: { readonly [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeText(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi, (whole, decimal, hexadecimal, name) => {
    if (name !== undefined) return Object.hasOwn(entities, name) ? entities[name]! : whole;
    const code = decimal ? Number(decimal) : Number.parseInt(hexadecimal, 16);
    return code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole;
  });
}
