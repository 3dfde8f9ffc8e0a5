// The ids of Photoshop's image resources that code asks for by name; all others stand in the block's table.
export const IPTC_RESOURCE = 0x0404;
export const COPYRIGHT_FLAG = 0x040a;
export const URL_RESOURCE = 0x040b;
export const IPTC_DIGEST = 0x0425;

/** What Photoshop 2.5 led its image resources with in APP13, and how many bytes stand before the first of them. */
export const oldPhotoshop = { text: 'Adobe_Photoshop2.5:', headerBytes: 27 } as const;
