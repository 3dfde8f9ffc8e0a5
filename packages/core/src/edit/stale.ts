// What shows the picture and does not follow an edit: the report warns of it.
import { StoredBytes } from '../bytes/stored-bytes.js';
import type { CommonChanges } from '../changes.js';
import type { Context, Tag } from '../types.js';

/** Names of the tags that are smaller pictures. */
const smaller = /^(Thumbnail|Preview|Other|JpgFromRaw|PhotoshopThumbnail)/;

/** The pictures beside the main one that state no orientation of their own: EXIF's thumbnail is turned with it. */
function otherPictures(tags: readonly Tag[]): string[] {
  const found = tags.filter(
    ({ group, name, value }) =>
      smaller.test(name) && group !== 'IFD1' && (value instanceof StoredBytes || value instanceof Uint8Array),
  );
  return [...new Set(found.map(({ group, name }) => `${group}:${name}`))];
}

/** Warns of what is shown as before once EXIF states another orientation. */
export function warnOfOrientation(tags: readonly Tag[], format: string, { warn }: Context): void {
  if (format === 'heif')
    warn(
      'unknown',
      'HEIF is shown as irot and imir say, which stay: readers pass over the orientation of EXIF',
      0,
      format,
    );
  const pictures = otherPictures(tags);
  if (pictures.length > 0)
    warn(
      'unknown',
      `pictures that state no orientation may be shown as before: ${pictures.join(', ')}`,
      0,
      format,
    );
}

/** PNG's own texts, which no edit changes, by what all standards can say. */
const pngTexts = { title: 'Title', description: 'Description', creator: 'Author', copyright: 'Copyright' };

/** Warns of the texts of a PNG that go on to say what they said. */
export function warnOfTexts(common: CommonChanges, tags: readonly Tag[], { warn }: Context): void {
  for (const [field, text] of Object.entries(pngTexts))
    if (field in common && tags.some(({ family, name }) => family === 'PNG' && name === text))
      warn('unknown', `the text ${text} of the PNG stays as it is`, 0, `png/${text}`);
}

/** Whether EXIF has a thumbnail. */
export function hasThumbnail(tags: readonly Tag[]): boolean {
  return tags.some(({ group, name }) => group === 'IFD1' && name === 'ThumbnailImage');
}
