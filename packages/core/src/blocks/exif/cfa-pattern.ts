// The colour filter pattern of a sensor (Exif 3.0, 4.6.6.7 CFAPattern).
import { plainText } from '../../bytes/text.js';
import type { TagScope, TagValue } from '../../types.js';

export const filterColors: readonly string[] = ['Red', 'Green', 'Blue', 'Cyan', 'Magenta', 'Yellow', 'White'];

/** Columns, rows, then a colour number for each cell; bytes that are too few are text. */
export function cfaPatternNumbers(stored: TagValue, scope: TagScope): TagValue {
  if (!(stored instanceof Uint8Array)) return stored;
  const bytes = stored.every((byte) => byte >= 0x30 && byte <= 0x36)
    ? stored.map((byte) => byte - 0x30)
    : stored;
  if (bytes.length < 4) return plainText(bytes);
  const cells = bytes.length - 4;
  const little = [bytes[0]! + bytes[1]! * 256, bytes[2]! + bytes[3]! * 256] as const;
  const big = [bytes[0]! * 256 + bytes[1]!, bytes[2]! * 256 + bytes[3]!] as const;
  const [own, other] = scope.littleEndian ? [little, big] : [big, little];
  const swapped = cells < own[0] * own[1] && cells >= other[0] * other[1];
  return [...(swapped ? other : own), ...bytes.subarray(4)];
}

/** `[Red,Green][Green,Blue]` */
export function cfaPatternText(value: TagValue): string {
  const numbers = Array.isArray(value) ? value.map(Number) : [];
  const [rows, columns] = numbers;
  if (rows === undefined || columns === undefined) return '<truncated data>';
  if (rows === 0 || columns === 0) return '<zero pattern size>';
  if (2 + rows * columns > numbers.length) return '<invalid pattern size>';
  let text = '';
  for (let cell = 0; cell < rows * columns; cell++) {
    const separator = cell === 0 ? '[' : cell % columns === 0 ? '][' : ',';
    text += separator + (filterColors[numbers[2 + cell]!] ?? 'Unknown');
  }
  return `${text}]`;
}
