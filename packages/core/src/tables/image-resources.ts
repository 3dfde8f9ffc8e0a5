// The ids of Photoshop's image resources that code asks for by name; all others stand in the block's table.
export const IPTC_RESOURCE = 0x0404;
export const COPYRIGHT_FLAG = 0x040a;
export const URL_RESOURCE = 0x040b;
export const IPTC_DIGEST = 0x0425;
