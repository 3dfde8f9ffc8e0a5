// IPTC and the Photoshop resources around it: datasets taken out, the rest moved up, the block as long as before.

import { readDatasets, unswapped } from '../../blocks/iptc/datasets.js';
import { readResources } from '../../blocks/photoshop/resources.js';
import { md5 } from '../../bytes/md5.js';
import type { Scan } from '../../bytes/scan.js';
import { toHex } from '../../bytes/text.js';
import { View } from '../../bytes/view.js';
import { IPTC_DIGEST, IPTC_RESOURCE } from '../../tables/image-resources.js';
import { iptcTag, resourceTag } from '../groups/names.js';
import { PartDraft } from './draft.js';
import { deeper, type Job, noteChanged, noteRemoved, type Part, refuseBlock } from './job.js';
import type { EditNested } from './tiff.js';

/** The first of the ids that are left to plug-ins: what an emptied resource is called. */
const UNUSED: Uint8Array = Uint8Array.of(0x0f, 0xa0);
/** Image resources that hold a block of another standard. */
const nestedKinds: { readonly [id: number]: string } = {
  [IPTC_RESOURCE]: 'iptc',
  [0x0422]: 'exif',
  [0x0423]: 'exif',
  [0x0424]: 'xmp',
};

/** Edits an IPTC block that fills the part. Throws `not-writable` where it is damaged. */
export function* editIptc(job: Job, part: Part): Scan<void> {
  if (part.draft.length > job.context.limits.blockBytes) refuseBlock('IPTC is too large', part, 0);
  const stored = yield* part.draft.read(0, part.draft.length);
  const turned = unswapped(stored);
  if (turned && stored.length % 4 !== 0) refuseBlock('IPTC is turned about and cut off', part, 0);
  const bytes = turned ?? stored;
  const { entries, damage } = readDatasets(new View(bytes), 0, bytes.length, job.context.limits.values);
  if (damage && entries.length > 0) refuseBlock(damage.message, part, damage.offset);
  const kept = new Uint8Array(bytes.length);
  let to = 0;
  let from = 0;
  let gone = 0;
  for (const { record, dataset, end } of entries) {
    const whole = bytes.subarray(from, end);
    if (job.selection.goes(iptcTag(record, dataset))) {
      noteRemoved(job, part, 'iptc', `${part.path}/${record}:${dataset}`, from, end);
      gone++;
    } else {
      kept.set(whole, to);
      to += whole.length;
    }
    from = end;
  }
  if (gone > 0) part.draft.write(0, turned ? swap(kept) : kept);
}

function swap(bytes: Uint8Array): Uint8Array {
  return bytes.map((_, i) => bytes[i ^ 3]!);
}

/** Edits Photoshop image resources that fill the part, and what lies in them; keeps IPTCDigest true. */
export function* editPhotoshop(job: Job, part: Part, editNested: EditNested): Scan<void> {
  const { draft, path } = part;
  if (draft.length > job.context.limits.blockBytes) refuseBlock('resources are too large', part, 0);
  const bytes = yield* draft.read(0, draft.length);
  const resources = readResources(new View(bytes), 0, bytes.length, path, job.context);
  const digests: { before: string; after: string }[] = [];
  for (const { id, start, end } of resources) {
    const name = `${path}/0x${id.toString(16).padStart(4, '0')}`;
    if (job.selection.goes(resourceTag(id))) {
      const header = headerOf(bytes, start);
      if (header === undefined) refuseBlock('a resource cannot be emptied', part, start, name);
      draft.write(header + 4, UNUSED);
      draft.write(start, new Uint8Array(end - start));
      noteRemoved(job, part, 'photoshop', name, start, end);
      continue;
    }
    const kind = nestedKinds[id];
    if (!kind || start === end) continue;
    const nested = deeper(job, part, new PartDraft(draft, [{ start, end }]), name);
    const before = bytes.subarray(start, end);
    yield* editNested(job, kind, nested);
    if (id === IPTC_RESOURCE)
      digests.push({ before: md5(before), after: md5(yield* draft.read(start, end)) });
  }
  for (const { id, start, end } of resources) {
    if (id !== IPTC_DIGEST || end - start !== 16) continue;
    const said = toHex(bytes.subarray(start, end));
    const digest = digests.find(({ before, after }) => before === said && before !== after);
    if (!digest) continue;
    draft.write(start, fromHexadecimal(digest.after));
    noteChanged(job, part, 'photoshop', `${path}/0x0425`, [start, end], 'digest of the changed IPTC');
  }
}

/** Where the resource whose data starts at `start` begins: signature, id, name of even length, size. */
function headerOf(bytes: Uint8Array, start: number): number | undefined {
  for (let name = 2; name <= 256 && start - name - 10 >= 0; name += 2) {
    const at = start - name - 10;
    const signed = String.fromCharCode(...bytes.subarray(at, at + 4)) === '8BIM';
    if (signed && (bytes[at + 6]! | 1) + 1 === name) return at;
  }
  return undefined;
}

function fromHexadecimal(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));
}
