// The thumbnail of EXIF, which is turned as its picture is.
import { SHORT } from '../../structures/tiff/field.js';
import type { EntryChange } from '../../structures/tiff/grow.js';
import { IMAGE_WIDTH, ORIENTATION, SUBFILE_TYPE } from '../../structures/tiff/ids.js';
import type { FoundIfd } from '../../structures/tiff/survey.js';
import { numberBytes } from '../../structures/tiff/write.js';
import type { Host } from '../../types.js';

/** What the second directory comes to say beside the first, where it holds a thumbnail and says anything. */
export function turnedThumbnail(
  { value }: EntryChange,
  second: FoundIfd | undefined,
  host: Host | undefined,
  littleEndian: boolean,
): EntryChange | undefined {
  if (!second?.entries.some(({ id }) => id === ORIENTATION)) return undefined;
  if (host === 'tiff' && isPage(second, littleEndian)) return undefined;
  return { id: ORIENTATION, type: SHORT, value: value ?? numberBytes([1], SHORT, littleEndian) };
}

/** Whether a directory of a TIFF is a page of its own: it states a size, and not that it is a smaller picture of another. */
function isPage({ entries, bytes }: FoundIfd, littleEndian: boolean): boolean {
  const kind = entries.find(({ id }) => id === SUBFILE_TYPE);
  const at = kind ? kind.start - entries[0]!.at + (littleEndian ? 0 : 3) : 0;
  const isReduced = kind?.inline === true && (bytes[at]! & 1) === 1;
  return !isReduced && entries.some(({ id }) => id === IMAGE_WIDTH);
}
