// What the field types of TIFF entries are (TIFF 6.0 section 2, BigTIFF, Exif 3.0 4.6.2).
import { BYTE, IFD, IFD8, LONG, LONG8, SBYTE, SHORT, SLONG, SSHORT, UTF8 } from './types.js';

export * from './types.js';

const sizes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 2, 8, 8, 8, 8];

/** ExifTool's names of the field types. */
export const fieldTypeNames: readonly string[] = [
  '',
  'int8u',
  'string',
  'int16u',
  'int32u',
  'rational64u',
  'int8s',
  'undef',
  'int16s',
  'int32s',
  'rational64s',
  'float',
  'double',
  'ifd',
  'unicode',
  'complex',
  'int64u',
  'int64s',
  'ifd64',
];

/** Bytes of one value of a field type, 0 where there is no such type. */
export function fieldSize(type: number): number {
  return type === UTF8 ? 1 : (sizes[type] ?? 0);
}

/** Whether values of this type are whole numbers, as offsets must be. */
export function isInteger(type: number): boolean {
  return (
    type === LONG ||
    type === SHORT ||
    type === IFD ||
    type === BYTE ||
    (type >= LONG8 && type <= IFD8) ||
    type === SBYTE ||
    type === SSHORT ||
    type === SLONG
  );
}
