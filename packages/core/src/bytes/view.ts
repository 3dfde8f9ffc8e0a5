// A piece of a file that knows where it lies: every offset is an absolute file offset.
import { latinText } from './latin.js';

/**
 * Bytes of a file with their place in it. All getters take absolute offsets and expect them inside
 * `[start, end)`: check with {@link View.has} first; outside they throw a RangeError.
 */
export class View {
  readonly bytes: Uint8Array;
  readonly data: DataView;
  /** Absolute offset of `bytes[0]`. */
  readonly start: number;
  /** Absolute offset after the last byte. */
  readonly end: number;

  constructor(bytes: Uint8Array, start = 0) {
    this.bytes = bytes;
    this.data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.start = start;
    this.end = start + bytes.byteLength;
  }

  /** Whether `[start, end)` lies in this view. */
  has(start: number, end: number): boolean {
    return start >= this.start && end <= this.end && start <= end;
  }

  u8(at: number): number {
    return this.data.getUint8(at - this.start);
  }
  u16(at: number, littleEndian = false): number {
    return this.data.getUint16(at - this.start, littleEndian);
  }
  u24(at: number): number {
    return (this.u16(at) << 8) | this.u8(at + 2);
  }
  u32(at: number, littleEndian = false): number {
    return this.data.getUint32(at - this.start, littleEndian);
  }
  /** An unsigned 64-bit number; above 2^53 it is inexact, which no valid offset or size is. */
  u64(at: number, littleEndian = false): number {
    const first = this.data.getUint32(at - this.start, littleEndian);
    const second = this.data.getUint32(at - this.start + 4, littleEndian);
    return littleEndian ? second * 4294967296 + first : first * 4294967296 + second;
  }
  /** A signed 64-bit number; beyond 2^53 it is inexact. */
  i64(at: number, littleEndian = false): number {
    return (
      this.i32(littleEndian ? at + 4 : at, littleEndian) * 4294967296 +
      this.u32(littleEndian ? at : at + 4, littleEndian)
    );
  }
  i8(at: number): number {
    return this.data.getInt8(at - this.start);
  }
  i16(at: number, littleEndian = false): number {
    return this.data.getInt16(at - this.start, littleEndian);
  }
  i32(at: number, littleEndian = false): number {
    return this.data.getInt32(at - this.start, littleEndian);
  }
  f32(at: number, littleEndian = false): number {
    return this.data.getFloat32(at - this.start, littleEndian);
  }
  f64(at: number, littleEndian = false): number {
    return this.data.getFloat64(at - this.start, littleEndian);
  }

  /** A view on the bytes of `[start, end)`, cut to what is there; nothing is copied. */
  slice(start: number, end: number): Uint8Array {
    return this.bytes.subarray(Math.max(0, start - this.start), Math.max(0, end - this.start));
  }

  /** The bytes of `[start, end)` as Latin-1 text, 0x80 to 0x9f as in Windows-1252. */
  latin1(start: number, end: number): string {
    return latinText(this.slice(start, end));
  }

  /** Four bytes as text: a box type, chunk name or signature. */
  fourcc(at: number): string {
    return String.fromCharCode(this.u8(at), this.u8(at + 1), this.u8(at + 2), this.u8(at + 3));
  }
}

/** Nothing at hand. */
export const noView: View = new View(new Uint8Array(0));
