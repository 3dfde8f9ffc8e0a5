// Finds the C2PA manifests of a HEIF file among its boxes.

import type { Scan } from '../../../bytes/scan.js';
import type { Box } from '../../../structures/isobmff/read.js';

/** The uuid of C2PA's boxes in ISOBMFF (C2PA 2.1, A.5.1). */
const c2paUuid = [
  0xd8, 0xfe, 0xc3, 0xd6, 0x1b, 0x0e, 0x48, 0x3c, 0x92, 0x97, 0x58, 0x28, 0x87, 0x7e, 0xc4, 0x81,
];
/** Size and type of the description box of a JUMBF box, then its type (ISO/IEC 19566-5, A.3). */
const descriptionBytes = 12;

/** Boxes of C2PA, by their uuid or as JUMBF of its type. */
export function* manifestBoxes(boxes: readonly Box[]): Scan<ReadonlySet<Box>> {
  const found = new Set<Box>();
  for (const box of boxes) {
    const { type, body, end } = box;
    const length = type === 'uuid' ? c2paUuid.length : descriptionBytes;
    if ((type !== 'uuid' && type !== 'jumb') || end - body < length) continue;
    const view = yield { start: body, end: body + length };
    if (!view.has(body, body + length)) continue;
    const isManifest =
      type === 'uuid'
        ? c2paUuid.every((byte, i) => view.u8(body + i) === byte)
        : view.fourcc(body + 4) === 'jumd' && view.fourcc(body + 8) === 'c2pa';
    if (isManifest) found.add(box);
  }
  return found;
}

/** Those that are all there and say their length, so that something may follow them. */
export function* wholeBoxes(boxes: Iterable<Box>): Scan<Box[]> {
  const whole: Box[] = [];
  for (const box of boxes) {
    const { start, body, end } = box;
    const view = yield { start, end: body };
    if (view.u32(start) === 0) continue;
    const last = yield { start: end - 1, end };
    if (last.has(end - 1, end)) whole.push(box);
  }
  return whole;
}
