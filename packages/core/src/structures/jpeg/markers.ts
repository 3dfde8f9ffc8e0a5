// JPEG markers (ISO/IEC 10918-1 table B.1): nothing but numbers, which bundlers write out where they are used.

export const SOI = 0xd8;
export const EOI = 0xd9;
export const SOS = 0xda;
export const APP0 = 0xe0;
export const APP1 = 0xe1;
export const APP15 = 0xef;
export const COM = 0xfe;
