// XML text to a tree of elements: the one place that knows the XML parser.
import { XMLParser } from 'fast-xml-parser';

/** An element with its attributes in document order; `text` only where it has no child elements. */
export interface Element {
  readonly name: string;
  /** Names as written, with their prefix; values with their references resolved. */
  readonly attributes: readonly (readonly [name: string, value: string])[];
  readonly children: readonly Element[];
  readonly text: string;
}

type Piece = { readonly [name: string]: readonly Piece[] | string | Record<string, string> };

/**
 * The top elements of XML text. Only the five predefined entities and character references are resolved;
 * a DOCTYPE is not looked into. Throws a plain Error on text that is no XML or nests deeper than `depth`.
 */
export function parseXml(text: string, depth: number): Element[] {
  // The parser turns CR into LF; a form feed is white space to it and never in XML.
  const carriage = text.includes('\r');
  const source = carriage ? text.replaceAll('\f', ' ').replaceAll('\r', '\f') : text;
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    trimValues: false,
    parseTagValue: false,
    processEntities: false,
    ignoreDeclaration: true,
    ignorePiTags: true,
    cdataPropName: '#cdata',
    maxNestedTags: depth,
    jPath: false,
  });
  const restore = (value: string): string => (carriage ? value.replaceAll('\f', '\r') : value);
  return elements(parser.parse(withoutDoctype(source)) as readonly Piece[], restore);
}

function withoutDoctype(text: string): string {
  return text.includes('<!DOCTYPE') ? text.replace(/<!DOCTYPE[^[>]*(\[[^\]]*\]\s*)?>/, '') : text;
}

function elements(pieces: readonly Piece[], restore: (value: string) => string): Element[] {
  const found: Element[] = [];
  for (const piece of pieces) {
    const name = nameOf(piece);
    if (name === undefined || name.startsWith('#') || name.startsWith('?')) continue;
    const inner = piece[name] as readonly Piece[];
    const children = elements(inner, restore);
    const attributes: [string, string][] = [];
    const written = piece[':@'] as Record<string, string> | undefined;
    for (const attribute in written) {
      attributes.push([attribute, unescapeXml(restore(written[attribute]!))]);
    }
    found.push({ name: plainName(name), attributes, children, text: children.length ? '' : textOf(inner, restore) });
  }
  return found;
}

/** A name up to the first character that no name has. */
function plainName(name: string): string {
  const end = name.search(/[^-\w:.\u0080-\uffff]/);
  return end < 0 ? name : name.slice(0, end);
}

function nameOf(piece: Piece): string | undefined {
  for (const name in piece) if (name !== ':@') return name;
  return undefined;
}

function textOf(pieces: readonly Piece[], restore: (value: string) => string): string {
  let text = '';
  for (const piece of pieces) {
    const plain = piece['#text'];
    if (typeof plain === 'string') text += unescapeXml(restore(plain));
    const cdata = piece['#cdata'] as readonly Piece[] | undefined;
    if (cdata) text += restore(String(cdata[0]?.['#text'] ?? ''));
  }
  return text;
}

const entities: { readonly [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Resolves the predefined entities and character references, once; others stay as they are. */
export function unescapeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#?\w+);/g, (whole, name: string) => {
    if (name[0] !== '#') return Object.hasOwn(entities, name) ? entities[name]! : whole;
    const hexadecimal = name[1] === 'x';
    if (!(hexadecimal ? /^#x[0-9a-f]+$/i : /^#\d+$/).test(name)) return whole;
    const code = hexadecimal ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole;
  });
}
