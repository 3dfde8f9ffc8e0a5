// XMP in two packets, as JPEG has it where one is too long for a segment (XMP part 3, section 1.1.3.1): the edit of both,
// and what moves from the main one into the extended one.
import { md5 } from '../../bytes/md5.js';
import type { XmpChanges } from '../../changes.js';
import { MetadataError } from '../../errors.js';
import { escapeXml } from '../../structures/xmp/entities.js';
import { type Names, rdf, xml } from '../../structures/xmp/names.js';
import { emptyPacket } from '../../structures/xmp/packet.js';
import { isRdf, type RdfAttribute, type RdfNode } from '../../structures/xmp/tree.js';
import {
  closed,
  declaredIn,
  editedPacket,
  holdsProperty,
  type OpenPacket,
  openPacket,
  splicedText,
} from './edit.js';
import { type PropertyChange, propertyChanges, type XmpName } from './edit-values.js';
import { placeOf } from './place.js';

/** The main packet, and the extended one put together from its segments. */
export interface XmpParts {
  readonly main: Uint8Array | OpenPacket | undefined;
  readonly extended?: Uint8Array | undefined;
}

/** The same after an edit: the GUID that the segments of the extended packet name. */
export interface EditedXmpParts extends XmpParts {
  readonly main: Uint8Array | undefined;
  readonly guid?: string | undefined;
}

/** What a segment of JPEG holds of the main packet. */
const maxMainBytes = 65_502;

const hasExtended: XmpName = {
  uri: 'http://ns.adobe.com/xmp/note/',
  prefix: 'xmpNote',
  local: 'HasExtendedXMP',
};

/**
 * Both packets with the changes made where the properties stand; new ones go into the main packet, and the longest
 * properties of one that is too long into the extended one. Throws as `editXmp` does.
 */
export function editXmpParts(
  { main, extended }: XmpParts,
  changes: XmpChanges | null,
  maxBytes: number = maxMainBytes,
): EditedXmpParts {
  if (changes === null) return { main: undefined };
  const here = openPacket(main ?? emptyPacket());
  const there = extended && openPacket(extended);
  const all = propertyChanges(changes, declaredIn(here.content));
  const inside = all.filter((change) => there && (!change.name || holdsProperty(there.content, change.name)));
  const own = all.filter(
    (change) => !inside.includes(change) || !change.name || holdsProperty(here.content, change.name),
  );
  const rest =
    there &&
    editedPacket(
      there,
      inside.map((change) => (own.includes(change) ? gone(change) : change)),
    );
  const packet = own.length > 0 ? editedPacket(here, own) : here.bytes;
  return fitted(packet, rest, extended, maxBytes);
}

/** A property that both packets have stays in the main one. */
function gone(change: PropertyChange): PropertyChange {
  return change.name ? { ...change, change: undefined } : change;
}

function fitted(
  main: Uint8Array | undefined,
  extended: Uint8Array | undefined,
  before: Uint8Array | undefined,
  maxBytes: number,
): EditedXmpParts {
  let packet = main;
  let rest = extended;
  if (packet && packet.length > maxBytes) {
    packet = withoutPadding(packet);
    if (packet.length > maxBytes) [packet, rest] = moved(openPacket(packet), rest, maxBytes);
    if (packet.length > maxBytes) refuse();
  }
  if (rest === before)
    return { main: packet, ...(rest && { extended: rest, guid: md5(rest).toUpperCase() }) };
  const guid = rest && md5(rest).toUpperCase();
  if (!packet && !guid) return { main: undefined };
  const note = {
    name: hasExtended,
    place: notePlace,
    change: guid === undefined ? undefined : { set: { text: guid } },
  };
  const noted = editedPacket(openPacket(packet ?? emptyPacket()), [note]);
  if (noted && noted.length > maxBytes) refuse();
  return { main: noted, ...(rest && { extended: rest, guid }) };
}

function refuse(): never {
  throw new MetadataError('not-writable', 'the XMP packet does not fit into a segment', { path: 'xmp' });
}

const notePlace = placeOf(undefined, {
  prefix: 'xmpNote',
  local: 'HasExtendedXMP',
  full: 'xmpNote:HasExtendedXMP',
});

function bare(): string {
  return `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="${rdf}"></rdf:RDF></x:xmpmeta>`;
}

function withoutPadding(packet: Uint8Array): Uint8Array {
  const { coding, content } = openPacket(packet);
  return coding.encode(content.text.replace(/\s+(?=<\?xpacket end=)/, '\n'));
}

/** Bytes that the note of the extended packet takes. */
const noteRoom = 200;

/** Takes the longest properties out of the main packet, until it fits, and puts them into the extended one. */
function moved(
  main: OpenPacket,
  extended: Uint8Array | undefined,
  maxBytes: number,
): [Uint8Array, Uint8Array] {
  const { coding, content } = main;
  const { text } = content;
  const properties = content.descriptions
    .flatMap((holder) => [...holder.attributes, ...holder.children].map((node) => ({ holder, node })))
    .filter(({ node: { uri, local } }) => uri !== rdf && uri !== xml && local !== hasExtended.local)
    .sort((a, b) => lengthOf(b.node) - lengthOf(a.node));
  let over = main.bytes.length + noteRoom - maxBytes;
  const taken: typeof properties = [];
  for (const property of properties) {
    if (over <= 0) break;
    over -= lengthOf(property.node) * coding.unit;
    taken.push(property);
  }
  const descriptions = taken.map(({ holder, node }) => descriptionWith(text, holder, node)).join('');
  const packet = coding.encode(
    splicedText(
      text,
      taken.map(({ node }) => ({ ...rangeOf(node), text: '' })),
    ),
  );
  return [packet, withDescriptions(extended, coding.shown(descriptions))];
}

function rangeOf(node: RdfNode | RdfAttribute): { readonly start: number; readonly end: number } {
  return { start: node.start, end: 'end' in node ? node.end : node.valueEnd + 1 };
}

function lengthOf(node: RdfNode | RdfAttribute): number {
  const { start, end } = rangeOf(node);
  return end - start;
}

/** A property in a description of its own, with all namespaces of the place that it comes from. */
function descriptionWith(text: string, holder: RdfNode, node: RdfNode | RdfAttribute): string {
  const about = holder.attributes.find((one) => isRdf(one, 'about'));
  const declared = [...inScope(holder.names)];
  const [prefix] = declared.find(([, uri]) => uri === rdf)!;
  const namespaces = declared.map(([name, uri]) => ` xmlns:${name}="${escapeXml(uri)}"`).join('');
  const value = about ? text.slice(about.valueStart, about.valueEnd) : '';
  const attributes = `${namespaces} ${prefix}:about="${value}"`;
  const { start, end } = rangeOf(node);
  const own = text.slice(start, end);
  return 'end' in node
    ? `<${prefix}:Description${attributes}>${own}</${prefix}:Description>`
    : `<${prefix}:Description${attributes}${own}/>`;
}

/** Prefixes and URIs, each as it is meant there. */
function inScope(names: Names): ReadonlyMap<string, string> {
  const outer = names.outer ? new Map(inScope(names.outer)) : new Map<string, string>();
  for (const [prefix, uri] of names.own) if (prefix !== 'xml') outer.set(prefix, uri);
  return outer;
}

function withDescriptions(extended: Uint8Array | undefined, descriptions: string): Uint8Array {
  const open = openPacket(extended ?? new TextEncoder().encode(bare()));
  const { end, contentEnd } = open.content.rdf!;
  if (contentEnd === end) refuse();
  return closed(
    open,
    splicedText(open.content.text, [
      { start: contentEnd, end: contentEnd, text: open.coding.stored(descriptions) },
    ]),
  );
}
