// Edits the IPTC within Photoshop's image resources; the digest there, which tells whether IPTC was changed by others, is
// renewed where it was right before (Metadata Working Group 2.0, section 3.3).
import { md5 } from '../../bytes/md5.js';
import { toHex } from '../../bytes/text.js';
import type { IptcChanges } from '../../changes.js';
import { MetadataError } from '../../errors.js';
import { resourcesIn, withResource } from '../../structures/resources/write.js';
import { IPTC_DIGEST, IPTC_RESOURCE } from '../../tables/image-resources.js';
import { editIptc } from '../iptc/edit.js';

/** The resources with their IPTC edited; `undefined` where none is left. Throws as `editIptc` does. */
export function editResources(
  block: Uint8Array | undefined,
  changes: IptcChanges | null,
): Uint8Array | undefined {
  const bytes = block ?? new Uint8Array(0);
  const resources = resourcesIn(bytes, refuse);
  const old = resources.find(({ id }) => id === IPTC_RESOURCE);
  const before = old && bytes.subarray(old.start, old.end);
  const after = editIptc(before, changes);
  if (after === before) return block;
  const made = withResource(bytes, resources, IPTC_RESOURCE, after);
  const digest = resources.find(({ id }) => id === IPTC_DIGEST);
  if (!digest || !before || toHex(bytes.subarray(digest.start, digest.end)) !== md5(before))
    return made.length > 0 ? made : undefined;
  const renewed = after && Uint8Array.from(md5(after).match(/../g)!, (digits) => Number.parseInt(digits, 16));
  const signed = withResource(made, resourcesIn(made, refuse), IPTC_DIGEST, renewed);
  return signed.length > 0 ? signed : undefined;
}

function refuse(message: string): never {
  throw new MetadataError('malformed', `${message}: it cannot be edited`, { path: 'photoshop' });
}
