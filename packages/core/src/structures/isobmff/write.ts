// Writes ISOBMFF boxes (ISO/IEC 14496-12, section 4.2) as new bytes: whole ones of parts, or front to back.

/** Bytes from numbers or bytes. */
export type BytePart = Uint8Array | readonly number[];

/** Joins parts into one array. */
export function concat(parts: readonly BytePart[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    if (part.length > 16) bytes.set(part, at);
    else for (let i = 0; i < part.length; i++) bytes[at + i] = part[i]!;
    at += part.length;
  }
  return bytes;
}

/** The low 16 bits, big-endian. */
export function be16(value: number): readonly number[] {
  return [(value >>> 8) & 255, value & 255];
}

/** The low 32 bits, big-endian. */
export function be32(value: number): readonly number[] {
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
}

/** A number below 2^53 in 64 bits, big-endian. */
export function be64(value: number): readonly number[] {
  return [...be32(Math.floor(value / 2 ** 32)), ...be32(value % 2 ** 32)];
}

/** The four bytes of a box type or another four-character code, each character one byte. */
export function fourCc(code: string): readonly number[] {
  return [code.charCodeAt(0), code.charCodeAt(1), code.charCodeAt(2), code.charCodeAt(3)];
}

/** The header of a box with a body of `length` bytes, of 64 bits where 32 are too few. */
export function boxHeader(type: string, length: number): Uint8Array {
  if (length + 8 < 2 ** 32) return concat([be32(length + 8), fourCc(type)]);
  return concat([be32(1), fourCc(type), be64(length + 16)]);
}

/** A box. */
export function box(type: string, ...parts: readonly BytePart[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return concat([boxHeader(type, length), ...parts]);
}

/** A box with version and flags. */
export function fullBox(
  type: string,
  version: number,
  flags: number,
  ...parts: readonly BytePart[]
): Uint8Array {
  return box(type, be32(version * 2 ** 24 + flags), ...parts);
}

/** Writes boxes front to back into one array; numbers are big-endian. For boxes of many small fields. */
export class BoxWriter {
  #data = new DataView(new ArrayBuffer(4096));
  #length = 0;

  /** A box that holds what `body` writes. */
  box(type: string, body: () => void): void {
    const start = this.#begin(type);
    body();
    this.#end(start);
  }

  /** A box with version and flags. */
  fullBox(type: string, version: number, flags: number, body: () => void): void {
    const start = this.#begin(type);
    this.u32(version * 2 ** 24 + flags);
    body();
    this.#end(start);
  }

  #begin(type: string): number {
    const start = this.#length;
    this.u32(0);
    this.fourCc(type);
    return start;
  }

  #end(start: number): void {
    this.#data.setUint32(start, this.#length - start);
  }

  u8(value: number): void {
    const at = this.#advance(1);
    this.#data.setUint8(at, value);
  }

  u16(value: number): void {
    const at = this.#advance(2);
    this.#data.setUint16(at, value);
  }

  u32(value: number): void {
    const at = this.#advance(4);
    this.#data.setUint32(at, value);
  }

  u64(value: number): void {
    this.u32(Math.floor(value / 2 ** 32));
    this.u32(value % 2 ** 32);
  }

  fourCc(code: string): void {
    const at = this.#advance(4);
    for (let i = 0; i < 4; i++) this.#data.setUint8(at + i, code.charCodeAt(i));
  }

  append(bytes: Uint8Array): void {
    const at = this.#advance(bytes.length);
    new Uint8Array(this.#data.buffer).set(bytes, at);
  }

  /** Bytes that were written. */
  get length(): number {
    return this.#length;
  }

  /** What was written, from the start of its buffer; not a copy. */
  get bytes(): Uint8Array {
    return new Uint8Array(this.#data.buffer, 0, this.#length);
  }

  /** Makes room; gives where it is. */
  #advance(length: number): number {
    const at = this.#length;
    this.#length += length;
    if (this.#length > this.#data.byteLength) {
      const larger = new Uint8Array(Math.max(this.#length, 2 * this.#data.byteLength));
      larger.set(new Uint8Array(this.#data.buffer));
      this.#data = new DataView(larger.buffer);
    }
    return at;
  }
}
