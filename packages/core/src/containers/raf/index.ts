// FujiFilm's raw files (as ExifTool's FujiFilm.pm and LibRaw know them): a header that tells where a JPEG, directories
// and the data of one or two sensors lie. Read, not written.
import type { ByteRange } from '../../bytes/scan.js';
import type { View } from '../../bytes/view.js';
import type { BlockRef, Context, Format } from '../../types.js';
import { embeddedJpeg } from '../embedded-jpeg.js';
import { isRaf, rafHeaderBytes } from '../signatures.js';

const jpegAt = 0x54;

/** Where the header tells a place and a length, and what lies there. */
const parts = [
  { at: 0x48, label: 'M-RAW' },
  { at: 0x5c, label: 'RAF' },
  { at: 0x64, label: 'FujiIFD' },
  { at: 0x78, label: 'RAF' },
  { at: 0x80, label: 'FujiIFD' },
] as const;

/** The RAF container. */
export const raf: Format<'raf'> = {
  name: 'raf',
  match: isRaf,
  *scan(context) {
    const view = yield { start: 0, end: rafHeaderBytes };
    const jpeg = rangeAt(view, jpegAt);
    const inner = jpeg && (yield* embeddedJpeg(jpeg, context));
    if (jpeg && !inner)
      context.warn('malformed', 'no JPEG where the header tells of one', jpeg.start, 'raf/jpeg');
    // The first versions have a JPEG where later ones tell of a second sensor.
    const headerEnd = Math.min(jpeg?.start ?? view.end, rafHeaderBytes, view.end);
    const blocks: BlockRef[] = [
      { kind: 'raf', label: 'header', ranges: [{ start: 0, end: headerEnd }], path: 'raf' },
    ];
    if (inner && jpeg)
      blocks.push(...inner.blocks, { kind: 'raf', label: 'preview', ranges: [jpeg], path: 'raf/jpeg' });
    const found = partsIn(view, headerEnd, context);
    const isSeveral = found.some(({ label }) => label === 'M-RAW');
    return {
      fileType: {
        type: isSeveral ? 'RAF (M-RAW)' : 'RAF',
        extension: 'raf',
        mimeType: 'image/x-fujifilm-raf',
      },
      picture: inner?.picture ?? {},
      blocks: [...blocks, ...found],
      imageData: found.flatMap(({ label, ranges }) => (label?.startsWith('FujiIFD') ? ranges : [])),
    };
  },
};

/** The parts the header tells of; the second of a kind has a number behind its name. */
function partsIn(view: View, headerEnd: number, context: Context): readonly BlockRef[] {
  const found: BlockRef[] = [];
  for (const { at, label: name } of parts) {
    const range = at + 8 <= headerEnd ? rangeAt(view, at) : undefined;
    if (!range) continue;
    const label = found.some((ref) => ref.label === name) ? `${name}2` : name;
    const path = `raf/${label}`;
    if (context.size !== undefined && range.end > context.size)
      context.warn('truncated', 'a part lies outside the file', range.start, path);
    found.push({ kind: 'raf', label, ranges: [range], path });
  }
  return found;
}

/** A place and a length; `undefined` where there is none. */
function rangeAt(view: View, at: number): ByteRange | undefined {
  if (!view.has(at, at + 8)) return undefined;
  const start = view.u32(at);
  return start === 0 ? undefined : { start, end: start + view.u32(at + 4) };
}
