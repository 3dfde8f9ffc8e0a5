// References between the items of a HEIF file and groups of them: which stay, with which ends.
import type { ItemReference } from '../model.js';
import type { EntityGroup } from './boxes.js';
import type { HeifPicture } from './picture.js';

/** References to what an item is decoded from. */
export const decodedFrom: ReadonlySet<string> = new Set(['dimg', 'pred', 'tbas', 'exbl']);

/** References that stay between items that stay; of metadata only what describes a gain map does. */
const keptReferences: ReadonlySet<string> = new Set([...decodedFrom, 'auxl', 'thmb', 'prem', 'cdsc']);

/** Groups on which it depends what is shown: alternatives and stereo pairs. */
const keptGroups: ReadonlySet<string> = new Set(['altr', 'ster']);

/** Whether entity groups of a type may stay. */
export function isKeptGroup(type: string): boolean {
  return keptGroups.has(type);
}

/** The references that stay, to the items that stay. */
export function stayingReferences({ meta, choice }: HeifPicture): ItemReference[] {
  return meta.references
    .filter(({ type, from }) => keptReferences.has(type) && choice.kept.has(from))
    .map((reference) => ({ ...reference, to: reference.to.filter((id) => choice.kept.has(id)) }))
    .filter(({ to }) => to.length > 0);
}

/** The groups of which at least two items stay, of these items. */
export function stayingGroups({ groups, choice }: HeifPicture): EntityGroup[] {
  return groups
    .map((group) => ({ ...group, entities: group.entities.filter((id) => choice.kept.has(id)) }))
    .filter(({ entities }) => entities.length > 1);
}
