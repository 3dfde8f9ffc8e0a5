// Reads a file before and after: what was put is there, and all that was not asked for is as it was.
import { locate, type Piece, scanPieces, totalLength } from '../bytes/pieces.js';
import { isSameBytes } from '../bytes/same-bytes.js';
import type { ByteRange, Scan } from '../bytes/scan.js';
import { placeAfter, type Splice } from '../bytes/splices.js';
import { gather, StoredBytes } from '../bytes/stored-bytes.js';
import { refuse } from '../containers/plan.js';
import type { Put } from '../containers/put.js';
import type { BlockList } from '../read/block-list.js';
import type { BlockRef, Context, Format, Tag, TagValue, Text } from '../types.js';
import { copiedBlocks, isSameRanges } from './copied-blocks.js';
import { mainBlock } from './main-block.js';
import { contentTags, type FileContent, readContent } from './read-blocks.js';
import type { Drafts } from './standards.js';

/** A tag that came, went or changed, as it is printed. */
export interface TagChange {
  readonly family: string;
  readonly group: string;
  readonly name: string;
  readonly before?: Text;
  readonly after?: Text;
}

/** What is to be checked. */
export interface Check {
  readonly format: Format;
  readonly blocks: BlockList;
  readonly puts: readonly Put[];
  readonly there: Drafts['there'];
  /** Whether a tag may be other than before. */
  readonly mayChange: (tag: Tag) => boolean;
}

/** A new file: its pieces, and the splices that make it. */
export interface NewFile {
  readonly pieces: readonly Piece[];
  readonly splices: readonly Splice[];
}

/** What was found in the new file. */
export interface Checked {
  readonly content: FileContent;
  readonly changes: readonly TagChange[];
}

/** Throws `unsafe-write` where the file that `pieces` make is not what it should be. */
export function* verifyEdit(
  check: Check,
  before: FileContent,
  { pieces, splices }: NewFile,
  context: Context,
): Scan<Checked> {
  const changed = { ...context, size: totalLength(pieces), warn: () => {} };
  const content = yield* scanPieces(reread(check, changed), pieces);
  for (const put of check.puts) yield* scanPieces(isThere(check.format.name, put, content, changed), pieces);
  const { size = Number.POSITIVE_INFINITY, limits } = context;
  const ends = before.refs.flatMap(({ kind, ranges }) => (kind === 'exif' ? ranges.slice(-1) : []));
  const file = { pieces, splices, maxBytes: limits.blockBytes, size, ends };
  const copied = copiedBlocks(check.blocks, before, content, pieces);
  const tags = contentTags(content, copied);
  if (check.there) readBack(check.there, check.format.name, content, tags);
  const changes = yield* compare(contentTags(before, copied), tags, file, check);
  return { content, changes };
}

function* reread({ format, blocks }: Check, context: Context): Scan<FileContent> {
  return yield* readContent(blocks, yield* format.scan(context), context);
}

/** The block that counts of a kind has the bytes that were put. */
function* isThere(format: string, put: Put, { refs }: FileContent, { limits }: Context): Scan<void> {
  const { kind, bytes } = put;
  if (format === 'tiff' || kind === 'jumbf' || kind === 'xmp-extended') return;
  const found = mainBlock(refs, kind, format);
  if (!bytes && !found) return;
  if (bytes && found) {
    const there = yield* bytesOfRef(found, limits.blockBytes);
    if (isSameBytes(there, bytes)) return;
  }
  if (!bytes && put.ref) return;
  refuse('unsafe-write', `the ${kind} block did not come out as it was asked for`, 0, `${format}/${kind}`);
}

/** What was set is read: in a damaged structure reading may stop before it. */
function readBack(
  { tags: names, blocks }: NonNullable<Drafts['there']>,
  format: string,
  { refs }: FileContent,
  tags: readonly Tag[],
): void {
  const found = new Set(tags.filter(({ family }) => family === 'EXIF').map(({ name }) => name));
  const missing =
    [...names].find((name) => !found.has(name)) ?? blocks.find((kind) => !mainBlock(refs, kind, format));
  if (missing === undefined) return;
  refuse(
    'unsafe-write',
    `${missing} would be there and not be read: the file is damaged`,
    0,
    `${format}/${missing}`,
  );
}

/** The bytes of a block. */
export function* bytesOfRef({ bytes, ranges }: BlockRef, most: number): Scan<Uint8Array> {
  return bytes ?? (yield* gather(ranges, most));
}

interface Compared extends NewFile {
  readonly maxBytes: number;
  /** Of the file before. */
  readonly size: number;
  /** The last parts of EXIF blocks: behind one lies what is not EXIF's, though a thumbnail be said to reach there. */
  readonly ends: readonly ByteRange[];
}

/** Tags that differ; throws where one may not. */
function* compare(
  before: readonly Tag[],
  after: readonly Tag[],
  file: Compared,
  check: Check,
): Scan<TagChange[]> {
  const [start, end] = commonEnds(before, after);
  const there = new Map<string, Tag[]>();
  for (const tag of after.slice(start, after.length - end)) {
    const key = keyOf(tag);
    there.set(key, [...(there.get(key) ?? []), tag]);
  }
  const changes: TagChange[] = [];
  for (const old of before.slice(start, before.length - end)) {
    const same = there.get(keyOf(old)) ?? [];
    const found = yield* indexOfSame(old, same, file);
    const [now] = same.splice(Math.max(0, found), 1);
    if (found >= 0) continue;
    if (!check.mayChange(old))
      refuse(
        'unsafe-write',
        `${nameOf(old)} would not be what it was`,
        0,
        `${check.format.name}/${nameOf(old)}`,
      );
    changes.push(changeOf(old, now));
  }
  for (const tag of [...there.values()].flat()) {
    if (!check.mayChange(tag))
      refuse('unsafe-write', `${nameOf(tag)} was not there before`, 0, `${check.format.name}/${nameOf(tag)}`);
    changes.push(changeOf(undefined, tag));
  }
  return changes;
}

/** How many tags are the same at the start of two lists, and how many at their end: most, in most files. */
function commonEnds(before: readonly Tag[], after: readonly Tag[]): [number, number] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && isSameTag(before[start]!, after[start]!)) start++;
  let end = 0;
  while (end < shorter - start && isSameTag(before.at(-1 - end)!, after.at(-1 - end)!)) end++;
  return [start, end];
}

function isSameTag(before: Tag, after: Tag): boolean {
  const { family, group, name } = before;
  const isNamedSo = name === after.name && group === after.group && family === after.family;
  return isNamedSo && isSameValue(before.value, after.value);
}

/** By which tags are compared: records of IPTC are counted, and where the first goes, the second is it. */
function keyOf(tag: Tag): string {
  return tag.family === 'IPTC' ? `IPTC:${tag.name}` : nameOf(tag);
}

function nameOf({ family, group, name }: Tag): string {
  return `${family}:${group}:${name}`;
}

function changeOf(before: Tag | undefined, after: Tag | undefined): TagChange {
  const { family, group, name } = (after ?? before)!;
  return {
    ...{ family, group, name },
    ...(before && { before: before.text }),
    ...(after && { after: after.text }),
  };
}

function* indexOfSame(old: Tag, tags: readonly Tag[], file: Compared): Scan<number> {
  for (const [i, tag] of tags.entries()) if (yield* isSame(old, tag, file)) return i;
  return -1;
}

/** Whether a tag says what it said: places in the file are those of the same bytes. */
function* isSame(
  before: Tag,
  after: Tag,
  { pieces, splices, maxBytes, size, ends }: Compared,
): Scan<boolean> {
  const [old, now] = [before.value, after.value];
  if (isSameValue(old, now)) return true;
  if (textOf(before.text) !== textOf(after.text)) {
    if (typeof old !== 'number' || typeof now !== 'number') return false;
    return tellsPlace.test(before.name) && placeAfter(splices, old) === now;
  }
  if (old instanceof StoredBytes && now instanceof StoredBytes) {
    if (isSameRanges(locate(pieces, old.ranges), now.ranges)) return true;
    if (old.length !== now.length) return false;
    // What reaches behind the end of the file was not whole before.
    if (old.ranges.some(({ end }) => end > size)) return true;
    const [bytes, others] = [
      yield* gather(old.ranges, maxBytes),
      yield* scanPieces(gather(now.ranges, maxBytes), pieces),
    ];
    const [first] = old.ranges;
    const own =
      old.ranges.length === 1 && ends.find(({ start, end }) => start <= first!.start && first!.start < end);
    const length = own ? own.end - first!.start : bytes.length;
    return isSameBytes(bytes.subarray(0, length), others.subarray(0, length));
  }
  return isSameBinary(old, now);
}

/** Names of the tags that tell where in the file something lies. */
const tellsPlace = /(Offset|Start)s?$/;

/** Whether values are the same numbers and texts: so most are, and need not be printed. */
function isSameValue(before: TagValue, after: TagValue): boolean {
  if (typeof before !== 'object') return Object.is(before, after);
  if (!Array.isArray(before) || !Array.isArray(after)) return false;
  return (
    before.length === after.length &&
    before.every((item, i) => typeof item !== 'object' && Object.is(item, after[i]))
  );
}

function textOf(text: Text): string {
  return typeof text === 'string' ? text : JSON.stringify(text);
}

function isSameBinary(before: TagValue, after: TagValue): boolean {
  if (!(before instanceof Uint8Array) || !(after instanceof Uint8Array)) return true;
  return isSameBytes(before, after);
}
