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
  /** The same for walks, see `joinNear`. */
  readonly near: readonly Piece[];
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
  { pieces, near, splices }: NewFile,
  context: Context,
): Scan<Checked> {
  const changed = { ...context, size: totalLength(pieces), warn: () => {} };
  const content = yield* scanPieces(reread(check, changed), near);
  for (const put of check.puts) yield* scanPieces(isThere(check.format.name, put, content, changed), near);
  const { size = Number.POSITIVE_INFINITY, limits } = context;
  const ends = before.refs.flatMap(({ kind, ranges }) => (kind === 'exif' ? ranges.slice(-1) : []));
  const file = { pieces, near, splices, maxBytes: limits.blockBytes, size, ends };
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
  const [old, now] = unequal(before, after);
  const there = new Map<string, Tag[]>();
  for (const tag of now) {
    const same = there.get(keyOf(tag));
    if (same) same.push(tag);
    else there.set(keyOf(tag), [tag]);
  }
  const changes: TagChange[] = [];
  for (const tag of old) {
    const same = there.get(keyOf(tag)) ?? [];
    const found = yield* indexOfSame(tag, same, file);
    const [other] = same.splice(Math.max(0, found), 1);
    if (found >= 0) continue;
    if (!check.mayChange(tag)) refuseTag(tag, 'would not be what it was', check);
    changes.push(changeOf(tag, other));
  }
  for (const tag of [...there.values()].flat()) {
    if (!check.mayChange(tag)) refuseTag(tag, 'was not there before', check);
    changes.push(changeOf(undefined, tag));
  }
  return changes;
}

function refuseTag(tag: Tag, what: string, { format }: Check): never {
  refuse('unsafe-write', `${nameOf(tag)} ${what}`, 0, `${format.name}/${nameOf(tag)}`);
}

/** So many tags may have come at one place, and what follows is still found. */
const maxNew = 16;

/** Two lists of tags less what stands in both in the same order, which most tags do. */
function unequal(before: readonly Tag[], after: readonly Tag[]): [Tag[], Tag[]] {
  const [old, now]: [Tag[], Tag[]] = [[], []];
  let at = 0;
  for (const tag of before) {
    let found = at;
    const last = Math.min(after.length, at + maxNew);
    while (found < last && !isSameTag(tag, after[found]!)) found++;
    if (found === last) {
      old.push(tag);
      if (at < after.length && isNamedSo(tag, after[at]!)) now.push(after[at++]!);
      continue;
    }
    while (at < found) now.push(after[at++]!);
    at++;
  }
  while (at < after.length) now.push(after[at++]!);
  return [old, now];
}

function isNamedSo(before: Tag, after: Tag): boolean {
  return before.name === after.name && before.group === after.group && before.family === after.family;
}

function isSameTag(before: Tag, after: Tag): boolean {
  return isNamedSo(before, after) && isSameValue(before.value, after.value);
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
  { pieces, near, splices, maxBytes, size, ends }: Compared,
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
      yield* scanPieces(gather(now.ranges, maxBytes), near),
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
