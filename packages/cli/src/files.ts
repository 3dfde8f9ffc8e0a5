// The files that a call names, and the work on them one by one.
import { type Dirent, lstatSync, readdirSync, type Stats, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { MetadataError } from 'exifkit';
import { pictureExtensions } from 'exifkit/node';
import { errorLine, FileError, type ToldError, toldError } from './errors.js';
import { isTemporary } from './temporary.js';
import { progress, warn } from './terminal.js';
import { UsageError } from './usage.js';

/** A file to work on. */
export interface InputFile {
  readonly path: string;
  /** The folder given to `-r` below which the file was found; `undefined` of a file that was named. */
  readonly root?: string;
  /** Why it cannot be worked on, where that is known already. */
  readonly problem?: FileError;
}

/** Whether a name is that of a picture. */
export function looksLikePicture(name: string): boolean {
  return pictureExtensions.has(extname(name).slice(1).toLowerCase());
}

/**
 * The files that are named and, with `recursive`, all those below named folders, in order of name. What is not looked into
 * is told; `leftOut` says of a path why it is to be left out.
 */
export function listFiles(
  named: readonly string[],
  recursive: boolean | undefined,
  leftOut: (path: string, siblings: ReadonlySet<string>) => string | undefined = () => undefined,
): InputFile[] {
  if (named.length === 0) throw new UsageError(recursive ? 'no folders named' : 'no files named');
  const files = named.flatMap((path) =>
    recursive && isFolder(path) ? filesBelow(path, path, leftOut) : [{ path }],
  );
  if (files.length === 0) throw new UsageError(`no files below ${named.join(', ')}`);
  return files;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function filesBelow(
  folder: string,
  root: string,
  leftOut: (path: string, siblings: ReadonlySet<string>) => string | undefined,
): InputFile[] {
  const files: InputFile[] = [];
  let entries: Dirent[];
  try {
    entries = readFolder(folder);
  } catch (error) {
    if (folder === root) throw new UsageError(`cannot list ${root}: ${(error as Error).message}`);
    const problem = new FileError('unreadable-folder', `cannot list the folder: ${(error as Error).message}`);
    return [{ path: folder, root, problem }];
  }
  const siblings = new Set(entries.map(({ name }) => name));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    const why = leftOut(path, siblings) ?? notLookedInto(path, entry);
    if (why !== undefined) tellSkipped(path, why);
    else if (entry.isDirectory()) files.push(...filesBelow(path, root, leftOut));
    else files.push({ path, root });
  }
  return files;
}

function readFolder(folder: string): Dirent[] {
  return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function notLookedInto(
  path: string,
  entry: { name: string; isFile(): boolean; isDirectory(): boolean; isSymbolicLink(): boolean },
): string | undefined {
  if (isTemporary(entry.name)) return 'left by a run that was killed';
  if (entry.isFile() || entry.isDirectory()) return undefined;
  if (entry.isSymbolicLink()) return 'a symbolic link';
  // Some file systems do not say in the listing what a name is.
  const known = lstatSync(path, { throwIfNoEntry: false });
  return known?.isFile() || known?.isDirectory() ? undefined : notFile;
}

const notFile = 'a pipe, socket or device, not a file';

function tellSkipped(path: string, why: string): void {
  warn(`skipped ${path}: ${why}`);
}

/**
 * Does `work` for each file, with progress. A file that fails is a line on standard error, and handed to `failed`;
 * one that was only found below a folder and is no picture is told as skipped. Gives the exit status.
 */
export async function eachFile<File extends InputFile>(
  files: readonly File[],
  verb: string,
  work: (file: File) => Promise<void>,
  failed: (path: string, error: ToldError) => Promise<void> | void = () => {},
): Promise<number> {
  const bar = progress(files.length, verb);
  let status = 0;
  for (const file of files) {
    try {
      if (file.problem) throw file.problem;
      await work(file);
    } catch (error) {
      bar.end();
      if (isNoPicture(file, error)) {
        tellSkipped(file.path, 'no type that can be worked on');
      } else {
        status = 1;
        warn(`${file.path}: ${errorLine(error)}`);
        await failed(file.path, toldError(error));
      }
    }
    bar.step();
  }
  bar.end();
  return status;
}

function isNoPicture({ path, root }: InputFile, error: unknown): boolean {
  return (
    root !== undefined &&
    !looksLikePicture(path) &&
    error instanceof MetadataError &&
    error.code === 'unsupported-format'
  );
}

/** What the system says of an input. Throws MetadataError `source-failed` where it is no file. */
export function inputStat(path: string): Stats {
  const found = statOf(path);
  if (found.isFile()) return found;
  const kind = found.isDirectory() ? 'a folder (with -r all pictures below it are taken)' : notFile;
  throw new MetadataError('source-failed', `cannot be read: it is ${kind}`);
}

function statOf(path: string): Stats {
  try {
    return statSync(path);
  } catch (cause) {
    throw new MetadataError('source-failed', `cannot be read: ${(cause as Error).message}`, { cause });
  }
}
