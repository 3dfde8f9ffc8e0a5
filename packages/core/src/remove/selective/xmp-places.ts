// Where the properties of an XMP packet stand in its text: elements and attributes, with the tags that they are.
import { type Place, placeOf } from '../../blocks/xmp/place.js';
import { declare, documentNames, isDeclaration, type Names, uriOf } from '../../structures/xmp/names.js';
import { namespaceUris } from '../../structures/xmp/namespace-uris.js';
import { type XmlLimits, XmlWalk } from '../../structures/xmp/xml-walk.js';
import type { NamedTag } from '../groups/index.js';

/** A property: an element from its first sign to its last, or an attribute with the blank before it. */
export interface PropertyPlace {
  /** The usual prefix of its namespace; the written one where the namespace is not known. */
  readonly prefix: string;
  readonly name: string;
  /** The tag that the reader makes of it, structures around it included; none for signs of RDF and XML. */
  readonly tag: NamedTag | undefined;
  readonly start: number;
  readonly end: number;
  /** Where the value stands: text between quotes, or between start and end tag. */
  readonly valueStart: number;
  readonly valueEnd: number;
}

let prefixes: ReadonlyMap<string, string> | undefined;

function usualPrefix(uri: string): string | undefined {
  prefixes ??= new Map([
    ...namespaceUris.split('\n').map((row): [string, string] => {
      const [prefix = '', known = ''] = row.split(' ');
      return [bare(known), prefix];
    }),
    ['http://www.w3.org/2003/01/geo/wgs84_pos', 'geo'],
    ['http://purl.org/dc/terms', 'dcterms'],
    ['http://ns.camerabits.com/photomechanic/1.0', 'photomech'],
  ]);
  return prefixes.get(bare(uri));
}

const bare = (uri: string): string => uri.replace(/[/#]+$/, '');

/** What is known of an element until it ends. */
interface Open {
  readonly names: Names;
  readonly named: Named;
  /** The nearest property from here outwards. */
  readonly place: Place | undefined;
}

type Named = Pick<PropertyPlace, 'prefix' | 'name' | 'tag'>;

const document: Open = {
  names: documentNames,
  named: { prefix: '', name: '', tag: undefined },
  place: undefined,
};

/**
 * Every element and attribute in `text`, inner ones before those around them. `undefined` where the text is
 * not well-formed up to the end of its last element, or passes the limits.
 */
export function findProperties(text: string, limits: XmlLimits): PropertyPlace[] | undefined {
  const found: PropertyPlace[] = [];
  const open: Open[] = [document];
  let isBroken = false;
  const walk = new XmlWalk(text, limits, () => {
    isBroken = true;
  });
  for (let step = walk.next(); step !== 'end' && !isBroken; step = walk.next()) {
    if (step === 'open') open.push(opened(walk, open.at(-1)!, found));
    else {
      const { start, end, contentStart, contentEnd } = walk;
      found.push({ ...open.pop()!.named, start, end, valueStart: contentStart, valueEnd: contentEnd });
    }
  }
  return isBroken ? undefined : found;
}

/** An element that was opened; its attributes are added to `found`. */
function opened(walk: XmlWalk, around: Open, found: PropertyPlace[]): Open {
  const names = declare(walk, around.names);
  const { place, ...named } = resolve(walk.name, names, around.place);
  for (let i = 0; i < walk.attributes; i++) {
    const written = walk.attributeName(i);
    if (isDeclaration(written)) continue;
    const { place: _, ...own } = resolve(withPrefix(written, walk.name), names, place);
    const { blank, valueStart, valueEnd } = walk.attributeSpans[i]!;
    found.push({ ...own, start: blank, end: valueEnd + 1, valueStart, valueEnd });
  }
  return { names, named, place };
}

/** An attribute without a prefix takes its element's, as readers have it. */
function withPrefix(attribute: string, element: string): string {
  const colon = element.indexOf(':');
  return attribute.includes(':') || colon < 0 ? attribute : element.slice(0, colon + 1) + attribute;
}

/** Prefixes whose names are no properties, as the reader has it (blocks/xmp/rdf.ts). */
const signs: ReadonlySet<string> = new Set(['x', 'rdf', 'xml', 'svg', 'office']);

/** What the attribute `rdf:about` says: mostly nothing, in old files an id of the document. */
const about: NamedTag = { family: 'XMP', group: 'XMP-rdf', name: 'About' };

function resolve(
  written: string,
  names: Names,
  around: Place | undefined,
): Named & { readonly place: Place | undefined } {
  const colon = written.indexOf(':');
  const short = colon < 0 ? '' : written.slice(0, colon);
  const uri = uriOf(short, names);
  const prefix = (uri && usualPrefix(uri)) || short;
  const name = written.slice(colon + 1);
  if (signs.has(prefix)) {
    const tag = prefix === 'rdf' && name === 'about' ? about : undefined;
    return { prefix, name, tag, place: around };
  }
  const place = placeOf(around, { prefix, local: name, full: `${prefix}:${name}` });
  const { group, name: tagName } = place.naming;
  return { prefix, name, tag: { family: 'XMP', group: `XMP-${group}`, name: tagName }, place };
}
