// What the changes make of XMP and IPTC, where each format keeps them. Fetched when an edit is about them.
import { editIptc, iptcTouched } from '../blocks/iptc/edit.js';
import { iptcIn, withDigest, withIptc } from '../blocks/photoshop/edit.js';
import { editXmp, openPacket } from '../blocks/xmp/edit.js';
import { editXmpParts } from '../blocks/xmp/edit-extended.js';
import { xmpTouched } from '../blocks/xmp/edit-touched.js';
import { assembleExtended } from '../blocks/xmp/extended.js';
import { isSameBytes } from '../bytes/same-bytes.js';
import type { Scan } from '../bytes/scan.js';
import { View } from '../bytes/view.js';
import type { IptcChanges, XmpChanges } from '../changes.js';
import type { Put } from '../containers/put.js';
import type { BlockRef, Context, Tag } from '../types.js';
import { mainBlock } from './main-block.js';
import { bytesOfRef } from './verify.js';

/** What an edit of a standard wants written, and which tags it is about. */
export interface TextDraft {
  readonly puts: readonly Put[];
  readonly touches: (tag: Tag) => boolean;
}

const guidPattern = /HasExtendedXMP\s*(?:=\s*["']|>\s*)([0-9A-F]{32})/;

/** XMP; in a JPEG the main packet and the extended one. */
export function* draftXmp(
  changes: XmpChanges | null,
  refs: readonly BlockRef[],
  format: string,
  { limits, warn }: Context,
): Scan<TextDraft> {
  const ref = mainBlock(refs, 'xmp', format);
  const found = ref && (yield* bytesOfRef(ref, limits.blockBytes));
  const before = found && holdsMarkup(found) ? found : undefined;
  const open = before && changes !== null ? openPacket(before) : undefined;
  const touches = xmpTouched(open, changes);
  const replaced = (puts: readonly Put[]): readonly Put[] => {
    if (ref && !before && puts.some(({ bytes }) => bytes))
      warn('malformed', 'the XMP held no XML: a new packet takes its place', ref.ranges[0]!.start, ref.path);
    return puts;
  };
  if (format !== 'jpeg')
    return {
      puts: replaced(changed({ kind: 'xmp', ref, bytes: editXmp(open, changes) }, before)),
      touches,
    };
  const segments = refs.filter(({ kind }) => kind === 'xmp-extended');
  const extended = before && (yield* extendedPacket(before, segments, limits.blockBytes));
  const after = editXmpParts({ main: open, extended }, changes);
  const puts = replaced(changed({ kind: 'xmp', ref, bytes: after.main }, before));
  const held: BlockRef | undefined = extended && {
    kind: 'xmp-extended',
    ranges: segments.flatMap(({ ranges }) => ranges),
    path: 'jpeg/APP1',
  };
  const more: Put = { kind: 'xmp-extended', ref: held, bytes: after.extended, guid: after.guid };
  return { puts: [...puts, ...changed(more, extended)], touches };
}

/** Whether there is any XML: without it nothing was said that could be lost. */
function holdsMarkup(packet: Uint8Array): boolean {
  return packet.includes(0x3c);
}

/** The extended packet that a main one names. */
function* extendedPacket(
  main: Uint8Array,
  segments: readonly BlockRef[],
  most: number,
): Scan<Uint8Array | undefined> {
  // Of UTF-16 and UTF-32 every other byte, or more, is none of the text's.
  const text = new TextDecoder('latin1').decode(main).replaceAll('\0', '');
  const guid = guidPattern.exec(text)?.[1];
  if (!guid || segments.length === 0) return undefined;
  const views = [];
  for (const segment of segments) {
    const bytes = yield* bytesOfRef(segment, most);
    views.push({ view: new View(bytes), start: 0, end: bytes.length });
  }
  return assembleExtended(views, guid);
}

/** IPTC; in JPEG within Photoshop's resources, so in PNG where it is not by itself. */
export function* draftIptc(
  changes: IptcChanges | null,
  refs: readonly BlockRef[],
  format: string,
  { limits }: Context,
): Scan<TextDraft> {
  const touches = iptcTouched(changes);
  const own = mainBlock(refs, 'iptc', format);
  const resources = format === 'tiff' ? undefined : mainBlock(refs, 'photoshop', format);
  const isWithin = format === 'jpeg' || (format === 'png' && (resources !== undefined || !own));
  const ref = isWithin ? resources : own;
  const holder = ref && (yield* bytesOfRef(ref, limits.blockBytes));
  const before = isWithin ? holder && iptcIn(holder) : holder;
  const after = editIptc(before, changes);
  if (isSame(before, after)) return { puts: [], touches };
  if (format === 'tiff')
    return { puts: yield* tiffPuts(ref, before, after, refs, limits.blockBytes), touches };
  if (!isWithin) return { puts: [{ kind: 'iptc', ref, bytes: after }], touches };
  return { puts: [{ kind: 'photoshop', ref, bytes: withIptc(holder, after, changes === null) }], touches };
}

/** The XMP of a file in one packet. */
export function* wholeXmp(
  refs: readonly BlockRef[],
  format: string,
  { limits, warn }: Context,
): Scan<Uint8Array | undefined> {
  const ref = mainBlock(refs, 'xmp', format);
  const extended = refs.find(({ kind }) => kind === 'xmp-extended');
  if (extended) warn('unknown', 'extended XMP is not copied', extended.ranges[0]?.start ?? 0, extended.path);
  return ref && (yield* bytesOfRef(ref, limits.blockBytes)).slice();
}

/** The IPTC records of a file. */
export function* wholeIptc(
  refs: readonly BlockRef[],
  format: string,
  { limits }: Context,
): Scan<Uint8Array | undefined> {
  const resources = format === 'tiff' ? undefined : mainBlock(refs, 'photoshop', format);
  const inside = resources && iptcIn(yield* bytesOfRef(resources, limits.blockBytes));
  const own = mainBlock(refs, 'iptc', format);
  return (inside ?? (own && (yield* bytesOfRef(own, limits.blockBytes))))?.slice();
}

/** A packet in place of what a file has of XMP; the extended part of that goes. */
export function xmpInPlace(packet: Uint8Array, refs: readonly BlockRef[], format: string): readonly Put[] {
  const ref = mainBlock(refs, 'xmp', format);
  if (format !== 'jpeg') return [{ kind: 'xmp', ref, bytes: packet }];
  const { main, extended, guid } = editXmpParts({ main: packet }, {});
  const segments = refs.filter(({ kind }) => kind === 'xmp-extended');
  const held =
    segments.length > 0 ? { ...segments[0]!, ranges: segments.flatMap(({ ranges }) => ranges) } : undefined;
  const puts: Put[] = [{ kind: 'xmp', ref, bytes: main }];
  if (held || extended) puts.push({ kind: 'xmp-extended', ref: held, bytes: extended, guid });
  return puts;
}

/** Records in place of what a file has of IPTC. */
export function* iptcInPlace(
  records: Uint8Array,
  refs: readonly BlockRef[],
  format: string,
  { limits }: Context,
): Scan<Put> {
  const own = mainBlock(refs, 'iptc', format);
  if (format !== 'jpeg' && (format !== 'png' || own)) return { kind: 'iptc', ref: own, bytes: records };
  const ref = mainBlock(refs, 'photoshop', format);
  const holder = ref && (yield* bytesOfRef(ref, limits.blockBytes));
  return { kind: 'photoshop', ref, bytes: withIptc(holder, records) };
}

/** IPTC has an entry of its own in TIFF, and Photoshop's resources, with the digest of it, another. */
function* tiffPuts(
  ref: BlockRef | undefined,
  before: Uint8Array | undefined,
  after: Uint8Array | undefined,
  refs: readonly BlockRef[],
  most: number,
): Scan<Put[]> {
  // whole numbers of 32 bits, as which many writers have it: so the digest is of all that the entry holds
  const bytes = after && new Uint8Array((after.length + 3) & ~3);
  if (after) bytes?.set(after);
  const put: Put = { kind: 'iptc', ref, bytes };
  const holder = before && mainBlock(refs, 'photoshop', 'tiff');
  if (!holder) return [put];
  const resources = yield* bytesOfRef(holder, most);
  const signed = withDigest(resources, before, bytes);
  return signed === resources ? [put] : [put, { kind: 'photoshop', ref: holder, bytes: signed }];
}

function changed(put: Put, before: Uint8Array | undefined): Put[] {
  return isSame(before, put.bytes) ? [] : [put];
}

function isSame(before: Uint8Array | undefined, after: Uint8Array | undefined): boolean {
  return before && after ? isSameBytes(before, after) : before === after;
}
