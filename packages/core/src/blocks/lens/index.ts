// The lens that XMP's aux:LensID stands for, by the lists of the maker: Adobe's programs leave the number of the
// maker's notes, not the name. The lists are large: only what has such a number asks for this block.
import type { Scan } from '../../bytes/scan.js';
import { lenses as canonLenses } from '../../labels/lenses/canon.generated.js';
import { lenses as leicaLenses } from '../../labels/lenses/leica.generated.js';
import { lenses as nikonLenses } from '../../labels/lenses/nikon.generated.js';
import { lenses as pentaxLenses } from '../../labels/lenses/pentax.generated.js';
import { lenses as samsungLenses } from '../../labels/lenses/samsung.generated.js';
import { lenses as sonyLenses } from '../../labels/lenses/sony.generated.js';
import { plain } from '../../present/plain.js';
import { LabelLists } from '../../tables/label-lists.js';
import type { Block, Composite, Composites, Computed, Labels, Loaded, TagLookup } from '../../types.js';
import { type LensFacts, lensByFacts, type NumberedLens } from '../makernotes/lens-id.js';
import { sonyLens } from '../makernotes/sony/lens.js';
import { nikonLens } from './nikon.js';

interface MakerLenses {
  /** What the camera's make has in it. */
  readonly make: RegExp;
  /** Before lenses of unknown number that the camera named. */
  readonly brand?: string;
  readonly lists?: LabelLists;
  /** Whether a stated range is to be believed. */
  readonly trust?: typeof agree;
  readonly numbered?: (id: string, labels: Labels) => NumberedLens;
}

/** In the order in which a make is looked up; Sigma's numbers are in no list. */
const makers: readonly MakerLenses[] = [
  { make: /Canon/i, brand: 'Canon ', lists: new LabelLists(canonLenses) },
  { make: /Nikon/i, lists: new LabelLists(nikonLenses), numbered: nikonLens },
  { make: /Pentax|Ricoh/i, lists: new LabelLists(pentaxLenses), numbered: pentaxLens },
  { make: /Sony/i, lists: new LabelLists(sonyLenses), trust: agree },
  { make: /Sigma/i },
  { make: /Samsung/i, lists: new LabelLists(samsungLenses) },
  { make: /Leica/i, lists: new LabelLists(leicaLenses) },
];

/** Two bytes in the list, one number in XMP. */
function pentaxLens(id: string, labels: Labels): NumberedLens {
  const number = Number(id);
  return { type: /^\d+$/.test(id) ? `${(number >>> 8) & 255} ${number & 255}` : id, labels };
}

const lensId: Composite = {
  name: 'LensID',
  compute(tags): Computed | undefined {
    const id = tags.value('XMP-aux:LensID');
    const make = tags.value('Make');
    if (id === undefined || make === undefined || tags.find('Composite:LensID')) return undefined;
    const value = String(id);
    return { value, text: lensName(value, String(make), tags) };
  },
};

function lensName(id: string, make: string, tags: TagLookup): string {
  const maker = makers.find((one) => one.make.test(make));
  if (!maker?.lists) return `Unknown (${id})`;
  const labels = maker.lists.of(0);
  const numbered = maker.numbered?.(id, labels) ?? { type: id, labels };
  const facts = lensFacts(tags, maker.trust);
  if (make === 'SONY') return sonyLens(numbered, facts, String(tags.value('Model') ?? ''));
  return lensByFacts(numbered.type, `Unknown (${numbered.type})`, numbered.labels, facts, maker.brand ?? '');
}

/** The stated range of the lens counts, its aperture only where no other is stated. */
function lensFacts(tags: TagLookup, trust: typeof agree = () => true): LensFacts {
  const focal = tags.number('FocalLength');
  const aperture = tags.number('MaxApertureValue');
  const stated = String(plain(tags.value('LensInfo') ?? ''))
    .split(' ')
    .map(Number);
  const [short, long, wide, tele] = stated.map((one) => (Number.isFinite(one) ? one : undefined));
  const info = trust({ short, long, wide, tele }, focal, aperture) ? { short, long, wide } : {};
  const model = tags.value('LensModel');
  return {
    focal,
    maxAperture: aperture || info.wide,
    shortFocal: info.short,
    longFocal: info.long,
    model: typeof model === 'string' ? model : undefined,
  };
}

interface Stated {
  readonly short: number | undefined;
  readonly long: number | undefined;
  readonly wide: number | undefined;
  readonly tele: number | undefined;
}

/** Whether the picture could have been taken with the stated range: Sony's may be another lens'. */
function agree({ short, long, wide, tele }: Stated, focal?: number, aperture?: number): boolean {
  const within = (
    value: number | undefined,
    least: number | undefined,
    most: number | undefined,
    off: number,
  ) => !value || !((least && value < least - off) || (most && value > most + off));
  return within(focal, short, long, 0.5) && within(aperture, wide, tele, 0.15);
}

const composites: Composites = { before: [], after: [lensId] };

/** Names lenses by the number in XMP; it has no values of its own. */
export const lens: Block<'lens', undefined> = {
  name: 'lens',
  kinds: ['lens-id'],
  *load(): Scan<Loaded<undefined>> {
    return { value: () => undefined, tags: () => [], composites };
  },
};
