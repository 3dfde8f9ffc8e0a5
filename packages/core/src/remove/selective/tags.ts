// What a file tells, by every block that reading knows, and what of it is to go.

import type { Scan } from '../../bytes/scan.js';
import type { Context, Layout, Tag } from '../../types.js';
import { loadEveryBlock, tagsOf } from '../every-block.js';
import { isBlank, readTag } from '../groups/read-tag.js';
import { quietly } from '../quietly.js';
import type { Selection } from './selection.js';

/** The tags of all blocks that a layout has, those nested in others included. */
export function* readTags(layout: Layout, context: Context): Scan<readonly Tag[]> {
  return tagsOf(yield* loadEveryBlock(layout, quietly(context)));
}

/** Whether a tag states what the selection removes. A field that cannot be left out says nothing when it is blank. */
export function states(tag: Tag, selection: Selection): boolean {
  return selection.goes(readTag(tag)) && !isCoarse(tag, selection) && !isBlank(tag);
}

const coarseNames = /^GPS(VersionID|(Latitude|Longitude)(Ref)?|MapDatum)$/;

/** Part of a position that was made coarse. */
function isCoarse({ group, name }: Tag, { coarsen }: Selection): boolean {
  return coarsen !== undefined && (group === 'GPS' || group === 'XMP-exif') && coarseNames.test(name);
}
