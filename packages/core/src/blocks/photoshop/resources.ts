// Walks Photoshop's image resources (Adobe Photoshop File Formats Specification, Image Resource Blocks).
import type { View } from '../../bytes/view.js';
import type { Context } from '../../types.js';

/** An image resource: its id and the range of its data. */
export interface Resource {
  readonly id: number;
  readonly start: number;
  readonly end: number;
}

/** `8BIM`, and what others write there: `PHUT`, `DCSR`, `AgHg`, `MeSa`. */
const own = 0x3842494d;
const signatures = new Set([own, 0x50485554, 0x44435352, 0x41674867, 0x4d655361]);

/** The `8BIM` resources in `[start, end)` up to the first damaged one; other applications' are passed over. */
export function readResources(
  view: View,
  start: number,
  end: number,
  path: string,
  context: Context,
): Resource[] {
  const resources: Resource[] = [];
  let at = start;
  while (at + 8 < end && context.budget.tag(0)) {
    const signature = view.u32(at);
    if (signature !== own && !signatures.has(signature)) {
      context.warn('malformed', 'Photoshop resource without its signature', at, path);
      break;
    }
    const nameLength = view.u8(at + 6);
    const sizeAt = at + 7 + nameLength + (nameLength & 1 ? 0 : 1);
    if (sizeAt + 4 > end) {
      context.warn('truncated', 'Photoshop resource is cut off', at, path);
      break;
    }
    const data = sizeAt + 4;
    const size = view.u32(sizeAt);
    if (data + size > end) {
      context.warn('truncated', `Photoshop resource of ${size} bytes is longer than its block`, at, path);
      break;
    }
    if (signature === own) resources.push({ id: view.u16(at + 4), start: data, end: data + size });
    at = data + size + (size & 1);
  }
  return resources;
}
