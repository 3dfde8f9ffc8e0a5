// `exifkit remove`: writes cleaned files, and prints what went and what stayed.
import { mkdir, realpath } from 'node:fs/promises';
import {
  type ByteSource,
  type ImageDigest,
  type Keep,
  MetadataError,
  type OnlyGroup,
  type Preset,
  type RemovePolicy,
  type Rewrite,
  remove,
} from 'exifkit';
import { fromPath } from 'exifkit/node';
import { eachFile, inputStat, listFiles } from './files.js';
import { createOutputs, type Outputs } from './output.js';
import { checkFolderName, madeByCleaning, withTargets } from './targets.js';
import { harmless, print, warn } from './terminal.js';
import { choice, parse, UsageError } from './usage.js';

/** Runs `exifkit remove` with the arguments after the verb; resolves with the exit status. */
export async function removeCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse(args, {
    output: { type: 'string', short: 'o' },
    'in-place': { type: 'boolean', short: 'i' },
    force: { type: 'boolean' },
    keep: { type: 'string', short: 'k', multiple: true },
    preset: { type: 'string', short: 'p' },
    only: { type: 'string', multiple: true },
    coarsen: { type: 'string' },
    format: { type: 'string', short: 'f' },
    recursive: { type: 'string', short: 'r' },
  });
  if (values.output !== undefined && values['in-place'])
    throw new UsageError('give -o or --in-place, not both');
  const { output, force = false, 'in-place': inPlace = false } = values;
  if (output !== undefined) checkFolderName(output);
  const format = choice('format', values.format, ['text', 'json']);
  const policy = policyOf(values);
  const found = listFiles(positionals, values.recursive, madeByCleaning(output, inPlace));
  const files = withTargets(found, { output, inPlace });
  // Where this fails, each file says so.
  if (output !== undefined) await mkdir(output, { recursive: true }).catch(() => {});
  const outputs = await createOutputs(
    files.map(({ path }) => path),
    force,
  );
  const entries: object[] = [];
  const status = await eachFile(
    files,
    'cleaned',
    async ({ path, target }) => {
      const { notes, ...result } = await clean(path, inPlace ? undefined : target, policy, outputs);
      for (const note of notes) warn(`${path}: ${note}`);
      if (format === 'json') entries.push({ file: path, output: target, ...result, notes });
      else await print(reportText(path, target, result));
    },
    (file, error) => void entries.push({ file, error }),
  );
  if (format === 'json') await print(`${JSON.stringify(entries, null, 2)}\n`);
  return status;
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

function names(lists: readonly string[] | undefined): string[] {
  return (lists ?? []).flatMap((list) => list.split(',')).map((name) => name.trim());
}

/** Cleans one file into its target, in place where there is none. */
async function clean(
  file: string,
  target: string | undefined,
  policy: RemovePolicy,
  outputs: Outputs,
): Promise<Cleaned & { readonly notes: readonly string[] }> {
  const before = inputStat(file);
  const rewrite = await remove(await openInput(file, before.size), policy);
  let imageData: ImageDigest = { before: '', after: '' };
  // The content ends only where the picture in it is proved to be what it was.
  const content = rewrite.stream((digest) => {
    if (digest.before !== digest.after) throw new Error('the picture would change: please report this');
    imageData = digest;
  });
  const notes =
    target === undefined
      ? await outputs.replace(await realpath(file), content, before)
      : await outputs.write(target, content, before);
  return { ...rewrite.report, imageData, notes };
}

/** A file that is planned, summed up and written from one reading, unless it is too large to be held. */
async function openInput(file: string, size: number): Promise<ByteSource> {
  const source = fromPath(file);
  if (size > maxHeldBytes) return source;
  const bytes = await source.read({ start: 0, end: Number.POSITIVE_INFINITY });
  if (bytes.length !== source.size)
    throw new MetadataError('source-failed', 'it became shorter while it was read', { offset: bytes.length });
  return { ...source, size: bytes.length, read: async ({ start }) => bytes.subarray(start) };
}

const maxHeldBytes = 64 << 20;

/** What was done to one file, with the SHA-256 of its coded picture before and after. */
type Cleaned = Rewrite['report'] & { readonly imageData: ImageDigest };

function reportText(file: string, target: string, report: Cleaned): string {
  const { bytesBefore, bytesAfter, imageData, removed, kept, changed, c2pa, warnings } = report;
  const lines = [
    harmless(file === target ? file : `${file} -> ${target}`),
    `  ${bytesBefore} bytes before, ${bytesAfter} after`,
    `  image data unchanged, SHA-256 ${imageData.after}`,
  ];
  const add = (verb: string, what: string, why?: string): void => {
    lines.push(harmless(`  ${verb.padEnd(8)} ${what}${why ? `: ${why}` : ''}`));
  };
  const count = new Map<string, number>();
  for (const { path, kind } of removed) {
    const what = `${kind} (${path})`;
    count.set(what, (count.get(what) ?? 0) + 1);
  }
  for (const [what, times] of count) add('removed', times > 1 ? `${what} x ${times}` : what);
  for (const { kind, path, why } of kept) add('kept', `${kind} (${path})`, why);
  for (const { kind, path, why } of changed) add('changed', `${kind} (${path})`, why);
  if (c2pa) add('note', 'the file carried a C2PA manifest, which proves where a picture comes from');
  for (const { message, path } of warnings) add('warning', `${message} (${path})`);
  return `${lines.join('\n')}\n`;
}
