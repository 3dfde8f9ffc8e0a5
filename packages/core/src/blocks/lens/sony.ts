// Sony's lenses in XMP: the number of A-mount lenses also tells of adapters, with the number of another maker's lens.
import { lenses as canonLenses } from '../../labels/lenses/canon.generated.js';
import { lenses as sigmaLenses } from '../../labels/lenses/sigma.generated.js';
import { lenses as eMountLenses } from '../../labels/lenses/sony-e.generated.js';
import { LabelLists } from '../../tables/label-lists.js';
import { lazy } from '../../tables/lazy.js';
import type { Labels } from '../../types.js';
import { type LensFacts, lensByFocalLength } from '../makernotes/lens-id.js';
import type { Numbered } from './nikon.js';

const others = new LabelLists([canonLenses, sigmaLenses, eMountLenses].join('\n'));
const [CANON, SIGMA, E_MOUNT] = [0, 1, 2];

/** The lens is not known by its number: of an E mount, or none. */
const UNKNOWN = '65535';

/** The lens of a number of Sony's on a camera of this model. */
export function sonyLens({ type, labels }: Numbered, facts: LensFacts, model: string): string {
  if (type === UNKNOWN && labels[UNKNOWN] && !facts.focal && facts.maxAperture === 1) return labels[UNKNOWN];
  const real =
    type !== UNKNOWN
      ? behindAdapter(type, labels)
      : { type, labels: /NEX|ILCE/.test(model) ? eMount() : labels };
  return lensByFocalLength(real.type, real.labels, facts) ?? (facts.model || `Unknown (${type})`);
}

/** What an adapter adds to the number of a Canon lens, by the high byte of the sum. */
const canonAdapters: readonly (readonly [least: number, highBytes: readonly number[]])[] = [
  [0xef00, [0xef, 0xf0, 0xf1, 0xff]],
  [0xbc00, [0xbc, 0xbd, 0xbe, 0xcc]],
  [0x7700, [0x77, 0x78, 0x79, 0x87]],
];
const SIGMA_ADAPTER = { from: 0x4900, to: 0x590a };
/** Sigma's A-mount filter, which looks like a Canon lens behind an adapter. */
const SIGMA_FILTER = 0xff00;

function behindAdapter(type: string, labels: Labels): Numbered {
  const number = Number(type);
  if (Number.isNaN(number) || number === SIGMA_FILTER) return { type, labels };
  const canon = canonAdapters.find(([, high]) => high.includes((number >> 8) & 255));
  if (canon) return { type: String(number - canon[0]), labels: others.of(CANON) };
  if (number >= SIGMA_ADAPTER.from && number <= SIGMA_ADAPTER.to)
    return { type: String(number - SIGMA_ADAPTER.from), labels: others.of(SIGMA) };
  return { type, labels };
}

/** Every lens of an E mount under the one number that stands for all of them. */
const eMount = lazy((): Labels => {
  const list = others.of(E_MOUNT);
  const names = Object.keys(list)
    .sort()
    .map((key) => list[key]!.replace(/ or .*/, ''));
  const entries = [...new Set(names)].map((name, i) => [i ? `${UNKNOWN}.${i}` : UNKNOWN, name]);
  return Object.fromEntries(entries);
});
