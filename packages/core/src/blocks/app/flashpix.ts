// FlashPix extensions in JPEG (Exif 2.2 section 4.7.2): a list of streams, and the streams in pieces.
import { join } from '../../bytes/block-view.js';
import { View } from '../../bytes/view.js';
import type { Value } from '../../tables/value.js';
import type { Context, Tag } from '../../types.js';
import { readOleProperties } from './ole-properties.js';
import { appRecords } from './records.js';
import { type AppSegment, type AppStandard, segmentStarts, tag } from './segment.js';

const family = 'FlashPix';
const streamHeader = 13;
/** Before the data of pictures and sounds. */
const objectHeader = 28;
const storage = 0xffffffff;
const fujiPreview = 512;

/** FlashPix in APP2 (some HP cameras: APP4). */
export const flashPix: AppStandard = {
  matches: (segment) =>
    (segment.label === 'APP2' || segment.label === 'APP4') &&
    segmentStarts(segment, 'FPXR\0') &&
    segment.end >= segment.start + streamHeader,
  decode(segments) {
    const streams: Stream[] = [];
    const preview: Uint8Array[] = [];
    for (const segment of segments) {
      const type = segment.view.u8(segment.start + 6);
      if (type === 1) streams.splice(0, streams.length, ...contentsList(segment));
      else if (type === 2) addPiece(segment, streams, preview);
    }
    return [
      ...streams.flatMap((stream) => streamTags(stream, segments[0]!.context)),
      ...(preview.length > 0 ? tag('File', 'File', { name: 'PreviewImage' }, join(preview)) : []),
    ];
  },
};

interface Stream {
  readonly name: string;
  readonly size: number;
  readonly pieces: Uint8Array[];
  length: number;
}

/** The streams of a contents list segment, by their names without the path. */
function contentsList({ view, start, end, path, context }: AppSegment): Stream[] {
  const streams: Stream[] = [];
  const count = view.u16(start + 7);
  let at = start + 9;
  while (streams.length < count) {
    const size = at + 5 <= end ? view.u32(at) : 0;
    let name = '';
    let next = at + 5;
    for (; next + 2 <= end && view.u16(next, true) !== 0; next += 2)
      name += String.fromCharCode(view.u16(next, true));
    next += 2 + (size === storage ? 16 : 0);
    if (next > end || !name.startsWith('/')) {
      context.warn('malformed', 'FlashPix contents list is damaged', at, path);
      break;
    }
    streams.push({ name: name.slice(name.lastIndexOf('/') + 1), size, pieces: [], length: 0 });
    at = next;
  }
  return streams;
}

/** Adds a segment's data to its stream; what overlaps the data before it is left out. */
function addPiece({ view, start, end }: AppSegment, streams: readonly Stream[], preview: Uint8Array[]): void {
  const index = view.u16(start + 7);
  const stream = streams[index];
  if (!stream) {
    const jpeg = start + 60;
    const starts = end > jpeg + 4 && view.u32(jpeg) === 0xffd8ffdb;
    if (index === fujiPreview && end > jpeg && (starts || preview.length > 0))
      preview.push(view.slice(jpeg, end));
    return;
  }
  const overlap = stream.pieces.length === 0 ? 0 : stream.length - view.u32(start + 9);
  const skip = overlap > 0 && start + streamHeader + overlap <= end ? overlap : 0;
  const from = start + streamHeader + skip;
  const piece = view.slice(from, Math.min(end, from + Math.max(0, stream.size - stream.length)));
  stream.pieces.push(piece);
  stream.length += piece.length;
}

function streamTags({ name, pieces }: Stream, context: Context): readonly Tag[] {
  if (pieces.length === 0) return [];
  const bytes = join(pieces);
  const kind = name.replace(/ \d{6}$|_[0-9a-f]{16}$/, '');
  if (kind === '\x05Extension List') return propertyTags(bytes, true, context);
  if (kind === '\x05Audio Info') return propertyTags(bytes, false, context);
  const object = bytes.length > objectHeader ? bytes.subarray(objectHeader) : bytes;
  if (kind === 'Audio Stream') return tag(family, family, { name: 'AudioStream' }, object);
  return kind === '\x05Screen Nail' ? screenNailTags(object) : [];
}

/** A picture for the camera's screen, and the JPEG in it. */
function screenNailTags(picture: Uint8Array): readonly Tag[] {
  const tags = tag(family, family, { name: 'ScreenNail' }, picture);
  const start = picture.findIndex(
    (byte, i) => byte === 0xff && picture[i + 1] === 0xd8 && picture[i + 2] === 0xff,
  );
  return start < 0
    ? tags
    : [...tags, ...tag(family, family, { name: 'PreviewImage' }, picture.subarray(start))];
}

/** The properties of a set that may have those of an extension, too. */
function propertyTags(bytes: Uint8Array, hasExtensions: boolean, context: Context): Tag[] {
  return readOleProperties(new View(bytes), 0, bytes.length, context).flatMap(({ id, value }) => {
    if (common.has(id)) return propertyTag('FlashPix::SummaryInfo', id, value);
    return hasExtensions ? propertyTag(EXTENSIONS, extensionId(id), value) : [];
  });
}

function propertyTag(table: string, id: number, value: Value): Tag[] {
  return Array.isArray(value) ? appRecords.list(table, id, value) : appRecords.tag(table, id, value);
}

/** Properties that every property set may have. */
const common = new Set([1, 0x80000000]);
const EXTENSIONS = 'FlashPix::Extensions';

/** An extension's property, or one that each extension has with its number in the upper digits. */
function extensionId(id: number): number {
  if (appRecords.row(EXTENSIONS, id)) return id;
  return id & ((id & 0xf000) === 0x3000 ? 0xf00f : 0xffff);
}
