// Which tags an edit of XMP is about: what a check of the result lets differ.
import type { XmpChanges } from '../../changes.js';
import type { Tag } from '../../types.js';
import { declaredIn, type OpenPacket, openPacket } from './edit.js';
import { propertyChanges } from './edit-values.js';
import { groupOf } from './namespaces.js';
import { rootOf } from './tag.js';

/** Whether a tag, as reading made it, is of a property that the changes name: one of its fields, too. */
export function xmpTouched(
  packet: Uint8Array | OpenPacket | undefined,
  changes: XmpChanges | null,
): (tag: Tag) => boolean {
  if (changes === null) return ({ family }) => family === 'XMP';
  const groups = new Set<string>();
  const roots = new Set<string>();
  const uriOf = packet ? declaredIn(openPacket(packet).content) : () => undefined;
  for (const change of propertyChanges(changes, uriOf)) {
    if (!change.name) groups.add(groupOf(change.prefix));
    else roots.add(`${change.place.naming.group}:${change.place.naming.id}`);
  }
  return (tag) => {
    const root = rootOf(tag);
    return root !== undefined && (groups.has(root.group) || roots.has(`${root.group}:${root.id}`));
  };
}
