// Walks a CR3 file: its boxes, Canon's box in `moov` with the TIFF structures, and the samples of its tracks
// (ExifTool's Canon.pm and QuickTime.pm list them).
import { type ByteRange, need, type Scan } from '../../bytes/scan.js';
import { toHex } from '../../bytes/text.js';
import type { View } from '../../bytes/view.js';
import { type Box, openBox, printable, readBoxes } from '../../structures/isobmff/read.js';
import type { BlockRef, Context, FileType, Layout } from '../../types.js';
import { boxBlocks } from '../heif/blocks.js';
import { trackSamples } from './samples.js';

const canonId = '85c0b687820f11e08111f4ce462b6a48';
const previewId = 'eaf42b5e1c984b88b9fbb7dc406e4d16';
const idBytes = 16;
/** From the id of a box to the JPEG in it: its numbers, and those of the box within. */
const previewHeader = 0x30;
const thumbnailHeader = 16;

const unknownType: FileType = { type: 'CRX', extension: 'crx', mimeType: 'video/x-canon-crx' };
/** Types by what the compressor calls itself: `CanonCR3_001/...`. */
const fileTypes: { readonly [name: string]: FileType } = {
  CR3: { type: 'CR3', extension: 'cr3', mimeType: 'image/x-canon-cr3' },
  CRM: { type: 'CRM', extension: 'crm', mimeType: 'video/x-canon-crm' },
};

/** What is found on the way. */
interface Found {
  readonly blocks: BlockRef[];
  readonly imageData: ByteRange[];
  fileType: FileType;
  thumbnail: ByteRange | undefined;
}

/** Finds the blocks of a CR3 file; the raw picture is never read. */
export function* scanCr3(context: Context): Scan<Layout> {
  const size = context.size ?? Number.MAX_SAFE_INTEGER;
  const view = yield { start: 0, end: 4096 };
  const boxes = yield* readBoxes(view, 0, size, context, 'cr3', true);
  const found: Found = { blocks: [], imageData: [], fileType: unknownType, thumbnail: undefined };
  for (const box of boxes)
    if (box.type === 'moov') yield* readMovie(view, box, found, context);
    else if (box.type === 'uuid' && !context.only) yield* readPreview(view, box, found);
    else if (box.type === 'mdat' && box.end < Number.MAX_SAFE_INTEGER)
      found.imageData.push({ start: box.body, end: Math.min(box.end, size) });
  const isPhoto = found.fileType === fileTypes['CR3'];
  if (!context.only)
    for (const ref of yield* boxBlocks(view, boxes, context, 'cr3'))
      found.blocks.push(isPhoto && ref.kind === 'heif' ? { ...ref, host: 'cr3' } : ref);
  const { blocks, fileType, thumbnail, imageData } = found;
  return { fileType, picture: {}, blocks, imageData, ...(thumbnail && { thumbnail }) };
}

function* readMovie(from: View, moov: Box, found: Found, context: Context): Scan<void> {
  const view = yield* openBox(from, moov);
  let tracks = 0;
  for (const box of yield* readBoxes(view, moov.body, moov.end, context, 'cr3/moov')) {
    if (box.type === 'uuid') {
      const head = yield* need(view, box.body, box.body + idBytes);
      if (idAt(head, box) === canonId) yield* readCanonBox(head, box, found, context);
    } else if (box.type === 'trak') {
      tracks++;
      if (!context.only) found.blocks.push(...(yield* trackSamples(view, box, tracks, context)));
    }
  }
}

function idAt(view: View, { body, end }: Box): string {
  return toHex(view.slice(body, Math.min(end, body + idBytes)));
}

/** What the first directory of a structure is. */
const structures: { readonly [type: string]: BlockRef['first'] } = {
  CMT1: undefined,
  CMT2: 'ExifIFD',
  CMT4: 'GPS',
};

/** Canon's box: TIFF structures, one a directory, a thumbnail, and what compressed the picture. */
function* readCanonBox(from: View, canon: Box, found: Found, context: Context): Scan<void> {
  const path = 'cr3/moov/uuid';
  const view = yield* openBox(from, canon);
  const boxes = yield* readBoxes(view, canon.body + idBytes, canon.end, context, path);
  for (const box of boxes) if (box.type === 'CNCV') yield* readCompressor(view, box, found);
  for (const { type, body, end } of boxes) {
    const ref = { ranges: [{ start: body, end }], path: `${path}/${printable(type)}`, label: type };
    if (Object.hasOwn(structures, type)) {
      const first = structures[type];
      found.blocks.push({ ...ref, kind: 'exif', label: found.fileType.type, ...(first && { first }) });
    }
    if (type === 'THMB' && end > body + thumbnailHeader)
      found.thumbnail = { start: body + thumbnailHeader, end };
    if (context.only) continue;
    if (type === 'CMT1' || type === 'CMT3' || type === 'CNCV')
      found.blocks.push({ ...ref, kind: 'canon-raw' });
    else if (type === 'THMB' && found.thumbnail)
      found.blocks.push({ ...ref, kind: 'canon-raw', ranges: [found.thumbnail] });
  }
}

function* readCompressor(from: View, { body, end }: Box, found: Found): Scan<void> {
  const view = yield* need(from, body, Math.min(end, body + 8));
  const name = view.latin1(body, Math.min(end, body + 8));
  const type = /^Canon(\w{3})/i.exec(name)?.[1]?.toUpperCase() ?? '';
  if (Object.hasOwn(fileTypes, type)) found.fileType = fileTypes[type]!;
}

/** The preview has a box of its own in the file. */
function* readPreview(from: View, box: Box, found: Found): Scan<void> {
  const { body, end } = box;
  const start = body + previewHeader;
  if (start >= end) return;
  const view = yield* need(from, body, body + idBytes);
  if (idAt(view, box) === previewId)
    found.blocks.push({ kind: 'canon-raw', label: 'PRVW', path: 'cr3/uuid', ranges: [{ start, end }] });
}
