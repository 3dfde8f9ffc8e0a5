// How the text of a packet is stored, and back: UTF-8, UTF-16 or UTF-32 (XMP part 1, section 7.3.2).
import { isSameBytes } from '../../bytes/same-bytes.js';

/** A packet's text and the way to its bytes. */
export interface PacketCoding {
  decode(bytes: Uint8Array): string;
  /** The bytes of a text that `decode` gave, edited. */
  encode(text: string): Uint8Array;
  /** A text of others, as it stands among what `decode` gives, and back. */
  stored(text: string): string;
  shown(text: string): string;
  /** How many bytes a blank takes. */
  readonly unit: 1 | 2 | 4;
}

const same = (text: string): string => text;
const utf8Bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const utf8: PacketCoding = {
  decode: (bytes) => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes),
  encode: utf8Bytes,
  stored: same,
  shown: same,
  unit: 1,
};

/** UTF-8 with damage: a sign for each byte, so that what is not edited stays as it is. */
const bytewise: PacketCoding = {
  decode: byteSigns,
  encode: (text) => Uint8Array.from(text, (sign) => sign.charCodeAt(0)),
  stored: (text) => byteSigns(utf8Bytes(text)),
  shown: (text) => new TextDecoder().decode(bytewise.encode(text)),
  unit: 1,
};

const pieceLength = 8192;

function byteSigns(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += pieceLength)
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + pieceLength)));
  return pieces.join('');
}

function utf16(littleEndian: boolean): PacketCoding {
  return {
    decode: (bytes) =>
      new TextDecoder(littleEndian ? 'utf-16le' : 'utf-16be', { ignoreBOM: true }).decode(bytes),
    encode: (text) => {
      const data = new DataView(new ArrayBuffer(text.length * 2));
      for (let i = 0; i < text.length; i++) data.setUint16(i * 2, text.charCodeAt(i), littleEndian);
      return new Uint8Array(data.buffer);
    },
    stored: same,
    shown: same,
    unit: 2,
  };
}

function utf32(littleEndian: boolean): PacketCoding {
  return {
    decode: (bytes) => utf32Text(bytes, littleEndian),
    encode: (text) => {
      const signs = [...text];
      const data = new DataView(new ArrayBuffer(signs.length * 4));
      for (const [i, sign] of signs.entries()) data.setUint32(i * 4, sign.codePointAt(0)!, littleEndian);
      return new Uint8Array(data.buffer);
    },
    stored: same,
    shown: same,
    unit: 4,
  };
}

/** UTF-32 text; what is no character becomes `?`. */
export function utf32Text(bytes: Uint8Array, littleEndian: boolean): string {
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pieces: string[] = [];
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const code = data.getUint32(at, littleEndian);
    pieces.push(code <= 0x10ffff ? String.fromCodePoint(code) : '?');
  }
  return pieces.join('');
}

/** Bytes of a character that are more than one, by how the packet begins: with a byte order mark or `<`. */
export function wideUnit(bytes: Uint8Array): { size: 2 | 4; littleEndian: boolean } | undefined {
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = bytes;
  if (a === 0 && b === 0 && ((c === 0xfe && d === 0xff) || (c === 0 && d === 0x3c && e === 0)))
    return { size: 4, littleEndian: false };
  if (c === 0 && d === 0 && ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)))
    return { size: 4, littleEndian: true };
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c && c === 0))
    return { size: 2, littleEndian: false };
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) return { size: 2, littleEndian: true };
  return undefined;
}

/** How a packet is stored; `undefined` where its text would not come back as the same bytes. */
export function packetCoding(bytes: Uint8Array): PacketCoding | undefined {
  const wide = wideUnit(bytes);
  if (!wide) return isUtf8(bytes) ? utf8 : bytewise;
  const coding = (wide.size === 2 ? utf16 : utf32)(wide.littleEndian);
  const back = coding.encode(coding.decode(bytes));
  return isSameBytes(back, bytes) ? coding : undefined;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    utf8.decode(bytes);
    return true;
  } catch {
    return false;
  }
}
