// APP1 segments whose signature is damaged or missing: programs write them, and what they hold is told by what it is
// like, as ExifTool tells it.
import { searchFor } from '../../bytes/find.js';
import type { View } from '../../bytes/view.js';
import type { MetadataSegment } from './blocks.js';

/** EXIF behind a few other bytes, or in another case. */
const exif = /^.{0,4}exif\0/is;
const maxExifBytes = 9;
/** Segments of other standards. */
const others = /^(QVCI|FLIR|PARROT)\0/;
const xmpName = /^(http|XMP\0)/;
const hasPacket = searchFor('<?xpacket');
const hasExifElement = searchFor('<exif:');

/** The segment as what it holds; the whole of it is at hand. */
export function oddApp1(view: View, segment: MetadataSegment): MetadataSegment {
  const { start } = segment;
  const end = Math.min(view.end, segment.end);
  const head = view.latin1(start, Math.min(end, start + maxExifBytes));
  const name = exif.exec(head)?.[0];
  if (name) return { ...segment, kind: 'exif', start: start + name.length };
  if (others.test(head)) return segment;
  const bytes = view.slice(start, end);
  const isXmp =
    xmpName.test(head) || hasPacket(bytes, 0, bytes.length) || hasExifElement(bytes, 0, bytes.length);
  return isXmp ? { ...segment, kind: 'xmp' } : segment;
}
