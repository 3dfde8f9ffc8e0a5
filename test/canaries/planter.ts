// Plants unique strings, and finds them again in every form that a file can hold text in.
import { constants, inflateSync } from 'node:zlib';

/** Unique strings and the places they were put in. */
export class Planter {
  readonly #places = new Map<string, string>();

  /** A string of seven characters for a place, filled up with `~` to a length. */
  plant(place: string, length = 7): string {
    if ([...this.#places.values()].includes(place)) throw new Error(`planted twice: ${place}`);
    const text = `cN${this.#places.size.toString(36).padStart(3, '0')}Xq`;
    this.#places.set(text, place);
    return text.padEnd(length, '~');
  }

  /** A string as numerator and denominator that are stored as its eight characters. */
  rational(place: string, littleEndian: boolean): readonly [number, number] {
    const view = new DataView(new TextEncoder().encode(this.plant(place, 8)).buffer);
    return [view.getUint32(0, littleEndian), view.getUint32(4, littleEndian)];
  }

  get places(): readonly string[] {
    return [...this.#places.values()];
  }

  /** The places whose strings are in a file. */
  foundIn(file: Uint8Array): string[] {
    const readable = readableBytes(file);
    return [...this.#places].filter(([text]) => isIn(readable, text)).map(([, place]) => place);
  }
}

/** A file and what its streams inflate to, and both without line ends, which part hexadecimal digits. */
function readableBytes(file: Uint8Array): Uint8Array[] {
  const all = [file, ...inflatedStreams(file), gifData(file)];
  return [...all, ...all.map((bytes) => bytes.filter((byte) => byte !== 0x0a))];
}

/** What the sub-blocks of a GIF hold, joined: their lengths part what is written in them. */
function gifData(file: Uint8Array): Uint8Array {
  if (!Buffer.from(file.subarray(0, 4)).equals(Buffer.from('GIF8'))) return new Uint8Array(0);
  const tableBytes = (packed: number): number => (packed & 0x80 ? 3 << ((packed & 7) + 1) : 0);
  const pieces: Uint8Array[] = [];
  for (let at = 13 + tableBytes(file[10]!); at < file.length && file[at] !== 0x3b; ) {
    at += file[at] === 0x2c ? 11 + tableBytes(file[at + 9]!) : 2;
    for (let length = file[at] ?? 0; length > 0; length = file[at] ?? 0) {
      pieces.push(file.subarray(at + 1, at + 1 + length));
      at += 1 + length;
    }
    at++;
  }
  return new Uint8Array(Buffer.concat(pieces));
}

/** Whether a text is in a file, in any form. */
export const holdsText = (file: Uint8Array, text: string): boolean => isIn(readableBytes(file), text);

const isIn = (readable: readonly Uint8Array[], text: string): boolean =>
  forms(text).some((form) => readable.some((bytes) => indexOf(bytes, form) >= 0));

const indexOf = (bytes: Uint8Array, wanted: Buffer): number =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(wanted);

/** UTF-8 and Latin-1 (the same for ASCII), UTF-16 in both orders, and the hexadecimal digits of each. */
function forms(text: string): Buffer[] {
  const wide = Buffer.from(text, 'utf16le');
  const binary = [Buffer.from(text, 'latin1'), wide, Buffer.from(wide).swap16()];
  const digits = binary.map((bytes) => bytes.toString('hex'));
  return [...binary, ...digits.flatMap((hex) => [Buffer.from(hex), Buffer.from(hex.toUpperCase())])];
}

/** What comes out of every zlib stream in a file, those in the joined data chunks of a PNG as well. */
function inflatedStreams(file: Uint8Array): Uint8Array[] {
  const found: Uint8Array[] = [];
  for (const bytes of [file, pngData(file)]) {
    for (let at = 0; at + 1 < bytes.length; at++) {
      const first = bytes[at]!;
      if ((first & 0x8f) !== 8 || ((first << 8) | bytes[at + 1]!) % 31 !== 0) continue;
      const inflated = inflate(bytes.subarray(at));
      if (inflated) found.push(inflated);
    }
  }
  return found;
}

function inflate(bytes: Uint8Array): Uint8Array | undefined {
  try {
    return inflateSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return undefined;
  }
}

function pngData(file: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.length);
  if (bytes.toString('latin1', 1, 4) !== 'PNG') return Buffer.alloc(0);
  for (let at = 8; at + 8 <= bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (type === 'IDAT') parts.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)));
  }
  return Buffer.concat(parts);
}
