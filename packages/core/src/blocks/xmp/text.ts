// The text of an XMP packet, whatever Unicode encoding it is in (XMP part 1, section 7.3.2 and 8.4).
import { findLastByte } from '../../bytes/find.js';
import { asciiText } from '../../bytes/latin.js';
import { utf32Text, wideUnit } from '../../structures/xmp/coding.js';

const LESS = 0x3c;
const GREATER = 0x3e;

/** The packet's text from its first element to its last, without packet wrapper, padding and DOCTYPE. */
export function packetText(bytes: Uint8Array): string {
  const wide = wideText(bytes);
  const own = wide === undefined ? bytes : new TextEncoder().encode(wide);
  const start = startOfElements(own);
  if (start < 0) return '';
  const end = endOfElements(own, start);
  return asciiText(own, start, end) ?? utf8(own.subarray(start, end));
}

/** Where the first element begins: at `<` and a sign that may begin a name; -1 where there is none. */
function startOfElements(bytes: Uint8Array): number {
  for (let at = bytes.indexOf(LESS); at >= 0; at = bytes.indexOf(LESS, at + 1)) {
    const code = bytes[at + 1] ?? 0;
    if (code >= 0x80 || code === 0x5f || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a)) return at;
  }
  return -1;
}

const trailer = '<?xpacket end';

/** Behind the last `>` before the packet's trailer, or of all where there is none. */
function endOfElements(bytes: Uint8Array, start: number): number {
  let end = bytes.length;
  for (let at = findLastByte(bytes, LESS, end); at > start; at = findLastByte(bytes, LESS, at - 1)) {
    if (!isTrailer(bytes, at)) continue;
    end = at;
    break;
  }
  return end === 0 ? 0 : findLastByte(bytes, GREATER, end) + 1;
}

function isTrailer(bytes: Uint8Array, at: number): boolean {
  for (let i = 0; i < trailer.length; i++) if (bytes[at + i] !== trailer.charCodeAt(i)) return false;
  return true;
}

/** Text in UTF-16 or UTF-32; `undefined` where it is neither. */
function wideText(bytes: Uint8Array): string | undefined {
  const wide = wideUnit(bytes);
  if (!wide) return undefined;
  const { size, littleEndian } = wide;
  if (size === 4) return utf32Text(bytes, littleEndian);
  return new TextDecoder(littleEndian ? 'utf-16le' : 'utf-16be').decode(bytes);
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder('utf-8');

/** Bytes decoded at once: engines take plain ASCII many times faster, and most packets have other signs in few places. */
const pieceLength = 2048;

function utf8(bytes: Uint8Array): string {
  try {
    const pieces: string[] = [];
    for (let at = 0; at < bytes.length; ) {
      let end = Math.min(at + pieceLength, bytes.length);
      while (end < bytes.length && (bytes[end]! & 0xc0) === 0x80) end++;
      pieces.push(strict.decode(bytes.subarray(at, end)));
      at = end;
    }
    return pieces.length === 1 ? pieces[0]! : pieces.join('');
  } catch {
    const text = lenient.decode(bytes).replaceAll('\ufffd', '?');
    // what was taken for a sign that begins a name may have been damage
    const start = text.search(/<[A-Za-z_\u0080-\uffff]/);
    return start < 0 ? '' : text.slice(start);
  }
}
