// What the verbs that write changed files share: options, targets, the writing itself, and the report.
import { statSync } from 'node:fs';
import { mkdir, realpath } from 'node:fs/promises';
import { type ByteSource, type ImageDigest, MetadataError, type Rewrite, type Source } from 'exifkit';
import { fromPath } from 'exifkit/node';
import { ahead } from './ahead.js';
import { eachFile, inputStat, listFiles } from './files.js';
import { readStandardInput, standard } from './input.js';
import { createOutputs, type Outputs } from './output.js';
import { checkFolderName, madeBefore, withTargets } from './targets.js';
import { harmless, print, printBytes, warn } from './terminal.js';
import { choice, UsageError } from './usage.js';

/** What the options of every such verb say. */
export interface RewritingValues {
  readonly output?: string | undefined;
  readonly 'in-place'?: boolean | undefined;
  readonly force?: boolean | undefined;
  readonly format?: string | undefined;
  readonly recursive?: boolean | undefined;
}

/** A verb that writes changed files. */
export interface Rewriting<Report> {
  /** What was done to a file, as `cleaned`; its first word in the name of a copy beside it, as `clean`. */
  readonly done: string;
  readonly suffix: string;
  plan(source: Source): Promise<Rewrite<Report>>;
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
  const format = choice('format', values.format, ['text', 'json']);
  if (named.includes(standard) || output === standard) return rewritePiped(named, values, format, verb);
  if (output !== undefined) checkFolderName(output);
  const found = listFiles(named, values.recursive, madeBefore(verb, output, inPlace));
  const files = withTargets(found, { output, inPlace, suffix: verb.suffix });
  // Where this fails, each file says so.
  if (output !== undefined) await mkdir(output, { recursive: true }).catch(() => {});
  const outputs = await createOutputs(
    files.map(({ path }) => path),
    force,
  );
  const entries: object[] = [];
  const written = ahead(
    files.filter(({ problem }) => !problem),
    ({ path, target }) => write(path, inPlace ? undefined : target, verb, outputs),
    ({ path }) => statSync(path, { throwIfNoEntry: false })?.size ?? 0,
  );
  const status = await eachFile(
    files,
    verb.done,
    async (file) => {
      const { path, target } = file;
      const { notes, report, imageData } = await written(file);
      for (const note of notes) warn(`${path}: ${note}`);
      if (format === 'json') entries.push({ file: path, output: target, ...report, imageData, notes });
      else await print(reportText(path, target, report, imageData, verb));
    },
    (file, error) => void entries.push({ file, error }),
  );
  if (format === 'json') await print(`${JSON.stringify(entries, null, 2)}\n`);
  return status;
}

/** Writes the one file of a call to standard output, where its report would stand in the way. */
async function rewritePiped<Report extends Sized>(
  named: readonly string[],
  { output = standard, 'in-place': inPlace }: RewritingValues,
  format: 'text' | 'json',
  verb: Rewriting<Report>,
): Promise<number> {
  const [path] = named;
  if (path === undefined || named.length > 1) throw new UsageError('standard output takes one file');
  if (inPlace || output !== standard)
    throw new UsageError('what comes from standard input goes to standard output: -o - or nothing');
  if (process.stdout.isTTY)
    throw new UsageError('standard output is a terminal: send it into a file or a pipe');
  return eachFile([{ path }], verb.done, async () => {
    const rewrite = await verb.plan(
      path === standard ? await readStandardInput() : await openHeld(path, inputStat(path).size),
    );
    // Held until the picture in it is proved to be what it was: what is printed cannot be taken back.
    const chunks: Uint8Array[] = [];
    const { content, imageData } = proved(rewrite);
    for await (const chunk of content) chunks.push(chunk);
    for (const chunk of chunks) await printBytes(chunk);
    const { report } = rewrite;
    process.stderr.write(
      format === 'json'
        ? `${JSON.stringify([{ file: path, output, ...report, imageData: imageData() }], null, 2)}\n`
        : reportText(path, output, report, imageData(), verb),
    );
  });
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
  const rewrite = await verb.plan(await openHeld(file, before.size));
  const { content, imageData } = proved(rewrite);
  const notes =
    target === undefined
      ? await outputs.replace(await realpath(file), content, before)
      : await outputs.write(target, content, before);
  return { report: rewrite.report, imageData: imageData(), notes };
}

/** The content of a file, which ends only where the picture in it is proved to be what it was. */
function proved<Report>(rewrite: Rewrite<Report>): {
  readonly content: ReturnType<Rewrite<Report>['stream']>;
  readonly imageData: () => ImageDigest;
} {
  let imageData: ImageDigest = { before: '', after: '' };
  const content = rewrite.stream((digest) => {
    if (digest.before !== digest.after) throw new Error('the picture would change: please report this');
    imageData = digest;
  });
  return { content, imageData: () => imageData };
}

/** A file that is planned, summed up and written from one reading, unless it is too large to be held. */
async function openHeld(file: string, size: number): Promise<ByteSource> {
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
