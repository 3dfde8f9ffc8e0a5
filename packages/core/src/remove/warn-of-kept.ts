// Warns of what was asked to stay and could not, and of what stays but is no longer what it was.
import type { Plan, PlanEntry, PlanInput } from '../containers/plan.js';

/** Kinds of removed blocks that a name would have kept. */
const asked: readonly (readonly [
  name: 'thumbnail' | 'gainMap' | 'depth' | 'c2pa',
  kinds: readonly string[],
])[] = [
  ['thumbnail', ['thumbnail']],
  ['gainMap', ['gainmap']],
  ['depth', ['depth']],
  ['c2pa', ['c2pa']],
];

/** Of something that is asked for by name and is gone. */
export function lostMessage(name: string): string {
  return `${name} was asked to stay, but cannot be kept in this file`;
}

/** Adds to the warnings what the plan of a format alone does not say. */
export function warnOfKept({ removed, kept, changed }: Plan, { rules, context }: PlanInput): void {
  for (const [name, kinds] of asked) {
    if (!rules[name] || kept.some(({ kind }) => kinds.includes(kind))) continue;
    warn(removedOf(kinds), lostMessage(name));
  }
  if (removed.length + changed.length > 0) {
    const manifest = kept.find(({ kind }) => kind === 'c2pa');
    warn(manifest, 'the C2PA manifest stays, but no longer matches the changed file');
  }

  function removedOf(kinds: readonly string[]): PlanEntry | undefined {
    return removed.find(({ kind }) => kinds.includes(kind));
  }

  function warn(about: PlanEntry | undefined, message: string): void {
    if (about) context.warn('unknown', message, about.ranges[0]?.start ?? 0, about.path);
  }
}
