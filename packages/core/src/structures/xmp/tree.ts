// XMP text as a tree of elements under their namespaces, for rewriting what stays of it.
import { declare, documentNames, isDeclaration, type Names, rdf, uriOf } from './names.js';
import { XmlWalk } from './xml-walk.js';

/** A namespace's URI and a name in it; the URI is empty where it is not known. */
export interface RdfName {
  readonly uri: string;
  /** As it is written. */
  readonly prefix?: string | undefined;
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

const limits = { maxDepth: 100, maxParts: 1_000_000 };

/** The elements `rdf:Description` of a packet; `undefined` where the text is no XML or holds no element. */
export function rdfDescriptions(text: string): readonly RdfNode[] | undefined {
  const root: RdfNode = { uri: '', local: '', attributes: [], children: [], text: '' };
  const open: [node: RdfNode, names: Names][] = [[root, documentNames]];
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

function attributesOf(walk: XmlWalk, names: Names): RdfAttribute[] {
  const found: RdfAttribute[] = [];
  for (let i = 0; i < walk.attributes; i++) {
    const name = walk.attributeName(i);
    if (isDeclaration(name)) continue;
    found.push({ ...expanded(name, names), value: walk.value(i) });
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
