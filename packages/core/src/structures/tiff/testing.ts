// Small TIFF structures for the tests beside it.

/** One entry: id, field type, and its numbers (rationals as pairs), text or bytes. */
export type TestEntry = readonly [
  id: number,
  type: number,
  value: string | readonly number[] | Uint8Array | TestIfd,
];
/** A directory: its entries, and the directory behind it. */
export interface TestIfd {
  readonly entries: readonly TestEntry[];
  readonly next?: TestIfd;
}

const sizes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4];

/** A TIFF structure in either byte order; values follow their directory, directories follow each other. */
export function tiffBytes(first: TestIfd, littleEndian = false): Uint8Array {
  const data = new DataView(new ArrayBuffer(65_536));
  const order = littleEndian ? 0x4949 : 0x4d4d;
  data.setUint16(0, order);
  data.setUint16(2, 42, littleEndian);
  data.setUint32(4, 8, littleEndian);
  const end = writeIfd(data, 8, first, littleEndian);
  return new Uint8Array(data.buffer, 0, end);
}

function writeIfd(data: DataView, start: number, ifd: TestIfd, little: boolean): number {
  data.setUint16(start, ifd.entries.length, little);
  let free = start + 2 + 12 * ifd.entries.length + 4;
  ifd.entries.forEach(([id, type, value], index) => {
    const at = start + 2 + 12 * index;
    data.setUint16(at, id, little);
    data.setUint16(at + 2, type, little);
    if (
      typeof value === 'object' &&
      'entries' in value &&
      !Array.isArray(value) &&
      !(value instanceof Uint8Array)
    ) {
      data.setUint32(at + 4, 1, little);
      data.setUint32(at + 8, free, little);
      free = writeIfd(data, free, value as TestIfd, little);
      return;
    }
    const numbers =
      typeof value === 'string'
        ? [...new TextEncoder().encode(value), 0]
        : [...(value as ArrayLike<number> & Iterable<number>)];
    const size = sizes[type]!;
    const count = type === 5 || type === 10 ? numbers.length / 2 : numbers.length;
    data.setUint32(at + 4, count, little);
    const place = size * count > 4 ? free : at + 8;
    if (place === free) data.setUint32(at + 8, free, little);
    for (const [i, number] of numbers.entries()) writeNumber(data, place, i, type, number, little);
    if (place === free) free += (size * count + 1) & ~1;
  });
  const behind = start + 2 + 12 * ifd.entries.length;
  if (!ifd.next) return free;
  data.setUint32(behind, free, little);
  return writeIfd(data, free, ifd.next, little);
}

function writeNumber(
  data: DataView,
  place: number,
  index: number,
  type: number,
  value: number,
  little: boolean,
): void {
  if (type === 3 || type === 8) data.setUint16(place + 2 * index, value, little);
  else if (type === 4 || type === 9 || type === 5 || type === 10 || type === 13)
    data.setInt32(place + 4 * index, value, little);
  else if (type === 11) data.setFloat32(place + 4 * index, value, little);
  else if (type === 12) data.setFloat64(place + 8 * index, value, little);
  else data.setUint8(place + index, value);
}
