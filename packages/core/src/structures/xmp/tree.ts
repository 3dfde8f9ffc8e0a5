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

/** An element. */
export interface RdfNode extends RdfName {
  readonly attributes: readonly RdfAttribute[];
  readonly children: RdfNode[];
  /** Of an element that holds no others. */
  text: string;
  /** The namespaces inside it. */
  readonly names: Names;
  readonly start: number;
  /** Behind its start tag. */
  readonly contentStart: number;
  /** Before its end tag; of an empty element, where its start tag ends. */
  contentEnd: number;
  end: number;
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
  const root: RdfNode = {
    ...{ uri: '', local: '', attributes: [], children: [], text: '', names: documentNames },
    ...{ start: 0, contentStart: 0, contentEnd: text.length, end: text.length },
  };
  const open: RdfNode[] = [root];
  let isBroken = false;
  const walk = new XmlWalk(text, limits, () => {
    isBroken = true;
  });
  for (let step = walk.next(); step !== 'end' && !isBroken; step = walk.next()) {
    const around = open.at(-1)!;
    if (step === 'close') {
      if (!walk.hasElements) around.text = walk.content();
      around.contentEnd = walk.contentEnd;
      around.end = walk.end;
      open.pop();
      continue;
    }
    const names = declare(walk, around.names);
    const node = {
      ...expanded(walk.name, names),
      ...{ attributes: attributesOf(walk, names), children: [], text: '', names },
      ...{ start: walk.start, contentStart: walk.end, contentEnd: walk.end, end: walk.end },
    };
    around.children.push(node);
    open.push(node);
  }
  return isBroken || root.children.length === 0 ? undefined : root.children.flatMap(rdfOf);
}

/** Whether a name is RDF's own. */
export function isRdf({ uri, local }: RdfName, name: string): boolean {
  return uri === rdf && local === name;
}

/** `rdf:RDF` stands alone, or within `x:xmpmeta`. */
function rdfOf(node: RdfNode): readonly RdfNode[] {
  return [node, ...node.children].filter((one) => isRdf(one, 'RDF')).slice(0, 1);
}

function attributesOf(walk: XmlWalk, names: Names): RdfAttribute[] {
  const found: RdfAttribute[] = [];
  for (let i = 0; i < walk.attributes; i++) {
    const name = walk.attributeName(i);
    if (isDeclaration(name)) continue;
    const { blank, valueStart, valueEnd } = walk.attributeSpans[i]!;
    found.push({
      ...expanded(name, names),
      ...{ value: walk.value(i), start: blank, valueStart, valueEnd },
    });
  }
  return found;
}

function expanded(name: string, names: Names): RdfName {
  const colon = name.indexOf(':');
  const uri = colon > 0 ? uriOf(name.slice(0, colon), names) : undefined;
  return uri === undefined
    ? { uri: '', local: name }
    : { uri, prefix: name.slice(0, colon), local: name.slice(colon + 1) };
}
