// Which lens it was: makers give one number to several lenses, other makers' among them, and only focal lengths and
// apertures tell them apart (as ExifTool's Composite LensID does).
import type { Labels } from '../../types.js';

/** What is known of the lens beside its number. */
export interface LensFacts {
  readonly focal?: number | undefined;
  readonly shortFocal?: number | undefined;
  readonly longFocal?: number | undefined;
  readonly maxAperture?: number | undefined;
  /** Name as the camera wrote it. */
  readonly model?: string | undefined;
  /** Printed specification, which states focal lengths and apertures exactly. */
  readonly spec?: string | undefined;
}

/** A maker's number of a lens, and the list that it stands in. */
export interface NumberedLens {
  readonly type: string;
  readonly labels: Labels;
}

interface Range {
  readonly short: number;
  readonly long: number;
  /** Largest aperture at the short and at the long end. */
  readonly wide: number;
  readonly tele: number;
}

/** The lenses that a number stands for. */
export function lensesOf(type: string, labels: Labels): readonly string[] {
  const first = labels[type];
  if (first === undefined) return [];
  if (labels[`${type}.1`] === undefined) return [first];
  const lenses = [first.replace(/ or .*$/s, '')];
  for (let i = 1; labels[`${type}.${i}`] !== undefined; i++) lenses.push(labels[`${type}.${i}`]!);
  return lenses;
}

/** The lens of a number by all that is known; `text` where the number stands for nothing and nothing names the lens. */
export function lensByFacts(
  type: string,
  text: string,
  labels: Labels,
  facts: LensFacts,
  brand: string,
): string {
  const { shortFocal, longFocal, model = '' } = facts;
  // Tamron's zooms may state the focal length at hand as the range.
  if (shortFocal && longFocal && !/^TAMRON.*-\d+mm/.test(model))
    return lensByFocalRange(type, labels, facts, brand);
  return lensByFocalLength(type, labels, facts) ?? (model || text);
}

/** The lens of a camera that states the shortest and the longest focal length of its lens. */
export function lensByFocalRange(type: string, labels: Labels, facts: LensFacts, brand: string): string {
  const { shortFocal = 0, longFocal = 0, model = '' } = facts;
  const unknown = type === '-1' || type === '65535';
  const lenses = unknown ? [] : lensesOf(type, labels);
  if (lenses.length === 1) return withConverter(lenses[0]!, shortFocal);
  if (lenses.length > 1) {
    const matches = matchingRange(lenses, facts);
    if (matches.length > 0) return matches.join(' or ');
  } else if (/\d/.test(model)) return `${brand}${model}`;
  const range = longFocal && longFocal !== shortFocal ? `-${Math.trunc(longFocal)}` : '';
  const focal = shortFocal ? ` ${Math.trunc(shortFocal)}${range}mm` : '';
  return unknown ? `Unknown${focal}` : `Unknown (${type})${focal}`;
}

const converters = [1, 1.4, 2, 2.8];

/** The lens with the converter that the shortest focal length tells of. */
function withConverter(lens: string, shortFocal: number): string {
  const stated = /(\d+)/.exec(lens);
  if (lens.endsWith('x') || !stated) return lens;
  const factor = converters.find((one) => Math.abs(shortFocal - Number(stated[1]) * one) <= 0.9);
  return factor && factor > 1 ? `${lens} + ${factor}x` : lens;
}

function matchingRange(lenses: readonly string[], facts: LensFacts): readonly string[] {
  const { model = '' } = facts;
  const stated = / \+ (?:(?:EXTENDER )?RF)?(\d+(?:\.\d*)?)x\b/.exec(model)?.[1];
  let found: Candidates = { maybe: [], likely: [], matches: [] };
  for (const factor of stated ? [Number(stated)] : converters) {
    found = candidates(lenses, factor, facts);
    if (found.maybe.length > 0) break;
  }
  const art = / ?(\| [ACS])/.exec(model)?.[1];
  let matches = narrowed(found.matches, (lens) => art !== undefined && lens.includes(art));
  if (matches.length === 0) matches = found.likely;
  if (matches.length === 0) matches = found.maybe;
  const own = stateOf(model);
  if (own) {
    const same = (lens: string): boolean => {
      const its = stateOf(lens);
      return its !== undefined && its[0] === own[0] && its[1] === own[1];
    };
    matches = narrowed(matches, same);
  }
  return byModelName(matches, model);
}

interface Candidates {
  readonly maybe: string[];
  readonly likely: string[];
  readonly matches: string[];
}

function candidates(lenses: readonly string[], factor: number, facts: LensFacts): Candidates {
  const { shortFocal = 0, longFocal = 0, maxAperture = 0 } = facts;
  const found: Candidates = { maybe: [], likely: [], matches: [] };
  for (const lens of lenses) {
    const range = rangeOf(lens);
    if (!range) continue;
    const built = / \+ (\d+(?:\.\d+)?)x$/.exec(lens);
    const scale = built ? Number(built[1]) : 1;
    if (Math.abs(shortFocal - range.short * scale * factor) > 0.9) continue;
    const named = /^(.*) \+ (?:RF)?(\d+(?:\.\d*)?)x$/.exec(lens);
    if (named && Number(named[2]) !== factor) continue;
    if (named) for (const list of Object.values(found)) if (list.at(-1)?.startsWith(named[1]!)) list.pop();
    const name = !named && factor > 1 ? `${lens} + ${factor}x` : lens;
    found.maybe.push(name);
    if (Math.abs(longFocal - range.long * scale * factor) > 0.9) continue;
    found.likely.push(name);
    const [wide, tele] = [range.wide * scale * factor, range.tele * scale * factor];
    if (maxAperture && (maxAperture < wide - 0.18 || maxAperture > tele + 0.18)) continue;
    found.matches.push(name);
  }
  return found;
}

/** Those for which `keep` holds, where there are several and some of them are. */
function narrowed(lenses: readonly string[], keep: (lens: string) => boolean): readonly string[] {
  const kept = lenses.length > 1 ? lenses.filter(keep) : [];
  return kept.length > 0 ? kept : lenses;
}

/** Focal lengths and apertures as a name states them. */
function stateOf(name: string): readonly [string, string] | undefined {
  const match = /(\d+(?:\.\d+)?(?:-\d+(?:\.\d+)?)?) ?mm ?f\/?(\d+(?:\.\d+)?(?:-\d+(?:\.\d+)?)?)/i.exec(name);
  return match ? [match[1]!, match[2]!] : undefined;
}

function rangeOf(lens: string): Range | undefined {
  const match =
    /(\d+(?:\.\d+)?)(?:-(\d+(?:\.\d+)?))?\s*mm.*?(?:[fF]\/?\s*)(\d+(?:\.\d+)?)(?:-(\d+(?:\.\d+)?))?/.exec(
      lens,
    );
  if (!match) return undefined;
  const [short, wide] = [Number(match[1]), Number(match[3])];
  return { short, long: Number(match[2] ?? short) || short, wide, tele: Number(match[4] ?? wide) || wide };
}

/** Narrows by focal length, aperture, version and motor in the name that the camera wrote. */
function byModelName(lenses: readonly string[], model: string): readonly string[] {
  let left = lenses;
  const focal = /((\d+-)?\d+mm)/.exec(model)?.[1];
  if (focal) left = narrowed(left, (lens) => lens.includes(focal));
  const aperture = /(?:F\/?|1:)(\d+(\.\d+)?)/i.exec(model)?.[1];
  if (aperture) {
    const pattern = new RegExp(`(F/?|1:)${aperture.replace('.', '\\.')}(\\b|[A-Z])`, 'i');
    left = narrowed(left, (lens) => pattern.test(lens));
  }
  for (const pattern of [/\b(I+)\b/, /\b(USM)\b/]) {
    const word = pattern.exec(model)?.[1];
    if (word) left = narrowed(left, (lens) => new RegExp(`\\b${word}\\b`).test(lens));
  }
  return left;
}

/** The lens of a camera that states no range: by its focal length and largest aperture, or by its specification. */
export function lensByFocalLength(type: string, labels: Labels, facts: LensFacts): string | undefined {
  const lenses = lensesOf(type, labels);
  if (lenses.length <= 1) return lenses[0];
  const stated = facts.spec === undefined ? undefined : rangeOf(facts.spec);
  const isStated = stated?.short && stated.wide;
  const best = isStated ? bySpecification(lenses, facts.spec!, stated) : byAperture(lenses, facts);
  if (best.length > 0) return byModelName(best, facts.model ?? '').join(' or ');
  const label = labels[type]!;
  return facts.model && / or /.test(label) ? facts.model : label;
}

function bySpecification(lenses: readonly string[], spec: string, stated: Range): readonly string[] {
  const near = lenses.filter((lens) => {
    const range = rangeOf(lens);
    return (
      range &&
      Math.abs(range.short - stated.short) <= 0.5 &&
      Math.abs(range.wide - stated.wide) <= 0.15 &&
      Math.abs(range.long - stated.long) <= 0.5 &&
      Math.abs(range.tele - stated.tele) <= 0.15
    );
  });
  const exact = near.find((lens) => {
    const at = lens.indexOf(` ${spec}`);
    return at >= 0 && /^( \(| GM$|$)/.test(lens.slice(at + 1 + spec.length));
  });
  return exact ? [exact] : near.filter((lens) => !lens.startsWith('Sony '));
}

function byAperture(lenses: readonly string[], { focal, maxAperture }: LensFacts): readonly string[] {
  const fitting: string[] = [];
  let best: string[] = [];
  let least: number | undefined;
  for (const lens of lenses) {
    const range = scaledRange(lens);
    if (!range?.short) continue;
    if (focal && (focal < range.short - 0.5 || focal > range.long + 0.5)) continue;
    if (maxAperture) {
      if (maxAperture < range.wide - 0.15 || maxAperture > range.tele + 0.15) continue;
      const distance = Math.abs(maxAperture - apertureAt(range, focal ?? 0));
      if (least !== undefined && distance > least + 0.15) continue;
      if (least !== undefined && distance < least - 0.15) best = [];
      least = distance;
      best.push(lens);
    }
    fitting.push(lens);
  }
  return best.length > 0 ? best : fitting;
}

/** The range with a converter that the name tells of. */
function scaledRange(lens: string): Range | undefined {
  const range = rangeOf(lens);
  const factor = Number(/ \+ .*? (\d+(?:\.\d+)?)x( |$)/.exec(lens)?.[1] ?? 1);
  return (
    range && {
      short: range.short * factor,
      long: range.long * factor,
      wide: range.wide * factor,
      tele: range.tele * factor,
    }
  );
}

/** The largest aperture at a focal length: between the ends it grows as a power of it. */
function apertureAt({ short, long, wide, tele }: Range, focal: number): number {
  if (short === long || wide === tele || focal <= short) return wide;
  if (focal >= long) return tele;
  const part = Math.log(focal / short) / Math.log(long / short);
  return wide * (tele / wide) ** part;
}
