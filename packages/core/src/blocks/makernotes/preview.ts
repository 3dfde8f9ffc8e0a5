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
  const tags: Tag[] = [];
  for (const picture of pictures) {
    const start = tagNamed(note.found, picture.start);
    const tag = start && pictureTag(note, start, picture);
    if (tag) tags.push(tag);
  }
  return tags;
}

function tagNamed(tags: readonly Tag[], name: string): Tag | undefined {
  for (let i = 0; i < tags.length; i++) if (tags[i]!.name === name) return tags[i];
  return undefined;
}

function pictureTag({ found, reach }: Note, start: Tag, { name, ...from }: Picture): Tag | undefined {
  const size = found.find((tag) => tag.name === from.length && tag.group === start.group);
  const valid = from.valid === undefined ? undefined : tagNamed(found, from.valid);
  const length = toNumber(size?.value as Value);
  if (!(length > 0) || (valid && toText(valid.value as Value) === '0')) return undefined;
  const at = toNumber(start.value as Value);
  return makeTag('MakerNotes', start.group, name, { name }, bytesOf(reach.tiff, at, at + length));
}
