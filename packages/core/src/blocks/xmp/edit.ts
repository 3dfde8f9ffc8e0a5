// Edits a packet: properties are set, deleted or changed in part, and all else stays as it is, byte for byte.
import type { XmpChanges } from '../../changes.js';
import { MetadataError } from '../../errors.js';
import { type PacketCoding, packetCoding } from '../../structures/xmp/coding.js';
import { rdf, uriOf, xml } from '../../structures/xmp/names.js';
import { emptyPacket } from '../../structures/xmp/packet.js';
import { isRdf, type RdfNode, rdfElements } from '../../structures/xmp/tree.js';
import { findIn, namespaceSplices, splicesOf, type TextSplice } from './edit-apply.js';
import { type Change, type PropertyChange, propertyChanges, type XmpName } from './edit-values.js';

/** A packet that can be edited. */
export interface OpenPacket {
  readonly bytes: Uint8Array;
  readonly coding: PacketCoding;
  readonly text: string;
}

/**
 * The packet with the changes made; a new one where there is none. `undefined` where it is to go: by `null`, or as
 * nothing is left. Throws `not-writable` for what cannot be set, and `malformed` for a packet that is no XMP.
 */
export function editXmp(packet: Uint8Array | undefined, changes: XmpChanges | null): Uint8Array | undefined {
  if (changes === null) return undefined;
  const open = openPacket(packet ?? emptyPacket());
  return editedPacket(open, propertyChanges(changes, declaredIn(open.text)));
}

/** The same for changes that are checked already. */
export function editedPacket(open: OpenPacket, changes: readonly PropertyChange[]): Uint8Array | undefined {
  let { text } = open;
  for (const change of changes) text = changed(text, open.coding, change);
  return hasProperties(text) ? closed(open, text) : undefined;
}

/** A packet's text. Throws `malformed` where it is not to be followed. */
export function openPacket(bytes: Uint8Array): OpenPacket {
  const coding = packetCoding(bytes);
  const text = coding?.decode(bytes);
  if (!coding || text === undefined || !rdfOf(text))
    throw new MetadataError('malformed', 'the XMP packet is not well-formed: it cannot be edited', {
      path: 'xmp',
    });
  return { bytes, coding, text };
}

/** The element that holds the descriptions. */
export function rdfOf(text: string): RdfNode | undefined {
  return rdfElements(text)?.[0];
}

/** What a prefix stands for in a packet's descriptions. */
export function declaredIn(text: string): (prefix: string) => string | undefined {
  let descriptions: readonly RdfNode[] | undefined;
  return (prefix) => {
    descriptions ??= descriptionsOf(text);
    for (const { names } of descriptions) {
      const uri = uriOf(prefix, names);
      if (uri !== undefined) return uri;
    }
    return undefined;
  };
}

export function descriptionsOf(text: string): RdfNode[] {
  return rdfOf(text)?.children.filter((child) => isRdf(child, 'Description')) ?? [];
}

/** Whether a property stands in a packet. */
export function holdsProperty(text: string, name: XmpName): boolean {
  return descriptionsOf(text).some((description) => findIn(description, name).length > 0);
}

function hasProperties(text: string): boolean {
  return descriptionsOf(text).some((description) => propertiesOf(description).length > 0);
}

function propertiesOf({ attributes, children }: RdfNode): XmpName[] {
  return [...attributes, ...children]
    .filter(({ uri }) => uri !== rdf && uri !== xml)
    .map(({ uri, prefix = '', local }) => ({ uri, prefix, local }));
}

function changed(text: string, coding: PacketCoding, change: PropertyChange): string {
  if (change.name) {
    let made = text;
    for (const part of partsOf(change.change)) made = withPart(made, coding, change.name, part);
    return made;
  }
  return splicedText(text, namespaceSplices(text, descriptionsOf(text), change));
}

/** A change of several fields as changes of one, those that delete at the end. */
function partsOf(change: Change): Change[] {
  if (!change || !('fields' in change)) return [change];
  const parts = change.fields.flatMap(([name, inner]) =>
    partsOf(inner).map((part): Change => ({ ...change, fields: [[name, part]] })),
  );
  return parts.sort((a, b) => Number(deletes(a)) - Number(deletes(b)));
}

function deletes(change: Change): boolean {
  return !change || ('fields' in change && change.fields.every(([, inner]) => deletes(inner)));
}

function withPart(text: string, coding: PacketCoding, name: XmpName, change: Change): string {
  const root = rdfOf(text);
  if (!root) throw new MetadataError('malformed', 'the XMP packet came apart', { path: 'xmp' });
  const descriptions = descriptionsOf(text);
  if (descriptions.length === 0)
    return change ? withPart(withDescription(text, root), coding, name, change) : text;
  const { stored, shown } = coding;
  return splicedText(text, splicesOf({ text, stored, shown }, descriptions, name, change));
}

/** The text with an empty description. */
function withDescription(text: string, root: RdfNode): string {
  const tag = text.slice(root.start + 1, root.contentStart);
  const name = /^[^\s/>]+/.exec(tag)![0];
  const prefix = name.slice(0, name.lastIndexOf(':') + 1);
  const description = `<${prefix}Description ${prefix}about=""/>`;
  const isEmpty = root.contentStart === root.end;
  const [start, end] = isEmpty
    ? [root.contentStart - 2, root.contentStart]
    : [root.contentStart, root.contentStart];
  return splicedText(text, [{ start, end, text: isEmpty ? `>${description}</${name}>` : description }]);
}

/** The text with the splices, which do not overlap, made; of those at one place in the order given. */
export function splicedText(text: string, splices: readonly TextSplice[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const splice of [...splices].sort((a, b) => a.start - b.start)) {
    pieces.push(text.slice(at, splice.start), splice.text);
    at = splice.end;
  }
  return pieces.join('') + text.slice(at);
}

/** Blanks that a packet which becomes shorter may come to have; where it had more, as many. */
const maxPadding = 4096;
const trailer = /(\s*)<\?xpacket end=(["'])([rw])\2\s*\?>[\s\0]*$/;

/** The bytes of an edited text: padding is used up before the packet grows, and put in where it shrinks. */
export function closed({ bytes, coding, text }: OpenPacket, edited: string): Uint8Array {
  if (edited === text) return bytes;
  const made = coding.encode(edited);
  const end = trailer.exec(edited);
  const [, blanks = '', , writable] = end ?? [];
  const room = Math.trunc((bytes.length - made.length) / coding.unit);
  if (!end || room === 0 || (room > 0 && writable === 'r')) return made;
  const wanted = Math.max(blanks.length + room, Math.min(blanks.length, 1));
  const padding = Math.min(wanted, Math.max(maxPadding, blanks.length));
  const kept = blanks.slice(0, padding);
  const padded = `${kept.padEnd(padding - 1)}${kept.length < padding ? '\n' : ''}`;
  return coding.encode(edited.slice(0, end.index) + padded + edited.slice(end.index + blanks.length));
}
