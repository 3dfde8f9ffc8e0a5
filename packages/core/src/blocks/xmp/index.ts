// The XMP block: packets to tags under ExifTool's names, and to objects by namespace.

import { type BlockView, blockView } from '../../bytes/block-view.js';
import { searchFor } from '../../bytes/find.js';
import { Slot } from '../../bytes/once.js';
import type { Scan } from '../../bytes/scan.js';
import { FOCAL_PLANE_X_RESOLUTION, FOCAL_PLANE_Y_RESOLUTION } from '../../structures/tiff/ids.js';
import type { XmlFault } from '../../structures/xmp/xml-walk.js';
import type { XmpTags } from '../../tags/block-types.generated.js';
import type { Block, BlockRef, Context, Loaded, Tag, TagValue, Text, ValuePrinter } from '../../types.js';
import { assembleExtended } from './extended.js';
import { googleRef, hasGoogleCamera } from './google-notes.js';
import { placeOf } from './place.js';
import { type FoundLeaves, maxListItems, type RdfLimits, readRdf, type Values } from './rdf.js';
import { structured } from './structure.js';
import { Gathering, leafText, leafValue } from './tag.js';
import { packetText } from './text.js';

/**
 * XMP by family 1 prefix (`dc`, `crs`, `iptcExt` ...) and ExifTool's tag name: text, numbers, booleans,
 * bytes; lists as arrays, also of one item; structures as objects, their fields' names capitalised.
 */
export interface XmpByNamespace {
  readonly [prefix: string]: { readonly [name: string]: TagValue } | undefined;
}

/** {@link XmpByNamespace} with every value as ExifTool prints it. */
export interface XmpText {
  readonly [prefix: string]: { readonly [name: string]: Text };
}

/** The XMP of a file. */
export interface LoadedXmp extends Loaded<XmpByNamespace> {
  /** The printed values by namespace, lists as arrays and structures as objects. */
  printed(): XmpText | undefined;
}

interface Packet {
  readonly bytes: Uint8Array;
  readonly offset: number;
  readonly path: string;
}

/** By EXIF's number: the rationals that are asked for as they stand. */
const fractions: ReadonlyMap<number, string> = new Map([
  [FOCAL_PLANE_X_RESOLUTION, 'FocalPlaneXResolution'],
  [FOCAL_PLANE_Y_RESOLUTION, 'FocalPlaneYResolution'],
]);

class Xmp implements LoadedXmp {
  readonly handedOn: readonly BlockRef[];
  readonly #packets: readonly Packet[];
  readonly #segments: readonly BlockView[];
  readonly #context: Context;
  readonly #mediaCodes: ValuePrinter;
  #gathered: Gathering | undefined;
  /** What may yet be read of the file's packets together. */
  #valuesLeft: number;
  #partsLeft: number;
  /** What was told last, by name or path. */
  readonly #noted = new Map<string, string>();

  constructor(
    packets: readonly Packet[],
    segments: readonly BlockView[],
    context: Context,
    mediaCodes: ValuePrinter = {},
    handedOn: readonly BlockRef[] = [],
  ) {
    this.handedOn = handedOn;
    this.#packets = packets;
    this.#segments = segments;
    this.#context = context;
    this.#mediaCodes = mediaCodes;
    this.#valuesLeft = context.limits.values;
    this.#partsLeft = context.limits.values * 2;
  }

  tags(): readonly Tag[] {
    return this.#all().tags;
  }

  value(): XmpByNamespace | undefined {
    const { tags } = this.#all();
    return tags.length ? (structured(tags, leafValue, (tag) => tag.value) as XmpByNamespace) : undefined;
  }

  printed(): XmpText | undefined {
    const { tags } = this.#all();
    return tags.length ? (structured<Text>(tags, leafText, (tag) => tag.text) as XmpText) : undefined;
  }

  fraction(id: number): readonly [number, number] | undefined {
    const name = fractions.get(id);
    const tag = name && this.#all().tags.findLast((one) => one.group === 'XMP-exif' && one.name === name);
    const parts = tag && /^(\d+)\/(\d+)$/.exec(tag.raw);
    return parts ? [Number(parts[1]), Number(parts[2])] : undefined;
  }

  #all(): Gathering {
    if (this.#gathered) return this.#gathered;
    const gathered = new Gathering(this.#context.budget, this.#mediaCodes);
    this.#gathered = gathered;
    for (const packet of this.#packets) this.#gather(packet, gathered);
    if (!this.#segments.length) return gathered;
    const bytes = this.#extended(gathered);
    if (bytes) this.#gather({ bytes, offset: 0, path: 'xmp-extended' }, gathered);
    return gathered;
  }

  #extended(gathered: Gathering): Uint8Array | undefined {
    const named = gathered.tags.findLast(({ name }) => name === 'HasExtendedXMP')?.value;
    const { view, start } = this.#segments[0]!;
    const offset = view.start + (start - view.start);
    if (typeof named !== 'string') {
      this.#context.warn('malformed', 'extended XMP that no packet names', offset, 'xmp-extended');
      return undefined;
    }
    const bytes = assembleExtended(this.#segments, named);
    if (!bytes) this.#context.warn('truncated', 'extended XMP is not complete', offset, 'xmp-extended');
    return bytes;
  }

  /** Adds the values of a packet; lists do not go on from one packet to the next. */
  #gather({ bytes, offset, path }: Packet, gathered: Gathering): void {
    if (this.#valuesLeft <= 0 || this.#partsLeft <= 0) {
      if (!this.#noted.has(path)) this.#context.warn('limit-exceeded', 'too much XMP in all', offset, path);
      this.#noted.set(path, '');
      return;
    }
    const before = gathered.tags.length;
    gathered.endLists();
    const found = parsePacket(
      bytes,
      this.#partsLeft,
      this.#valuesLeft,
      this.#context,
      offset,
      path,
      gathered,
    );
    if (!found) return;
    this.#valuesLeft -= found.count;
    this.#partsLeft -= found.parts;
    this.#notes(found, gathered, before);
  }

  /** Puts what stands beside the properties before them, each where it differs from the last of its name. */
  #notes({ notes }: FoundLeaves, gathered: Gathering, at: number): void {
    const { tags } = gathered;
    const end = tags.length;
    for (const [name, raw] of notes) {
      if (this.#noted.get(name.full) === raw) continue;
      this.#noted.set(name.full, raw);
      gathered.add(placeOf(undefined, name), raw, undefined, false, undefined);
    }
    if (end < tags.length) tags.splice(at, 0, ...tags.splice(end));
  }
}

/** Tells the simple values of a packet, up to where it is no XML or a limit is met; undefined where there is none. */
function parsePacket(
  bytes: Uint8Array,
  maxParts: number,
  maxValues: number,
  context: Context,
  offset: number,
  path: string,
  values: Values,
): FoundLeaves | undefined {
  const text = packetText(bytes);
  if (!text) {
    context.warn('malformed', 'empty XMP', offset, path);
    return undefined;
  }
  // a structure in a list takes up to four elements of depth, and a value up to two tags
  const maxDepth = context.limits.depth * 8;
  const limits: RdfLimits = { maxParts, maxValues, maxDepth, maxItems: maxListItems };
  let told: string[] | undefined;
  const fault: XmlFault = (code, message) => {
    told ??= [];
    if (told.includes(code)) return;
    told.push(code);
    context.warn(code, `XMP: ${message}`, offset, path);
  };
  return readRdf(text, limits, fault, values);
}

/** XMP out of the text of a sidecar, a PNG chunk or a HEIF item; never throws on bad text. */
export function parseXmp(bytes: Uint8Array, context: Context, path: string, offset = 0): LoadedXmp {
  return new Xmp([{ bytes, offset, path }], [], context);
}

const hasLensId = searchFor('LensID');
const hasMediaCode = searchFor('MediaSummaryCode');

/** Whether it may hold what another block explains, by a name: text in wide letters is not searched. */
function mayHold(has: typeof hasLensId, { view: { bytes, start: origin }, start, end }: BlockView): boolean {
  const from = start - origin;
  const to = end - origin;
  for (let at = from; at < Math.min(from + 4, to); at++) if (bytes[at] === 0) return true;
  return has(bytes, from, to);
}

function* load(refs: readonly BlockRef[], context: Context): Scan<LoadedXmp> {
  const packets: Packet[] = [];
  const segments: BlockView[] = [];
  const explained: BlockRef[] = [];
  const printer: ValuePrinter = {};
  let hasNotes = false;
  for (const ref of refs) {
    const block = yield* blockView(ref, context);
    if (ref.kind === 'xmp-extended') segments.push(block);
    else {
      const { view, start, end } = block;
      packets.push({ bytes: view.slice(start, end), offset: start, path: ref.path });
    }
    const { ranges, path } = ref;
    if (mayHold(hasLensId, block)) explained.push({ kind: 'lens-id', ranges, path });
    if (mayHold(hasMediaCode, block)) explained.push({ kind: 'plus-codes', ranges, path, printer });
    if (!hasNotes) hasNotes = mayHold(hasGoogleCamera, block);
  }
  if (hasNotes && refs[0]) explained.push(googleRef(refs[0], () => loaded.tags()));
  const loaded = new Xmp(packets, segments, context, printer, explained);
  if (refs[0]) loadedFrom.set(refs[0], { refs, loaded });
  return loaded;
}

/** By the first of their references. */
const loadedFrom = new Slot<BlockRef, { readonly refs: readonly BlockRef[]; readonly loaded: LoadedXmp }>();

/** What was loaded of just these references, for who needs it, too. */
export function loadedXmp(refs: readonly BlockRef[]): LoadedXmp | undefined {
  const found = refs[0] && loadedFrom.get(refs[0]);
  const isSame = found?.refs.length === refs.length && refs.every((ref, i) => ref === found.refs[i]);
  return isSame ? found.loaded : undefined;
}

/** XMP packets and JPEG's extended XMP. */
export const xmp: Block<'xmp', XmpByNamespace & XmpTags> & {
  load(refs: readonly BlockRef[], context: Context): Scan<LoadedXmp>;
} = { name: 'xmp', kinds: ['xmp', 'xmp-extended'], holds: ['lens-id', 'plus-codes', 'google-notes'], load };
