// Windows bitmaps (Windows GDI: BITMAPFILEHEADER, BITMAPCOREHEADER, BITMAPV5HEADER): read, not written.
import type { ByteRange } from '../../bytes/scan.js';
import type { View } from '../../bytes/view.js';
import type { BlockRef, Context, Format, Picture } from '../../types.js';
import { bmpHeaderBytes as at, isBmp } from '../signatures.js';

/** Lengths of the headers of OS/2, whose sizes have two bytes. */
const os2Lengths: ReadonlySet<number> = new Set([12, 16, 64]);
/** Length of the header that states a colour profile. */
const v5Length = 124;

/** Compressions that are files of other formats. */
const embedded: { readonly [compression: number]: string } = { 4: 'jpeg', 5: 'png' };
/** Colour spaces by their characters, which stand from right to left. */
const linked = 'KNIL';
const withProfile = 'DEBM';

/** The BMP container. */
export const bmp: Format<'bmp'> = {
  name: 'bmp',
  match: isBmp,
  *scan(context) {
    const view = yield { start: 0, end: at + v5Length };
    const end = at + view.u32(at, true);
    const isOs2 = os2Lengths.has(end - at);
    const known = Math.min(end, at + v5Length);
    if (view.end < known) context.warn('truncated', 'the file ends within its header', view.end, 'bmp');
    const ranges = [{ start: at, end: Math.min(known, view.end) }];
    const label = isOs2 ? 'os2-bitmap' : 'bitmap';
    return {
      fileType: { type: 'BMP', extension: 'bmp', mimeType: 'image/bmp' },
      picture: isOs2 ? os2Size(view) : size(view),
      blocks: [
        { kind: 'bitmap', label, ranges, path: 'bmp' },
        ...(isOs2 || view.end < known ? [] : [...pictureFile(view, end), ...profile(view, end)]),
      ],
      imageData: pictureData(view, context),
    };
  },
};

function size(view: View): Picture {
  if (!view.has(at, at + 12)) return {};
  return { width: view.u32(at + 4, true), height: Math.abs(view.i32(at + 8, true)) };
}

function os2Size(view: View): Picture {
  return view.has(at, at + 8) ? { width: view.u16(at + 4, true), height: view.u16(at + 6, true) } : {};
}

/** The file that the picture is, where it is one: it stands right after the header. */
function pictureFile(view: View, end: number): readonly BlockRef[] {
  const label = embedded[view.u32(at + 16, true)];
  const length = view.u32(at + 20, true);
  if (!label || length === 0) return [];
  return [{ kind: 'bitmap', label, ranges: [{ start: end, end: end + length }], path: `bmp/${label}` }];
}

/** The colour profile, or the name of its file; its place is counted from the picture's header. */
function profile(view: View, end: number): readonly BlockRef[] {
  if (end - at !== v5Length) return [];
  const start = at + view.u32(at + 112, true);
  const ranges = [{ start, end: start + view.u32(at + 116, true) }];
  switch (view.latin1(at + 56, at + 60)) {
    case withProfile:
      return [{ kind: 'icc', ranges, path: 'bmp/profile' }];
    case linked:
      return [{ kind: 'bitmap', label: 'linked-profile', ranges, path: 'bmp/profile' }];
    default:
      return [];
  }
}

function pictureData(view: View, { size: end }: Context): readonly ByteRange[] {
  const start = view.u32(10, true);
  return end !== undefined && start < end ? [{ start, end }] : [];
}
