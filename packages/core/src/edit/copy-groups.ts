// The standards whose metadata is copied.

/** A standard whose metadata is copied. */
export type CopyGroup = 'exif' | 'iptc' | 'xmp';

export const copyGroups: readonly CopyGroup[] = ['exif', 'iptc', 'xmp'];
