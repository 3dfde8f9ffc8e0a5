// Field types of TIFF entries (TIFF 6.0 section 2, BigTIFF, Exif 3.0 4.6.2).

export const BYTE = 1;
export const ASCII = 2;
export const SHORT = 3;
export const LONG = 4;
export const RATIONAL = 5;
export const SBYTE = 6;
export const UNDEFINED = 7;
export const SSHORT = 8;
export const SLONG = 9;
export const SRATIONAL = 10;
export const FLOAT = 11;
export const DOUBLE = 12;
export const IFD = 13;
export const LONG8 = 16;
export const SLONG8 = 17;
export const IFD8 = 18;
export const UTF8 = 129;

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
