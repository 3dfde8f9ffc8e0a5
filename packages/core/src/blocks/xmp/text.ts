// The text of an XMP packet, whatever Unicode encoding it is in (XMP part 1, section 7.3.2 and 8.4).

/** The packet's text from its first element to its last, without packet wrapper, padding and DOCTYPE. */
export function packetText(bytes: Uint8Array): string {
  const text = decode(bytes);
  const start = text.search(/<[A-Za-z_\u0080-\uffff]/);
  if (start < 0) return '';
  const trailer = text.lastIndexOf('<?xpacket end');
  const end = text.lastIndexOf('>', trailer > start ? trailer : text.length) + 1;
  return text.slice(start, end);
}

function decode(bytes: Uint8Array): string {
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return utf8(bytes.subarray(3));
  if (a === 0 && b === 0 && ((c === 0xfe && d === 0xff) || (c === 0 && d === 0x3c && e === 0)))
    return utf32(bytes, false);
  if (c === 0 && d === 0 && ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)))
    return utf32(bytes, true);
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c && c === 0))
    return new TextDecoder('utf-16be').decode(bytes);
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) return new TextDecoder('utf-16le').decode(bytes);
  return utf8(bytes);
}

const strict = new TextDecoder('utf-8', { fatal: true });
const lenient = new TextDecoder('utf-8');

function utf8(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes);
  } catch {
    return lenient.decode(bytes).replaceAll('\ufffd', '?');
  }
}

function utf32(bytes: Uint8Array, littleEndian: boolean): string {
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pieces: string[] = [];
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const code = data.getUint32(at, littleEndian);
    pieces.push(code <= 0x10ffff ? String.fromCodePoint(code) : '?');
  }
  return pieces.join('');
}
