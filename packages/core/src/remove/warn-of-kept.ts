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

/** Adds to the warnings what the plan of a format alone does not say. */
export function warnOfKept(
  format: string,
  { removed, kept, changed }: Plan,
  { rules, context, stated }: PlanInput,
): void {
  for (const [name, kinds] of asked) {
    if (!rules[name] || kept.some(({ kind }) => kinds.includes(kind))) continue;
    warn(removedOf(kinds), `${name} was asked to stay, but cannot be kept in this file`);
  }
  const stay = (wanted: string): boolean => [...kept, ...changed].some(({ kind }) => kind === wanted);
  if (stated?.xmp && !stay('xmp'))
    context.warn(
      'unknown',
      'text that was asked to stay cannot be kept in this file: it is removed',
      0,
      format,
    );
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
