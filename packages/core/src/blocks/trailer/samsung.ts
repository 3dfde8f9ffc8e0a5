// Samsung phones (SEFT): sounds, videos, depth maps and texts behind the picture, under a directory.
import type { Scan } from '../../bytes/scan.js';
import { StoredBytes } from '../../bytes/stored-bytes.js';
import { utf8Text } from '../../bytes/text.js';
import type { View } from '../../bytes/view.js';
import { tagOfRow } from '../../tables/records.js';
import type { Tag, TagValue } from '../../types.js';
import { trailerRecords } from './records.js';
import { endings, endsWith } from './signs.js';
import {
  bytesAt,
  damaged,
  type Trailer,
  type TrailerKind,
  type TrailerPlace,
  trailerTag,
} from './trailer.js';

const entryLength = 12;
const largestDirectory = 0x10000;
/** Blocks behind the directory; one is usual. */
const maxBlocks = 16;
/** Of an entry's data no more than this is taken; sounds and pictures are told by their size only. */
const maxDataBytes = 64 << 10;

const TABLE = 'Samsung::Trailer';

/** A trailer that ends with its directory, `SEFH ... SEFT`, and sometimes a block of offsets, `QDIO`. */
export const samsung: TrailerKind = {
  matches: endings.samsung,
  *read(place): Scan<Trailer | undefined> {
    let end = endsWith('QDIOBS')(place) ? place.end - 2 : place.end;
    for (let count = 0; count < maxBlocks; count++) {
      const footer = yield* bytesAt(place, end - 8, end);
      const length = footer?.u32(end - 8, true) ?? 0;
      const start = end - 8 - length;
      if (!footer || length < 4 || length >= largestDirectory || !/^\w{4}$/.test(footer.fourcc(end - 4)))
        break;
      if (footer.fourcc(end - 4) === 'SEFT') return yield* readDirectory(place, start, end - 8);
      end = start;
    }
    return damaged(place, 'Samsung');
  },
};

interface Entry {
  readonly type: number;
  readonly start: number;
  readonly end: number;
}

function* readDirectory(place: TrailerPlace, start: number, end: number): Scan<Trailer | undefined> {
  const view = yield* bytesAt(place, start, end);
  if (!view || end - start < 12 || view.fourcc(start) !== 'SEFH') return damaged(place, 'Samsung');
  const count = view.u32(start + 8, true);
  if (12 + entryLength * count > end - start) return damaged(place, 'Samsung');
  const entries: Entry[] = [];
  let first = start;
  let room = start - place.start;
  for (let i = 0; i < count; i++) {
    const at = start + 12 + entryLength * i;
    const from = start - view.u32(at + 4, true);
    const to = from + view.u32(at + 8, true);
    room -= to - from;
    if (from < place.start || to > start || to - from < 8 || room < 0) {
      damaged(place, 'Samsung');
      break;
    }
    entries.push({ type: view.u16(at + 2, true), start: from, end: to });
    first = Math.min(first, from);
  }
  const tags: Tag[] = [];
  for (const entry of entries) tags.push(...(yield* entryTags(place, entry)));
  return { start: first, tags: () => tags };
}

function* entryTags(place: TrailerPlace, { type, start, end }: Entry): Scan<readonly Tag[]> {
  const nameId = `0x${type.toString(16).padStart(4, '0')}-name`;
  const row = trailerRecords.row(TABLE, type);
  if (!row && !trailerRecords.row(TABLE, nameId)) return [];
  const view = yield* bytesAt(place, start, Math.min(end, start + maxDataBytes));
  if (!view) return [];
  const dataStart = start + 8 + view.u32(start + 4, true);
  if (dataStart > Math.min(end, start + maxDataBytes)) return [];
  const name = utf8Text(view.slice(start + 8, dataStart)).replaceAll('\0', '');
  const named = trailerRecords.tag(TABLE, nameId, name);
  const whole = end - start <= maxDataBytes;
  const data: EntryData = { type, name, view, start: dataStart, end };
  const decode = decoders[type];
  const own = decode && (whole || type === 0x0a30) ? decode(data) : decode ? [] : plainTags(data, whole);
  return [...named, ...own];
}

interface EntryData {
  readonly type: number;
  readonly name: string;
  readonly view: View;
  readonly start: number;
  readonly end: number;
}

function plainTags({ type, name, view, start, end }: EntryData, whole: boolean): readonly Tag[] {
  const row = trailerRecords.row(TABLE, type);
  if (!row) return [];
  if (row.isBinary) return made(type, binaryName(type, name, row.name), new StoredBytes([{ start, end }]));
  return whole ? tagOfRow(row, utf8Text(view.slice(start, end)).replaceAll('\0', '')) : [];
}

/** The second picture of two, and a depth map under another name than the first, have names of their own. */
function binaryName(type: number, name: string, usual: string): string {
  const second =
    (type === 0x0001 && name === 'DualShot_2') || (type === 0x0ab1 && name !== 'DualShot_DepthMap_1');
  return second ? `${usual}2` : usual;
}

const made = (id: number, name: string, value: TagValue): readonly Tag[] =>
  trailerTag('MakerNotes', 'Samsung', id, { name }, value);

const decoders: { readonly [type: number]: (data: EntryData) => readonly Tag[] } = {
  [0x0a01]: timeTags,
  [0x0a30]: videoTags,
  [0x0ab3]: depthSizeTags,
  [0x0b40]: singleShotTags,
  [0x0ba1]: ({ type, name, view, start, end }) =>
    name === 'Original_Path_Hash_Key'
      ? made(type, 'OriginalPathHashKey', utf8Text(view.slice(start, end)).replaceAll('\0', ''))
      : [],
};

/** Milliseconds since 1970, in digits. */
function timeTags({ type, view, start, end }: EntryData): readonly Tag[] {
  const time = Number(utf8Text(view.slice(start, end)).replaceAll('\0', ''));
  if (!Number.isInteger(time) || Math.abs(time) > 8e15) return [];
  const iso = new Date(time).toISOString();
  const text =
    time === 0
      ? '0000:00:00 00:00:00'
      : `${iso.slice(0, 10).replaceAll('-', ':')} ${iso.slice(11, 23)}+00:00`;
  return made(type, 'TimeStamp', text);
}

/** The video itself, or where in the file it lies. */
function videoTags({ type, view, start, end }: EntryData): readonly Tag[] {
  if (end - start !== 12) return made(type, 'EmbeddedVideoFile', new StoredBytes([{ start, end }]));
  return made(type, 'EmbeddedVideoOffsetSize', [view.u32(start + 4), view.u32(start + 8)]);
}

/** Width and height of the depth map stand right behind a mark that moves from model to model. */
function depthSizeTags({ type, view, start, end }: EntryData): readonly Tag[] {
  if (end - start < 96) return [];
  for (let at = start + 32; at + 4 <= start + 96; at++) {
    const first = view.u8(at);
    if (first < 1 || first > 9 || view.u8(at + 1) !== 0 || view.u16(at + 2) !== 0xffff) continue;
    if ((at - start) % 4 !== 0 || at + 12 > end) return [];
    return [
      ...made(type, 'DepthMapWidth', view.u32(at + 4, true)),
      ...made(type, 'DepthMapHeight', view.u32(at + 8, true)),
    ];
  }
  return [];
}

/** `DOFS`: named numbers. */
function singleShotTags({ view, start, end }: EntryData): readonly Tag[] {
  if (start + 18 > end || view.fourcc(start) !== 'DOFS' || view.u32(start + 4, true) !== 3) return [];
  const tags: Tag[] = [];
  const count = view.u16(start + 16, true);
  for (let at = start + 18, i = 0; i < count && at + 2 <= end; i++) {
    const lengthAt = at + 2 + view.u8(at + 1);
    if (lengthAt + 2 > end) break;
    const key = view.latin1(at + 2, lengthAt);
    const length = view.u16(lengthAt, true);
    at = lengthAt + 2 + length;
    if (at > end) break;
    if (length === 4)
      tags.push(...trailerRecords.tag('Samsung::SingleShotMeta', key, view.u32(lengthAt + 2, true)));
  }
  return tags;
}
