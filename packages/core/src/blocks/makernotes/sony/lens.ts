// Sony's lenses by number, in its notes and in XMP: the number of A-mount lenses also tells of adapters, with the number
// of another maker's lens.
import { lenses as canonLenses } from '../../../labels/lenses/canon.generated.js';
import { lenses as sigmaLenses } from '../../../labels/lenses/sigma.generated.js';
import { lenses as eMountLenses } from '../../../labels/lenses/sony-e.generated.js';
import { LabelLists } from '../../../tables/label-lists.js';
import { lazy } from '../../../tables/lazy.js';
import { toNumber, type Value } from '../../../tables/value.js';
import type { Labels } from '../../../types.js';
import { type LensFacts, lensByFocalLength, type NumberedLens } from '../lens-id.js';

const others = new LabelLists([canonLenses, sigmaLenses, eMountLenses].join('\n'));
const [CANON, SIGMA, E_MOUNT] = [0, 1, 2];

/** The lens is not known by its number: of an E mount, or none. */
const UNKNOWN = '65535';

/** The lens of a number of Sony's on a camera of this model. */
export function sonyLens(
  { type, labels }: NumberedLens,
  facts: LensFacts,
  model: string,
  text = `Unknown (${type})`,
): string {
  if (type === UNKNOWN && labels[UNKNOWN] && !facts.focal && facts.maxAperture === 1) return labels[UNKNOWN];
  const real =
    type !== UNKNOWN
      ? behindAdapter(type, labels)
      : { type, labels: /NEX|ILCE/.test(model) ? eMount() : labels };
  return lensByFocalLength(real.type, real.labels, facts) ?? (facts.model || real.labels[real.type] || text);
}

/** An adapter adds this to the number of a Canon lens: it is told by the high byte of the sum. */
interface CanonAdapter {
  readonly adds: number;
  readonly highBytes: readonly number[];
  readonly name: string;
}
const canonAdapters: readonly CanonAdapter[] = [
  { adds: 0xef00, highBytes: [0xef, 0xf0, 0xf1, 0xff], name: 'Canon EF Adapter' },
  { adds: 0xbc00, highBytes: [0xbc, 0xbd, 0xbe, 0xcc], name: 'Metabones Speed Booster Ultra' },
  { adds: 0x7700, highBytes: [0x77, 0x78, 0x79, 0x87], name: 'Metabones Speed Booster' },
];
const canonAdapter = (number: number): CanonAdapter | undefined =>
  canonAdapters.find(({ highBytes }) => highBytes.includes((number >> 8) & 255));
const SIGMA_ADAPTER = { from: 0x4900, to: 0x590a, name: 'MC-11 SA-E' };
/** Sigma's A-mount filter, which looks like a Canon lens behind an adapter. */
const SIGMA_FILTER = 0xff00;

/** The lens and the adapter of a number that is none of an A-mount lens. */
export function adaptedLens(value: Value): string | undefined {
  const number = toNumber(value);
  const canon = canonAdapter(number);
  const isSigma = number >= SIGMA_ADAPTER.from;
  const lens = canon
    ? others.of(CANON)[number - canon.adds]
    : isSigma
      ? others.of(SIGMA)[number - SIGMA_ADAPTER.from]
      : undefined;
  return lens && `${lens} + ${canon ? canon.name : SIGMA_ADAPTER.name}`;
}

function behindAdapter(type: string, labels: Labels): NumberedLens {
  const number = Number(type);
  if (Number.isNaN(number) || number === SIGMA_FILTER) return { type, labels };
  const canon = canonAdapter(number);
  if (canon) return { type: String(number - canon.adds), labels: others.of(CANON) };
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
