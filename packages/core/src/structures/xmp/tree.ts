// XMP text as a tree of elements under their namespaces, for rewriting what stays of it.
import { XmlWalk } from './xml-walk.js';

/** A namespace's URI and a name in it; the URI is empty where it is not known. */
export interface RdfName {
  readonly uri: string;
  readonly local: string;
}

/** An attribute. */
interface RdfAttribute extends RdfName {
  readonly value: string;
}

/** An element. */
export interface RdfNode extends RdfName {
  readonly attributes: readonly RdfAttribute[];
  readonly children: RdfNode[];
  /** Of an element that holds no others. */
  text: string;
}

/** Prefixes to URIs, those of an element before those around it. */
interface Names {
  readonly own: ReadonlyMap<string, string>;
  readonly outer: Names | undefined;
}

export const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
export const xml = 'http://www.w3.org/XML/1998/namespace';
const limits = { maxDepth: 100, maxParts: 1_000_000 };

/** The elements `rdf:Description` of a packet; `undefined` where the text is no XML or holds no element. */
export function rdfDescriptions(text: string): readonly RdfNode[] | undefined {
  const root: RdfNode = { uri: '', local: '', attributes: [], children: [], text: '' };
  const open: [node: RdfNode, names: Names][] = [[root, { own: new Map([['xml', xml]]), outer: undefined }]];
  let isBroken = false;
  const walk = new XmlWalk(text, limits, () => {
    isBroken = true;
  });
  for (let step = walk.next(); step !== 'end' && !isBroken; step = walk.next()) {
    const [around, outer] = open.at(-1)!;
    if (step === 'close') {
      if (!walk.hasElements) around.text = walk.content();
      open.pop();
      continue;
    }
    const names = declare(walk, outer);
    const node = {
      ...expanded(walk.name, names),
      attributes: attributesOf(walk, names),
      children: [],
      text: '',
    };
    around.children.push(node);
    open.push([node, names]);
  }
  if (isBroken || root.children.length === 0) return undefined;
  return root.children
    .flatMap(rdfOf)
    .flatMap(({ children }) => children.filter((child) => isRdf(child, 'Description')));
}

/** Whether a name is RDF's own. */
export function isRdf({ uri, local }: RdfName, name: string): boolean {
  return uri === rdf && local === name;
}

/** `rdf:RDF` stands alone, or within `x:xmpmeta`. */
function rdfOf(node: RdfNode): readonly RdfNode[] {
  return [node, ...node.children].filter((one) => isRdf(one, 'RDF')).slice(0, 1);
}

function declare(walk: XmlWalk, outer: Names): Names {
  let own: Map<string, string> | undefined;
  for (let i = 0; i < walk.attributes; i++) {
    const name = walk.attributeNames[i]!;
    if (!name.startsWith('xmlns:')) continue;
    own ??= new Map();
    own.set(name.slice(6), walk.value(i));
  }
  return own ? { own, outer } : outer;
}

function attributesOf(walk: XmlWalk, names: Names): RdfAttribute[] {
  const found: RdfAttribute[] = [];
  for (let i = 0; i < walk.attributes; i++) {
    const name = walk.attributeNames[i]!;
    if (name === 'xmlns' || name.startsWith('xmlns:')) continue;
    found.push({ ...expanded(name, names), value: walk.value(i) });
  }
  return found;
}

function expanded(name: string, names: Names): RdfName {
  const colon = name.indexOf(':');
  const prefix = name.slice(0, Math.max(0, colon));
  for (let scope: Names | undefined = names; scope && colon > 0; scope = scope.outer) {
    const uri = scope.own.get(prefix);
    if (uri !== undefined) return { uri, local: name.slice(colon + 1) };
  }
  return { uri: '', local: name };
}
