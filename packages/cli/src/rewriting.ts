// What the verbs that write changed files share: options, targets, the writing itself, and the report.
import { mkdir, realpath } from 'node:fs/promises';
import { type ByteSource, type ImageDigest, MetadataError, type Rewrite } from 'exifkit';
import { fromPath } from 'exifkit/node';
import { eachFile, inputStat, listFiles } from './files.js';
import { createOutputs, type Outputs } from './output.js';
import { checkFolderName, madeBefore, withTargets } from './targets.js';
import { harmless, print, warn } from './terminal.js';
import { choice, UsageError } from './usage.js';

/** The options of every such verb. */
export const rewritingOptions = {
  output: { type: 'string', short: 'o' },
  'in-place': { type: 'boolean', short: 'i' },
  force: { type: 'boolean' },
  format: { type: 'string', short: 'f' },
  recursive: { type: 'string', short: 'r' },
} as const;

/** What they say. */
export interface RewritingValues {
  readonly output?: string | undefined;
  readonly 'in-place'?: boolean | undefined;
  readonly force?: boolean | undefined;
  readonly format?: string | undefined;
  readonly recursive?: string | undefined;
}

/** A verb that writes changed files. */
export interface Rewriting<Report> {
  /** What was done to a file, as `cleaned`; its first word in the name of a copy beside it, as `clean`. */
  readonly done: string;
  readonly suffix: string;
  plan(source: ByteSource): Promise<Rewrite<Report>>;
  /** The report, as lines; the first is of the file, the second of its picture. */
  lines(report: Report): readonly string[];
}

interface Sized {
  readonly bytesBefore: number;
  readonly bytesAfter: number;
}

/** Writes each file that is named, and prints what was done; resolves with the exit status. */
export async function rewriteFiles<Report extends Sized>(
  named: readonly string[],
  values: RewritingValues,
  verb: Rewriting<Report>,
): Promise<number> {
  if (values.output !== undefined && values['in-place'])
    throw new UsageError('give -o or --in-place, not both');
  const { output, force = false, 'in-place': inPlace = false } = values;
  if (output !== undefined) checkFolderName(output);
  const format = choice('format', values.format, ['text', 'json']);
  const found = listFiles(named, values.recursive, madeBefore(verb, output, inPlace));
  const files = withTargets(found, { output, inPlace, suffix: verb.suffix });
  // Where this fails, each file says so.
  if (output !== undefined) await mkdir(output, { recursive: true }).catch(() => {});
  const outputs = await createOutputs(
    files.map(({ path }) => path),
    force,
  );
  const entries: object[] = [];
  const status = await eachFile(
    files,
    verb.done,
    async ({ path, target }) => {
      const { notes, report, imageData } = await write(path, inPlace ? undefined : target, verb, outputs);
      for (const note of notes) warn(`${path}: ${note}`);
      if (format === 'json') entries.push({ file: path, output: target, ...report, imageData, notes });
      else await print(reportText(path, target, report, imageData, verb));
    },
    (file, error) => void entries.push({ file, error }),
  );
  if (format === 'json') await print(`${JSON.stringify(entries, null, 2)}\n`);
  return status;
}

interface Written<Report> {
  readonly report: Report;
  readonly imageData: ImageDigest;
  readonly notes: readonly string[];
}

/** Writes one file into its target, in place where there is none. */
async function write<Report>(
  file: string,
  target: string | undefined,
  verb: Rewriting<Report>,
  outputs: Outputs,
): Promise<Written<Report>> {
  const before = inputStat(file);
  const rewrite = await verb.plan(await openInput(file, before.size));
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
  return { report: rewrite.report, imageData, notes };
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

function reportText<Report extends Sized>(
  file: string,
  target: string,
  report: Report,
  imageData: ImageDigest,
  verb: Rewriting<Report>,
): string {
  const lines = [
    file === target ? file : `${file} -> ${target}`,
    `  ${report.bytesBefore} bytes before, ${report.bytesAfter} after`,
    `  image data unchanged, SHA-256 ${imageData.after}`,
    ...verb.lines(report),
  ];
  return `${lines.map(harmless).join('\n')}\n`;
}

/** A line of a report: what happened, to what, and why. */
export function reportLine(verb: string, what: string, why?: string): string {
  return `  ${verb.padEnd(8)} ${what}${why ? `: ${why}` : ''}`;
}
