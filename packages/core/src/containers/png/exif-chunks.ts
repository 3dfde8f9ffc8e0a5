// The quick way to the chunks of a PNG that may hold EXIF, of bytes in memory: no chunk is taken apart or summed up.
import type { ByteRange } from '../../bytes/scan.js';
import { View } from '../../bytes/view.js';
import { type Chunk, signatureBytes } from '../../structures/png/walk.js';
import { isPng } from '../signatures.js';

const IHDR = 0x49484452;
const IEND = 0x49454e44;
const ACTL = 0x6163544c;
/** In lower case. */
const EXIF = 0x65786966;
const ZXIF = 0x7a786966;
const TEXT = 0x74657874;
const ZTXT = 0x7a747874;
const ITXT = 0x69747874;
const lowerCase = 0x20202020;
/** More chunks than this take the walk with all its limits. */
const maxChunks = 4000;
const rawProfile = 'raw profile type ';
const exifProfiles = ['exif', 'app1'];
/** Profiles of Photoshop's resources, which may hold EXIF. */
const holderProfiles = ['iptc', '8bim'];

/** What a quick walk met. */
export interface ExifChunks {
  /** Chunks of EXIF, and texts that hold it. */
  readonly chunks: readonly Chunk[];
  /** Texts that hold a block of another standard, which may hold EXIF. */
  readonly holders: readonly Chunk[];
  readonly isAnimated: boolean;
}

/** The chunks of a PNG that may hold EXIF; `undefined` where it is not laid out as most are. */
export function exifChunks(bytes: Uint8Array): ExifChunks | undefined {
  const file = new View(bytes);
  if (!isPng(file)) return undefined;
  const chunks: Chunk[] = [];
  const holders: Chunk[] = [];
  let isAnimated = false;
  let at = signatureBytes;
  for (let count = 0; at + 12 <= bytes.length && count < maxChunks; count++) {
    const type = file.u32(at + 4);
    const start = at + 8;
    const end = start + file.u32(at);
    if (end + 4 > bytes.length || (count === 0 && type !== IHDR)) return undefined;
    if (type === IEND) return end + 4 === bytes.length ? { chunks, holders, isAnimated } : undefined;
    if (type === ACTL) isAnimated ||= end - start >= 4;
    const lower = (type | lowerCase) >>> 0;
    const isText = lower === TEXT || lower === ZTXT || lower === ITXT;
    if (lower === EXIF || lower === ZXIF) chunks.push({ type: file.fourcc(at + 4), start, end });
    else if (isText && begins(bytes, start, end, rawProfile)) {
      const name = start + rawProfile.length;
      const named = (text: string): boolean => begins(bytes, name, end, text);
      if (exifProfiles.some(named)) chunks.push({ type: file.fourcc(at + 4), start, end });
      else if (holderProfiles.some(named)) holders.push({ type: file.fourcc(at + 4), start, end });
    }
    at = end + 4;
  }
  return undefined;
}

/**
 * Where the TIFF structure of the one EXIF chunk lies; `none` where the file has none, `unsure` where EXIF may be
 * elsewhere or in another form.
 */
export function findExifChunk(bytes: Uint8Array): ByteRange | 'none' | 'unsure' {
  const walked = exifChunks(bytes);
  if (!walked) return 'unsure';
  let found: ByteRange | undefined;
  for (const { type, start, end } of walked.chunks) {
    if (type !== 'eXIf' || found || !isTiff(bytes, start)) return 'unsure';
    found = { start, end };
  }
  return found ?? 'none';
}

/** Whether the bytes begin with this text of small letters, in any case. */
function begins(bytes: Uint8Array, start: number, end: number, text: string): boolean {
  if (start + text.length > end) return false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const byte = bytes[start + i]!;
    if (byte !== code && !(byte === code - 32 && code > 0x60)) return false;
  }
  return true;
}

/** `II*\0` or `MM\0*`. */
function isTiff(bytes: Uint8Array, at: number): boolean {
  const [first, second, third, fourth] = bytes.subarray(at, at + 4);
  return (
    first === second &&
    ((first === 0x49 && third === 42 && fourth === 0) || (first === 0x4d && third === 0 && fourth === 42))
  );
}
