// Field types of TIFF entries by their numbers (TIFF 6.0 section 2, BigTIFF, Exif 3.0 4.6.2): nothing but numbers, which
// bundlers write out where they are used.

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
