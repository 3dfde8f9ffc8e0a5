// `exifkit remove`: writes cleaned files, each under another name first, and prints what went and what stayed.
import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { chmod, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  type ImageDigest,
  type Keep,
  type OnlyGroup,
  type Preset,
  type RemovePolicy,
  type Rewrite,
  remove,
} from 'exifkit';
import { fromPath } from 'exifkit/node';
import { eachFile, listFiles } from './files.js';
import { choice, parse, UsageError } from './usage.js';

/** Runs `exifkit remove` with the arguments after the verb; resolves with the exit status. */
export async function removeCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse(args, {
    output: { type: 'string', short: 'o' },
    'in-place': { type: 'boolean', short: 'i' },
    keep: { type: 'string', short: 'k', multiple: true },
    preset: { type: 'string', short: 'p' },
    only: { type: 'string', multiple: true },
    coarsen: { type: 'string' },
    format: { type: 'string', short: 'f' },
    recursive: { type: 'string', short: 'r' },
  });
  if (values.output !== undefined && values['in-place'])
    throw new UsageError('give -o or --in-place, not both');
  const format = choice('format', values.format, ['text', 'json']);
  const policy = policyOf(values);
  const files = await listFiles(positionals, values.recursive);
  const destination = destinations(files, values.output, values['in-place'] === true);
  if (values.output !== undefined) await mkdir(values.output, { recursive: true });
  const reports: object[] = [];
  const status = await eachFile(files, 'cleaned', async (file) => {
    const target = destination(file);
    const result = await clean(file, target, policy);
    if (format === 'json') reports.push({ file, output: target, ...result });
    else process.stdout.write(reportText(file, target, result));
  });
  if (format === 'json') process.stdout.write(`${JSON.stringify(reports, null, 2)}\n`);
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

/** Where each file goes. Two files of one name cannot go into one directory. */
function destinations(
  files: readonly string[],
  output: string | undefined,
  inPlace: boolean,
): (file: string) => string {
  if (inPlace) return (file) => file;
  if (output === undefined) {
    return (file) => join(dirname(file), `${basename(file, extname(file))}.clean${extname(file)}`);
  }
  const seen = new Map<string, string>();
  for (const file of files) {
    const other = seen.get(basename(file));
    if (other !== undefined && resolve(other) !== resolve(file)) {
      throw new UsageError(`${other} and ${file} would both become ${join(output, basename(file))}`);
    }
    seen.set(basename(file), file);
  }
  return (file) => join(output, basename(file));
}

/** Writes beside the target under another name, flushes, and renames: the target is whole or not there. */
async function clean(file: string, target: string, policy: RemovePolicy): Promise<Cleaned> {
  const rewrite = await remove(fromPath(file), policy);
  const imageData = await rewrite.imageDigest();
  if (imageData.before !== imageData.after) throw new Error('the picture would change: please report this');
  const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    await pipeline(
      Readable.fromWeb(rewrite.stream() as never),
      createWriteStream(temporary, { flags: 'wx' }),
    );
    const handle = await open(temporary, 'r+');
    await handle.sync();
    await handle.close();
    await chmod(temporary, (await stat(file)).mode & 0o777);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  return { ...rewrite.report, imageData };
}

/** What was done to one file, with the SHA-256 of its coded picture before and after. */
type Cleaned = Rewrite['report'] & { readonly imageData: ImageDigest };

function reportText(file: string, target: string, report: Cleaned): string {
  const { bytesBefore, bytesAfter, imageData, removed, kept, changed, c2pa, warnings } = report;
  const lines = [
    file === target ? file : `${file} -> ${target}`,
    `  ${bytesBefore} bytes before, ${bytesAfter} after`,
    `  image data unchanged, SHA-256 ${imageData.after}`,
  ];
  const tell = (verb: string, what: string, why?: string): void => {
    lines.push(`  ${verb.padEnd(8)} ${what}${why ? `: ${why}` : ''}`);
  };
  const count = new Map<string, number>();
  for (const { path, kind } of removed) {
    const what = `${kind} (${path})`;
    count.set(what, (count.get(what) ?? 0) + 1);
  }
  for (const [what, times] of count) tell('removed', times > 1 ? `${what} x ${times}` : what);
  for (const { kind, path, why } of kept) tell('kept', `${kind} (${path})`, why);
  for (const { kind, path, why } of changed) tell('changed', `${kind} (${path})`, why);
  if (c2pa) tell('note', 'the file carried a C2PA manifest, which proves where a picture comes from');
  for (const { message, path } of warnings) tell('warning', `${message} (${path})`);
  return `${lines.join('\n')}\n`;
}
