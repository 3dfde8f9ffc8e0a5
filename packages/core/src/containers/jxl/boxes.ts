// The boxes of a JPEG XL file (ISO/IEC 18181-2, section 5): what is in those that hold metadata, packed by Brotli or not.
import { unbrotli } from '../../bytes/brotli.js';
import { need, type Scan } from '../../bytes/scan.js';
import { View } from '../../bytes/view.js';
import { type Box, printable } from '../../structures/isobmff/read.js';
import { be32, box } from '../../structures/isobmff/write.js';
import type { BlockKind, BlockRef, Context } from '../../types.js';

const kinds: ReadonlyMap<string, BlockKind> = new Map<string, BlockKind>([
  ['Exif', 'exif'],
  ['xml ', 'xmp'],
  ['jumb', 'jumbf'],
]);
/** What is in a packed box may be named in other capitals. */
const namesOf: ReadonlyMap<string, string> = new Map(
  [...kinds.keys()].map((type) => [type.toLowerCase(), type]),
);

/** Before the TIFF structure of an `Exif` box: how far behind these four bytes it begins. */
const exifHeaderBytes = 4;

/** A box with the codestream, or a part of it. */
export function isCodestreamBox({ type }: Box): boolean {
  return type === 'jxlc' || type === 'jxlp';
}

/** A box of this kind of block, unpacked. */
export function jxlBox(kind: BlockKind, bytes: Uint8Array): Uint8Array {
  const type = [...kinds].find(([, one]) => one === kind)![0];
  return type === 'Exif' ? box(type, be32(0), bytes) : box(type, bytes);
}

/** The type of a box, of a packed one that of what is in it; empty where its header is cut off. */
export function* innerType(from: View, { type, body, end }: Box): Scan<string> {
  if (type !== 'brob') return type;
  const view = yield* need(from, body, Math.min(end, body + 4));
  if (body + 4 > end || !view.has(body, body + 4)) return '';
  const name = view.fourcc(body);
  return namesOf.get(name.toLowerCase()) ?? name;
}

/** The kind of block that a box of this type holds. */
export function blockKindOf(type: string): BlockKind | undefined {
  return kinds.get(type);
}

/** Unpacks boxes of one file, within the limit for all of them. */
export class Unpacker {
  readonly #context: Context;
  #room: number;

  constructor(context: Context) {
    this.#context = context;
    this.#room = context.limits.inflatedBytes;
  }

  /** What is in a packed box; `undefined`, with a warning, where it cannot be had. */
  *unpack({ start, body, end }: Box, path: string): Scan<Uint8Array | undefined> {
    const { limits, warn } = this.#context;
    if (end - body > limits.blockBytes) {
      warn('limit-exceeded', `box is larger than ${limits.blockBytes} bytes`, start, path);
      return undefined;
    }
    const view = yield { start: body + 4, end };
    const bytes = unbrotli(view.slice(body + 4, Math.min(end, view.end)), this.#room);
    if (bytes === 'no decoder')
      warn('unknown', 'packed box is not read: there is no decoder of Brotli', start, path);
    else if (bytes === 'damaged or too long')
      warn('malformed', `packed box is damaged, or larger than ${this.#room} bytes`, start, path);
    else {
      this.#room -= bytes.length;
      return bytes;
    }
    return undefined;
  }
}

/** The block in a box that holds one; `undefined`, with a warning, where it cannot be read. */
export function* blockIn(
  from: View,
  each: Box,
  unpacker: Unpacker,
  context: Context,
): Scan<BlockRef | undefined> {
  const type = yield* innerType(from, each);
  const kind = blockKindOf(type);
  if (!kind) return undefined;
  const path = `jxl/${printable(each.type === 'brob' ? `brob/${type}` : type)}`;
  const { start, body, end } = each;
  const label = type === 'Exif' ? 'JXL' : type;
  const isPacked = each.type === 'brob';
  const bytes = isPacked ? yield* unpacker.unpack(each, path) : undefined;
  if (isPacked && !bytes) return undefined;
  if (kind === 'jumbf' && !bytes) return { kind, label, path, ranges: [{ start, end }] };
  let skip = 0;
  if (kind === 'exif')
    skip = bytes
      ? exifStart(new View(bytes), 0)
      : exifStart(yield* need(from, body, body + exifHeaderBytes), body);
  if (skip > (bytes?.length ?? end - body)) {
    context.warn('malformed', 'Exif box ends before its TIFF header', start, path);
    return undefined;
  }
  if (bytes) return { kind, label, path, ranges: [{ start, end }], bytes: bytes.subarray(skip) };
  return { kind, label, path, ranges: [{ start: body + skip, end }] };
}

/** How far behind `at` the TIFF structure of an `Exif` box begins whose content stands there. */
function exifStart(view: View, at: number): number {
  const end = at + exifHeaderBytes;
  return exifHeaderBytes + (view.has(at, end) ? view.u32(at) : 0);
}
