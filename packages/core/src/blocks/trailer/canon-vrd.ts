// Canon's recipe data (VRD), which Digital Photo Professional writes behind the picture.
import type { Scan } from '../../bytes/scan.js';
import { beforeNull, utf8Text } from '../../bytes/text.js';
import type { View } from '../../bytes/view.js';
import type { BlockRef, Tag } from '../../types.js';
import { trailerRecords } from './records.js';
import { endings, isAt, canonVrdSignature as signature } from './signs.js';
import { bytesAt, damaged, type Trailer, type TrailerKind, type TrailerPlace } from './trailer.js';

const headerLength = 0x1c;
const footerLength = 0x40;
const editData = 0xffff00f4;
const itemData = 0xffff00f5;
const xmpData = 0xffff00f6;

/** A trailer with the same text at its start and 64 bytes before its end. */
export const canonVrd: TrailerKind = {
  matches: endings.canonVrd,
  *read(place): Scan<Trailer | undefined> {
    const footer = place.end - footerLength;
    const start = footer - headerLength - place.view.u32(footer + signature.length);
    const view = yield* bytesAt(place, start, place.end);
    if (!view || !isAt(view, start, signature)) return damaged(place, 'CanonVRD');
    const blocks = readBlocks(place, view, start + headerLength, footer);
    const nested = blocks
      .filter(({ type }) => type === xmpData)
      .map(
        (block): BlockRef => ({
          kind: 'xmp',
          ranges: [{ start: block.start, end: block.end }],
          path: `${place.path}/CanonVRD`,
        }),
      );
    return { start, nested, tags: () => blocks.flatMap((block) => blockTags(place, view, block)) };
  },
};

interface VrdBlock {
  readonly type: number;
  readonly start: number;
  readonly end: number;
}

function readBlocks(place: TrailerPlace, view: View, from: number, end: number): VrdBlock[] {
  const blocks: VrdBlock[] = [];
  for (let at = from; at < end && blocks.length < place.context.limits.segments; ) {
    const start = at + 8;
    const next = start <= end ? start + view.u32(at + 4) : Number.POSITIVE_INFINITY;
    if (next > end) {
      damaged(place, 'CanonVRD');
      break;
    }
    blocks.push({ type: view.u32(at), start, end: next });
    at = next;
  }
  return blocks;
}

function blockTags(place: TrailerPlace, view: View, { type, start, end }: VrdBlock): readonly Tag[] {
  if (type === editData) return editTags(view, start, end);
  if (type === itemData) return itemTags(place, view, start, end);
  return [];
}

/** Bytes of the record of version 1.0. */
const version1Length = 0x272;

/** The first record of the edit data: version 1, the stamp tool's data under its length, version 2 and later. */
function editTags(view: View, start: number, end: number): readonly Tag[] {
  if (start + 4 > end) return [];
  const from = start + 4;
  const to = from + view.u32(start);
  if (to > end) return [];
  const stamps = from + version1Length;
  const first = trailerRecords.tags('CanonVRD::Ver1', view, from, Math.min(to, stamps));
  if (stamps + 4 > to) return first;
  const stampsEnd = Math.min(to, stamps + 4 + view.u32(stamps));
  const version = first.find(({ name }) => name === 'VRDVersion')?.value;
  const members = new Map([['VRDVersion', Number(version ?? 0)]]);
  return [
    ...first,
    ...trailerRecords.tags('CanonVRD::StampTool', view, stamps + 4, stampsEnd),
    ...trailerRecords.tags('CanonVRD::Ver2', view, stampsEnd, to, { members }),
  ];
}

const itemHeaderLength = 48;
const codec = 5;

/** Items of pictures and texts, each under a header of 48 little-endian bytes. */
function itemTags(place: TrailerPlace, view: View, from: number, end: number): readonly Tag[] {
  const tags: Tag[] = [];
  for (let at = from, count = 0; at + itemHeaderLength <= end; count++) {
    const length = view.u32(at + 40, true);
    const start = at + itemHeaderLength;
    const next = start + view.u32(at + 44, true);
    const isItem = isAt(view, at, 'IHL Created Optional Item Data\0\0');
    if (!isItem || start + length > next || next > end || count === place.context.limits.segments) {
      damaged(place, 'CanonVRD');
      break;
    }
    tags.push(...itemTag(view, view.u32(at + 36, true), start, start + length));
    at = next;
  }
  return tags;
}

function itemTag(view: View, type: number, start: number, end: number): readonly Tag[] {
  const bytes = view.slice(start, end);
  return trailerRecords.tag('CanonVRD::IHL', type, type === codec ? beforeNull(utf8Text(bytes)) : bytes);
}
