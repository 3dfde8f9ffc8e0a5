// ICC profiles in PNG: the iCCP chunk (PNG third edition, section 11.3.2.3).

import { View } from '../../bytes/view.js';
import { type InflateBudget, textBytes, textFields } from '../../structures/png/text.js';
import type { BlockRef, Context } from '../../types.js';

const headerBytes = 128;

/** Whether the bytes are an ICC profile as far as its size and tag table tell (ICC.1:2022 section 7). */
export function isIccProfile(bytes: Uint8Array): boolean {
  if (bytes.length < headerBytes + 4) return false;
  const view = new View(bytes);
  const length = view.u32(0);
  const count = view.u32(headerBytes);
  if (length < headerBytes || length > bytes.length) return false;
  return count >= 1 && count < 256 && headerBytes + 4 + 12 * count <= bytes.length;
}

/** The blocks of an iCCP chunk: the profile and its name, or the chunk as it is where it is damaged. */
export function iccBlocks(
  view: View,
  start: number,
  end: number,
  budget: InflateBudget,
  context: Context,
): BlockRef[] {
  const path = 'png/iCCP';
  const fields = textFields('iCCP', view, start, end);
  const profile = fields && textBytes(fields, view, budget);
  if (!fields || profile?.end !== 'complete' || !isIccProfile(profile.bytes)) {
    context.warn('malformed', 'the ICC profile is damaged or too large', start, path);
    return [{ kind: 'png', label: 'iCCP', ranges: [{ start, end }], path }];
  }
  const name = { start, end: fields.start - 2 };
  return [
    { kind: 'png', label: 'iCCP-name', ranges: [name], path },
    { kind: 'icc', ranges: [{ start: fields.start, end }], path, bytes: profile.bytes },
  ];
}
