// Keeps the gain map of an Ultra HDR JPEG: a second picture, cleaned, with just the numbers that HDR displays need.
import { totalLength } from '../../bytes/pieces.js';
import type { Scan } from '../../bytes/scan.js';
import { ascii } from '../../bytes/text.js';
import { MetadataError } from '../../errors.js';
import { MP_IMAGE_LIST } from '../../structures/tiff/ids.js';
import { type RawEntry, readRawIfd, readTiffShape } from '../../structures/tiff/strict.js';
import { rdfProperties } from '../../structures/xmp/properties.js';
import { appleGainMap } from '../apple-gain-map.js';
import { PlanBuilder, type PlanInput } from '../plan.js';
import { pictureAlone, writePicture } from './picture.js';
import { isoGainMap, type Segment, type WalkedJpeg, walkSegments } from './walk.js';
import { decimal, hdrgm, segmentOf, xmpSegment } from './xmp-segments.js';

/** A gain map that can stay. */
export interface GainMap {
  /** Where it begins in the source. */
  readonly start: number;
  /** Where it ends there. */
  readonly end: number;
  /** Its picture, cleaned. */
  readonly plan: PlanBuilder;
  /** Whether XMP tells of it, which then has to stand in the main picture too. */
  readonly told: boolean;
  /** Segments that the main picture needs; the last is the index, which {@link fillIndex} completes. */
  readonly segments: readonly Uint8Array[];
}

const mpEntryBytes = 16;
const maxPacketBytes = 65_536;

/** The gain map behind the picture of a walk, where all that it says is understood. */
export function* planGainMap(input: PlanInput, walk: WalkedJpeg): Scan<GainMap | undefined> {
  for (const start of yield* furtherPictures(input, walk)) {
    const found = yield* cleanGainMap(input, start);
    if (found) return found;
  }
  return undefined;
}

/** Where further pictures may begin: as the index says (CIPA DC-007, 5.2.3.3), and right behind the first one. */
export function* furtherPictures(
  { context }: PlanInput,
  { segments, end }: WalkedJpeg,
): Scan<readonly number[]> {
  const starts = new Set<number>();
  const index = segments.find(({ kind }) => kind === 'mpf');
  if (index?.content !== undefined) {
    for (const start of yield* indexedPictures(index.content, index.end)) if (start >= end) starts.add(start);
  }
  starts.add(end);
  const found: number[] = [];
  for (const start of [...starts].slice(0, context.limits.items)) {
    const view = yield { start, end: start + 3 };
    if (view.has(start, start + 3) && view.u16(start) === 0xffd8 && view.u8(start + 2) === 0xff)
      found.push(start);
  }
  return found;
}

function* indexedPictures(base: number, end: number): Scan<number[]> {
  try {
    const shape = yield* readTiffShape(base, end);
    const { entries } = yield* readRawIfd(shape, shape.first, 64);
    const list: RawEntry | undefined = entries.find(({ id }) => id === MP_IMAGE_LIST);
    if (!list) return [];
    const view = yield { start: list.start, end: list.start + list.length };
    const offsets: number[] = [];
    for (let at = list.start; at + mpEntryBytes <= list.start + list.length; at += mpEntryBytes) {
      const offset = view.u32(at + 8, shape.littleEndian);
      if (offset !== 0) offsets.push(base + offset);
    }
    return offsets;
  } catch (error) {
    if (isDamage(error)) return [];
    throw error;
  }
}

function isDamage(error: unknown): boolean {
  return error instanceof MetadataError && error.code !== 'source-failed' && error.code !== 'aborted';
}

function* cleanGainMap(input: PlanInput, start: number): Scan<GainMap | undefined> {
  try {
    const walk = yield* walkSegments(input, start, 'jpeg/gain map');
    if (!walk.closed) return undefined;
    const iso = yield* isoSegment(walk.segments);
    const packet = yield* gainMapPacket(walk.segments);
    const plan = new PlanBuilder();
    const inside = {
      ...input,
      stated: undefined,
      rules: { ...pictureAlone(input.rules), colour: input.rules.colour },
    };
    const apple = packet || iso ? undefined : yield* applePacket(input, walk.segments);
    if (!iso && !packet && !apple) return undefined;
    const told = [packet, apple, iso].filter((segment) => segment !== undefined);
    yield* writePicture(plan, inside, walk, told);
    const segments = [...(iso ? [isoSegmentOf(new Uint8Array(4))] : []), indexSegment()];
    return { start, end: walk.end, plan, told: packet !== undefined, segments };
  } catch (error) {
    if (isDamage(error)) return undefined;
    throw error;
  }
}

/**
 * The ISO 21496-1 segment cut to its numbers; of a version that is not known, none. Behind two versions and the
 * flags (0x80: three channels, 0x08: one denominator for all) stand two headrooms and five numbers a channel.
 */
function* isoSegment(segments: readonly Segment[]): Scan<Uint8Array | undefined> {
  const segment = segments.find(({ kind }) => kind === 'gainmap');
  if (segment?.content === undefined) return undefined;
  const { content, end } = segment;
  const view = yield { start: content, end };
  if (end < content + 5 || view.u16(content) !== 0) return undefined;
  const flags = view.u8(content + 4);
  const channels = flags & 0x80 ? 3 : 1;
  const length = 5 + (flags & 0x08 ? 12 + 20 * channels : 16 + 40 * channels);
  return content + length <= end ? isoSegmentOf(view.slice(content, content + length)) : undefined;
}

function isoSegmentOf(numbers: Uint8Array): Uint8Array {
  return segmentOf(0xe2, [ascii(isoGainMap), numbers]);
}

const single = ['OffsetSDR', 'OffsetHDR', 'HDRCapacityMin', 'HDRCapacityMax'];
const perChannel = ['GainMapMin', 'GainMapMax', 'Gamma'];
const needed = ['Version', 'GainMapMax', 'HDRCapacityMax'];

/** A packet of just the gain map's properties (Adobe's gain map specification 1.0, "Metadata"). */
function* gainMapPacket(segments: readonly Segment[]): Scan<Uint8Array | undefined> {
  for (const found of yield* xmpOf(segments)) {
    const properties = new Map<string, readonly string[]>();
    for (const [name, values] of found) {
      if (name.startsWith(hdrgm))
        properties.set(
          name.slice(hdrgm.length),
          values.map((value) => value.trim()),
        );
    }
    if (properties.size > 0)
      return needed.every((name) => properties.has(name)) ? packetOf(properties) : undefined;
  }
  return undefined;
}

/** What the packets of a picture state, by names with their namespaces. */
function* xmpOf(segments: readonly Segment[]): Scan<ReadonlyMap<string, readonly string[]>[]> {
  const said: ReadonlyMap<string, readonly string[]>[] = [];
  for (const { kind, content, end } of segments) {
    if (kind !== 'xmp' || content === undefined || end - content > maxPacketBytes) continue;
    const view = yield { start: content, end };
    const found = rdfProperties(new TextDecoder().decode(view.slice(content, end)));
    if (found) said.push(found);
  }
  return said;
}

/** A segment of what Apple's phones say of their gain map. */
function* applePacket({ context }: PlanInput, segments: readonly Segment[]): Scan<Uint8Array | undefined> {
  for (const found of yield* xmpOf(segments)) {
    const apple = appleGainMap(found);
    if (!apple) continue;
    if (!apple.headroom) {
      const why = 'the gain map stays, but its headroom is told in the maker note alone, which goes';
      context.warn('unknown', why, segments[0]?.start ?? 0, 'jpeg/gain map');
    }
    return xmpSegment(apple.attributes, '');
  }
  return undefined;
}

/** `undefined` where a value has not the form it should have. */
function packetOf(properties: ReadonlyMap<string, readonly string[]>): Uint8Array | undefined {
  const attributes: string[] = [];
  const lists: string[] = [];
  const forms = [
    ...['Version'].map((name) => [name, /^\d{1,3}\.\d{1,3}$/] as const),
    ...['BaseRenditionIsHDR'].map((name) => [name, /^(?:True|False)$/i] as const),
    ...[...single, ...perChannel].map((name) => [name, decimal] as const),
  ];
  for (const [name, form] of forms) {
    const values = properties.get(name);
    if (!values) continue;
    const count = values.length;
    const several = perChannel.includes(name) || single.slice(0, 2).includes(name);
    if (!(count === 1 || (several && count === 3)) || !values.every((value) => form.test(value)))
      return undefined;
    if (count === 1) attributes.push(` hdrgm:${name}="${values[0]}"`);
    else {
      const items = values.map((value) => `<rdf:li>${value}</rdf:li>`).join('');
      lists.push(`<hdrgm:${name}><rdf:Seq>${items}</rdf:Seq></hdrgm:${name}>`);
    }
  }
  return xmpSegment(` xmlns:hdrgm="${hdrgm}"${attributes.join('')}`, lists.join(''));
}

/** An index of two pictures (CIPA DC-007, 5.2), its sizes and the second's offset yet to be filled in. */
function indexSegment(): Uint8Array {
  const bytes = new Uint8Array(8 + 2 + 3 * 12 + 4 + 2 * mpEntryBytes);
  const data = new DataView(bytes.buffer);
  const entry = (at: number, id: number, type: number, count: number, value: number): void => {
    data.setUint16(at, id);
    data.setUint16(at + 2, type);
    data.setUint32(at + 4, count);
    data.setUint32(at + 8, value);
  };
  data.setUint32(0, 0x4d4d002a);
  data.setUint32(4, 8);
  data.setUint16(8, 3);
  entry(10, 0xb000, 7, 4, 0x30313030);
  entry(22, 0xb001, 4, 1, 2);
  entry(34, MP_IMAGE_LIST, 7, 2 * mpEntryBytes, indexEntriesAt);
  data.setUint32(indexEntriesAt, 0x030000);
  return segmentOf(0xe2, [ascii('MPF\0'), bytes]);
}

/** Of the index from its TIFF header on; that header from the segment on. */
const indexEntriesAt = 50;
const indexHeaderAt = 8;

/** Writes into the index how long the main picture of `pieces` is, and where the gain map follows it. */
export function fillIndex(main: PlanBuilder, { plan, segments }: GainMap): void {
  const index = segments.at(-1)!;
  const before = main.pieces.slice(0, main.pieces.indexOf(index));
  const data = new DataView(index.buffer, index.byteOffset + indexHeaderAt + indexEntriesAt);
  const length = totalLength(main.pieces);
  data.setUint32(4, length);
  data.setUint32(mpEntryBytes + 4, totalLength(plan.pieces));
  data.setUint32(mpEntryBytes + 8, length - totalLength(before) - indexHeaderAt);
}
