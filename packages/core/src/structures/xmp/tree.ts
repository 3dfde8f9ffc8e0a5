// XMP text as a tree of elements under their namespaces, with their places: for rewriting what stays of it, and editing.
import { declare, documentNames, isDeclaration, type Names, rdf, uriOf } from './names.js';
import { XmlWalk } from './xml-walk.js';

/** A namespace's URI and a name in it; the URI is empty where it is not known. */
export interface RdfName {
  readonly uri: string;
  /** As it is written. */
  readonly prefix?: string | undefined;
  readonly local: string;
}

/** An attribute, from the blank before it to its closing quote. */
export interface RdfAttribute extends RdfName {
  readonly value: string;
  readonly start: number;
  readonly valueStart: number;
  readonly valueEnd: number;
}

const none: readonly never[] = [];

/** An element. A packet may have hundreds of thousands: they are of one class, and those that hold nothing share nothing. */
export class RdfNode implements RdfName {
  readonly uri: string;
  readonly prefix: string | undefined;
  readonly local: string;
  readonly attributes: readonly RdfAttribute[];
  children: readonly RdfNode[] = none;
  /** Of an element that holds no others. */
  text = '';
  /** The namespaces inside it. */
  readonly names: Names;
  readonly start: number;
  /** Behind its start tag. */
  readonly contentStart: number;
  /** Before its end tag; of an empty element, where its start tag ends. */
  contentEnd: number;
  end: number;

  constructor(
    { uri, prefix, local }: RdfName,
    attributes: readonly RdfAttribute[],
    names: Names,
    start: number,
    contentStart: number,
  ) {
    this.uri = uri;
    this.prefix = prefix;
    this.local = local;
    this.attributes = attributes;
    this.names = names;
    this.start = start;
    this.contentStart = contentStart;
    this.contentEnd = contentStart;
    this.end = contentStart;
  }
}

const limits = { maxDepth: 100, maxParts: 1_000_000 };

/** The elements `rdf:Description` of a packet; `undefined` where the text is no XML or holds no element. */
export function rdfDescriptions(text: string): readonly RdfNode[] | undefined {
  return rdfElements(text)?.flatMap(({ children }) =>
    children.filter((child) => isRdf(child, 'Description')),
  );
}

/** The elements `rdf:RDF` of a packet, of which there is one; `undefined` where the text is no XML or holds no element. */
export function rdfElements(text: string): readonly RdfNode[] | undefined {
  const outermost: RdfNode[] = [];
  const open: RdfNode[] = [];
  /** The children of each open element. */
  const within: RdfNode[][] = [outermost];
  const expanded = new ExpandedNames();
  let isBroken = false;
  const walk = new XmlWalk(text, limits, () => {
    isBroken = true;
  });
  for (let step = walk.next(); step !== 'end' && !isBroken; step = walk.next()) {
    if (step === 'close') {
      const node = open.pop()!;
      const children = within.pop()!;
      if (children.length > 0) node.children = children;
      if (!walk.hasElements) node.text = walk.content();
      node.contentEnd = walk.contentEnd;
      node.end = walk.end;
      continue;
    }
    const names = declare(walk, open.at(-1)?.names ?? documentNames);
    const attributes = walk.attributes > 0 ? attributesOf(walk, names, expanded) : none;
    const node = new RdfNode(expanded.of(walk.name, names), attributes, names, walk.start, walk.end);
    within.at(-1)!.push(node);
    open.push(node);
    within.push([]);
  }
  return isBroken || outermost.length === 0 ? undefined : outermost.flatMap(rdfOf);
}

/** Whether a name is RDF's own. */
export function isRdf({ uri, local }: RdfName, name: string): boolean {
  return uri === rdf && local === name;
}

/** `rdf:RDF` stands alone, or within `x:xmpmeta`. */
function rdfOf(node: RdfNode): readonly RdfNode[] {
  return [node, ...node.children].filter((one) => isRdf(one, 'RDF')).slice(0, 1);
}

function attributesOf(walk: XmlWalk, names: Names, expanded: ExpandedNames): RdfAttribute[] {
  const found: RdfAttribute[] = [];
  for (let i = 0; i < walk.attributes; i++) {
    const name = walk.attributeName(i);
    if (isDeclaration(name)) continue;
    const { blank, valueStart, valueEnd } = walk.attributeSpans[i]!;
    const { uri, prefix, local } = expanded.of(name, names);
    found.push({ uri, prefix, local, value: walk.value(i), start: blank, valueStart, valueEnd });
  }
  return found;
}

const maxKnown = 64;

/** Names under their namespaces, those that were met last where the same namespaces hold kept: most repeat. */
class ExpandedNames {
  #names: Names | undefined;
  #known = new Map<string, RdfName>();

  of(name: string, names: Names): RdfName {
    if (names !== this.#names) {
      this.#names = names;
      this.#known = new Map();
    }
    const found = this.#known.get(name);
    if (found) return found;
    const colon = name.indexOf(':');
    const uri = colon > 0 ? uriOf(name.slice(0, colon), names) : undefined;
    const made =
      uri === undefined
        ? { uri: '', prefix: undefined, local: name }
        : { uri, prefix: name.slice(0, colon), local: name.slice(colon + 1) };
    if (this.#known.size < maxKnown) this.#known.set(name, made);
    return made;
  }
}
