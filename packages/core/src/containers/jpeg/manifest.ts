// Finds the C2PA manifest of a JPEG among its JUMBF segments.
import type { Scan } from '../../bytes/scan.js';
import type { Segment } from './walk.js';

/** From the marker: length, `JP`, box instance, packet number, box header; then the description box (ISO/IEC 19566-5). */
const instanceAt = 6;
const boxesAt = 20;
const typeAt = boxesAt + 8;
const leastBytes = typeAt + 4;

/** The segments of box instances whose type is `c2pa` (C2PA 2.1, A.3.1), whole where all of them are there. */
export function* manifestSegments(header: readonly Segment[]): Scan<ReadonlySet<Segment>> {
  const instances = new Map<number, Segment[]>();
  const manifests = new Set<Segment>();
  for (const segment of header) {
    const { kind, start, end } = segment;
    if (kind !== 'jumbf' || end - start < boxesAt) continue;
    const view = yield { start, end: Math.min(end, start + leastBytes) };
    const instance = view.u16(start + instanceAt);
    const first = end - start >= leastBytes && view.u32(start + instanceAt + 2) === 1;
    if (first && view.fourcc(start + boxesAt + 4) === 'jumd' && view.fourcc(start + typeAt) === 'c2pa') {
      instances.set(instance, []);
    }
    instances.get(instance)?.push(segment);
  }
  for (const segments of instances.values()) for (const segment of segments) manifests.add(segment);
  return manifests;
}
