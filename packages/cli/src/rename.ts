// `exifkit rename`: names files by when they were taken. Without --apply it shows the names, and changes nothing.
import { existsSync, lstatSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { read } from 'exifkit';
import { FileError } from './errors.js';
import { eachFile, listFiles } from './files.js';
import { openInput, standard } from './input.js';
import { moveToNew } from './output.js';
import { harmless, print, warn } from './terminal.js';
import { type Moment, patternOf } from './time-pattern.js';
import { parse, UsageError } from './usage.js';

const usual = '%Y-%m-%d_%H%M%S';

/** Runs `exifkit rename` with the arguments after the verb; resolves with the exit status. */
export async function renameCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse('rename', args);
  const nameOf = patternOf(values.format ?? usual);
  if (positionals.includes(standard)) throw new UsageError('standard input has no name to change');
  const taken = new Set<string>();
  const files = listFiles(positionals, values.recursive);
  const named = new Set(files.map(({ path }) => path));
  let changes = 0;
  const status = await eachFile(files, 'named', async ({ path }) => {
    const moment = await momentOf(path);
    const target = freeName(path, nameOf(moment), taken);
    taken.add(target.toLowerCase());
    if (target === path) return;
    if (values.apply) await moveToNew(path, target);
    changes++;
    await print(`${harmless(`${path} -> ${basename(target)}`)}\n`);
    for (const sidecar of sidecarsOf(path))
      if (!named.has(sidecar)) warn(`${sidecar} keeps its name: name it too where it is to go along`);
  });
  if (changes > 0 && !values.apply) process.stderr.write('Nothing is renamed yet: --apply does it.\n');
  return status;
}

/** Files beside a picture that hold its XMP. */
function sidecarsOf(path: string): string[] {
  const stem = path.slice(0, path.length - extname(path).length);
  return [`${stem}.xmp`, `${path}.xmp`].filter((sidecar) => sidecar !== path && existsSync(sidecar));
}

/** When a picture was taken, the surest first; when a file was written says nothing. */
const dateTags = ['DateTimeOriginal', 'CreateDate', 'DateTimeCreated', 'DateCreated', 'CreationTime'];

async function momentOf(path: string): Promise<Moment> {
  const flat = (await read(openInput(path))).toObject();
  for (const name of dateTags) {
    const moment = momentIn(flat[name]);
    if (moment) return moment;
  }
  throw new FileError('no-such-tag', 'does not say when it was taken');
}

/** A date with its time; `undefined` where it is none that can be. */
function momentIn(value: unknown): Moment | undefined {
  if (typeof value !== 'string') return undefined;
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?/.exec(value);
  if (!match) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((digits) => Number(digits ?? 0));
  const millisecond = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3));
  const isTime = hour < 24 && minute < 60 && second < 61;
  const isDay = year > 0 && new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day && month <= 12;
  return isTime && isDay ? { year, month, day, hour, minute, second, millisecond } : undefined;
}

/** The path of the new name, with a number where another file has it, or gets it by this call. */
function freeName(path: string, name: string, taken: ReadonlySet<string>): string {
  const extension = extname(path);
  for (let number = 1; ; number++) {
    const target = join(dirname(path), `${name}${number > 1 ? `_${number}` : ''}${extension}`);
    if (taken.has(target.toLowerCase())) continue;
    if (join(path) === target) return path;
    if (!lstatSync(target, { throwIfNoEntry: false })) return target;
  }
}
