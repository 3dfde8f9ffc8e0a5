// `exifkit remove`: writes cleaned files, and prints what went and what stayed.
import {
  type Keep,
  type OnlyGroup,
  type Preset,
  type RemovePolicy,
  type RemoveReport,
  remove,
} from 'exifkit';
import { reportLine, rewriteFiles } from './rewriting.js';
import { choice, names, parse, UsageError } from './usage.js';

/** Runs `exifkit remove` with the arguments after the verb; resolves with the exit status. */
export async function removeCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse('remove', args);
  const policy = policyOf(values);
  return rewriteFiles(positionals, values, {
    done: 'cleaned',
    suffix: 'clean',
    plan: (source) => remove(source, policy),
    lines,
  });
}

interface PolicyOptions {
  readonly preset?: string | undefined;
  readonly keep?: readonly string[] | undefined;
  readonly only?: readonly string[] | undefined;
  readonly coarsen?: string | undefined;
}

/** `--keep` adds to the preset; `none` in it means that nothing is kept. `--only` and `--coarsen` name what goes. */
function policyOf({ preset, keep, only, coarsen }: PolicyOptions): RemovePolicy {
  const kept = names(keep);
  if (only || coarsen !== undefined) {
    if (preset !== undefined || keep)
      throw new UsageError('--only and --coarsen go without --preset and --keep');
    return {
      ...(only && { only: names(only) as OnlyGroup[] }),
      ...(coarsen !== undefined && { gps: { coarsen: Number(coarsen) } }),
    };
  }
  if (kept.includes('none') && kept.length > 1) throw new UsageError('--keep none stands alone');
  if (kept[0] === 'none' && preset !== undefined && preset !== 'strict')
    throw new UsageError(`--keep none cannot stand with --preset ${preset}`);
  if (kept[0] === 'none') return { preset: 'strict' };
  return {
    ...(preset !== undefined && { preset: choice('preset', preset, presets) }),
    ...(kept.length > 0 && { keep: kept as Keep[] }),
  };
}

const presets: readonly Preset[] = ['everything', 'strict', 'location', 'share'];

function lines({ removed, kept, changed, c2pa, warnings }: RemoveReport): string[] {
  const count = new Map<string, number>();
  for (const { path, kind } of removed) {
    const what = `${kind} (${path})`;
    count.set(what, (count.get(what) ?? 0) + 1);
  }
  return [
    ...[...count].map(([what, times]) => reportLine('removed', times > 1 ? `${what} x ${times}` : what)),
    ...kept.map(({ kind, path, why }) => reportLine('kept', `${kind} (${path})`, why)),
    ...changed.map(({ kind, path, why }) => reportLine('changed', `${kind} (${path})`, why)),
    ...(c2pa
      ? [reportLine('note', 'the file carried a C2PA manifest, which proves where a picture comes from')]
      : []),
    ...warnings.map(({ message, path }) => reportLine('warning', `${message} (${path})`)),
  ];
}
