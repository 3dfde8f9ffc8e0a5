// Edits a packet: properties are set, deleted or changed in part, and all else stays as it is, byte for byte.
import type { XmpChanges } from '../../changes.js';
import { MetadataError } from '../../errors.js';
import { type PacketCoding, packetCoding } from '../../structures/xmp/coding.js';
import { rdf, uriOf, xml } from '../../structures/xmp/names.js';
import { emptyPacket } from '../../structures/xmp/packet.js';
import { isRdf, type RdfNode, rdfElements } from '../../structures/xmp/tree.js';
import { findIn, namespaceSplices, splicesOf, type TextSplice } from './edit-apply.js';
import { type Change, type PropertyChange, propertyChanges, type XmpName } from './edit-values.js';

/** The text of a packet, whose XML is walked once, when its elements are first asked for. */
export class WalkedText {
  readonly text: string;
  #rdf: RdfNode | undefined;
  #isWalked = false;

  constructor(text: string) {
    this.text = text;
  }

  /** The element that holds the descriptions; `undefined` where the text is no XML or has none. */
  get rdf(): RdfNode | undefined {
    if (!this.#isWalked) this.#rdf = rdfElements(this.text)?.[0];
    this.#isWalked = true;
    return this.#rdf;
  }

  get descriptions(): RdfNode[] {
    return this.rdf?.children.filter((child) => isRdf(child, 'Description')) ?? [];
  }

  /** With splices made: itself, where there are none. */
  spliced(splices: readonly TextSplice[]): WalkedText {
    return splices.length > 0 ? new WalkedText(splicedText(this.text, splices)) : this;
  }
}

/** A packet that can be edited. */
export interface OpenPacket {
  readonly bytes: Uint8Array;
  readonly coding: PacketCoding;
  readonly content: WalkedText;
}

/**
 * The packet with the changes made; a new one where there is none. `undefined` where it is to go: by `null`, or as
 * nothing is left. Throws `not-writable` for what cannot be set, and `malformed` for a packet that is no XMP.
 */
export function editXmp(
  packet: Uint8Array | OpenPacket | undefined,
  changes: XmpChanges | null,
): Uint8Array | undefined {
  if (changes === null) return undefined;
  const open = openPacket(packet ?? emptyPacket());
  return editedPacket(open, propertyChanges(changes, declaredIn(open.content)));
}

/** The same for changes that are checked already. */
export function editedPacket(open: OpenPacket, changes: readonly PropertyChange[]): Uint8Array | undefined {
  let { content } = open;
  for (const change of changes) content = changed(content, open.coding, change);
  return hasProperties(content) ? closed(open, content.text) : undefined;
}

/** A packet's text, where it is not open already. Throws `malformed` where it is not to be followed. */
export function openPacket(packet: Uint8Array | OpenPacket): OpenPacket {
  if (!(packet instanceof Uint8Array)) return packet;
  const coding = packetCoding(packet);
  const text = coding?.decode(packet);
  const content = text === undefined ? undefined : new WalkedText(text);
  if (!coding || !content?.rdf)
    throw new MetadataError('malformed', 'the XMP packet is not well-formed: it cannot be edited', {
      path: 'xmp',
    });
  return { bytes: packet, coding, content };
}

/** What a prefix stands for in a packet's descriptions. */
export function declaredIn(content: WalkedText): (prefix: string) => string | undefined {
  return (prefix) => {
    for (const { names } of content.descriptions) {
      const uri = uriOf(prefix, names);
      if (uri !== undefined) return uri;
    }
    return undefined;
  };
}

/** Whether a property stands in a packet. */
export function holdsProperty({ descriptions }: WalkedText, name: XmpName): boolean {
  return descriptions.some((description) => findIn(description, name).length > 0);
}

function hasProperties({ descriptions }: WalkedText): boolean {
  return descriptions.some((description) => propertiesOf(description).length > 0);
}

function propertiesOf({ attributes, children }: RdfNode): XmpName[] {
  return [...attributes, ...children]
    .filter(({ uri }) => uri !== rdf && uri !== xml)
    .map(({ uri, prefix = '', local }) => ({ uri, prefix, local }));
}

function changed(content: WalkedText, coding: PacketCoding, change: PropertyChange): WalkedText {
  if (change.name) {
    let made = content;
    for (const part of partsOf(change.change)) made = withPart(made, coding, change.name, part);
    return made;
  }
  return content.spliced(namespaceSplices(content.text, content.descriptions, change));
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

function withPart(content: WalkedText, coding: PacketCoding, name: XmpName, change: Change): WalkedText {
  const { text, rdf: root, descriptions } = content;
  if (!root) throw new MetadataError('malformed', 'the XMP packet came apart', { path: 'xmp' });
  if (descriptions.length === 0)
    return change ? withPart(withDescription(content, root), coding, name, change) : content;
  const { stored, shown } = coding;
  return content.spliced(splicesOf({ text, stored, shown }, descriptions, name, change));
}

/** The text with an empty description. */
function withDescription(content: WalkedText, root: RdfNode): WalkedText {
  const tag = content.text.slice(root.start + 1, root.contentStart);
  const name = /^[^\s/>]+/.exec(tag)![0];
  const prefix = name.slice(0, name.lastIndexOf(':') + 1);
  const description = `<${prefix}Description ${prefix}about=""/>`;
  const isEmpty = root.contentStart === root.end;
  const [start, end] = isEmpty
    ? [root.contentStart - 2, root.contentStart]
    : [root.contentStart, root.contentStart];
  return content.spliced([{ start, end, text: isEmpty ? `>${description}</${name}>` : description }]);
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
export function closed({ bytes, coding, content }: OpenPacket, edited: string): Uint8Array {
  if (edited === content.text) return bytes;
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
