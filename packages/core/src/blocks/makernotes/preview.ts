// The pictures that a maker note points to.
import { bytesOf } from '../../structures/tiff/open.js';
import { makeTag } from '../../tables/tag.js';
import { toNumber, toText, type Value } from '../../tables/value.js';
import type { Tag } from '../../types.js';
import type { Note } from './note.js';

/** A picture, and the tags that tell where it lies, how long it is, and whether there is one. */
interface Picture {
  readonly name: string;
  readonly start: string;
  readonly length: string;
  readonly valid?: string;
}

const pictures: readonly Picture[] = [
  {
    name: 'PreviewImage',
    start: 'PreviewImageStart',
    length: 'PreviewImageLength',
    valid: 'PreviewImageValid',
  },
  { name: 'ZoomedPreviewImage', start: 'ZoomedPreviewStart', length: 'ZoomedPreviewLength' },
];

/** Tags of the pictures that tags of the note tell the places of. */
export function pointedPictures(note: Note): Tag[] {
  return pictures.flatMap((picture) => pictureTag(note, picture) ?? []);
}

function pictureTag({ found, reach }: Note, { name, ...from }: Picture): Tag | undefined {
  const start = found.find((tag) => tag.name === from.start);
  if (!start) return undefined;
  const size = found.find((tag) => tag.name === from.length && tag.group === start.group);
  const valid = found.find((tag) => tag.name === from.valid);
  const length = toNumber(size?.value as Value);
  if (!(length > 0) || (valid && toText(valid.value as Value) === '0')) return undefined;
  const at = toNumber(start.value as Value);
  return makeTag('MakerNotes', start.group, name, { name }, bytesOf(reach.tiff, at, at + length));
}
