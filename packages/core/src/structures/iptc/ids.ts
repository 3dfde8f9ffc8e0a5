// The numbers of datasets that code asks for by name (IIM version 4.2); all others stand in tables.

/** The version that a record begins with. */
export const RECORD_VERSION = 0;
/** Of the envelope: the coding of the text. */
export const CHARACTER_SET = 90;
