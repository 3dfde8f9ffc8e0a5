// The standards whose metadata is copied, and which formats have a place for them.

/** A standard whose metadata is copied. */
export type CopyGroup = 'exif' | 'iptc' | 'xmp';

export const copyGroups: readonly CopyGroup[] = ['exif', 'iptc', 'xmp'];

/** What these formats have a place for; the others have one for every standard. */
const places: { readonly [format: string]: readonly CopyGroup[] } = {
  gif: ['xmp'],
  xmp: ['xmp'],
  webp: ['exif', 'xmp'],
  heif: ['exif', 'xmp'],
  jxl: ['exif', 'xmp'],
};

/** Whether files of a format can have metadata of a standard. */
export function hasPlace(format: string, group: CopyGroup): boolean {
  return places[format]?.includes(group) ?? true;
}
