// Where each changed file goes.
import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import { type InputFile, looksLikePicture } from './files.js';
import { UsageError } from './usage.js';

/** A file with the path of what is made of it. */
export interface Targeted extends InputFile {
  readonly target: string;
}

/**
 * Each file with its target: itself in place, below `output`, or beside it as `NAME.SUFFIX.EXT`. A file named twice
 * comes once; two files that would become one are a {@link UsageError}.
 */
export function withTargets(
  files: readonly InputFile[],
  where: { readonly output: string | undefined; readonly inPlace: boolean; readonly suffix: string },
): Targeted[] {
  const bySpot = new Map<string, Targeted>();
  for (const file of files) {
    const target = targetOf(file, where);
    const spot = spotOf(target, where.inPlace);
    const other = bySpot.get(spot);
    if (!other) bySpot.set(spot, { ...file, target });
    else if (!isSame(other.path, file.path)) {
      throw new UsageError(`${other.path} and ${file.path} would both become ${target}`);
    }
  }
  return [...bySpot.values()];
}

function targetOf(
  { path, root }: InputFile,
  { output, inPlace, suffix }: Parameters<typeof withTargets>[1],
): string {
  if (inPlace) return path;
  if (output === undefined) return join(dirname(path), copyName(basename(path), suffix));
  return join(output, root === undefined ? basename(path) : relative(root, path));
}

function copyName(name: string, suffix: string): string {
  const extension = extname(name);
  return `${basename(name, extension)}.${suffix}${extension}`;
}

/** A target as the one path that it is, however it was spelled. In place, a link stands for its file. */
function spotOf(target: string, inPlace: boolean): string {
  return inPlace ? real(target) : join(real(dirname(target)), basename(target));
}

/** A path without links, as far as it is there. */
function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return dirname(path) === path ? path : join(real(dirname(resolve(path))), basename(path));
  }
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [one, other].map((path) => statSync(path, { throwIfNoEntry: false }));
  return a && b ? a.dev === b.dev && a.ino === b.ino : resolve(one) === resolve(other);
}

/** Why a path below a folder is none of the files to be changed: it was made from another, as this verb does. */
export function madeBefore(
  { done, suffix }: { readonly done: string; readonly suffix: string },
  output: string | undefined,
  inPlace: boolean,
): (path: string, siblings: ReadonlySet<string>) => string | undefined {
  if (inPlace) return () => undefined;
  if (output !== undefined) {
    const folder = real(output);
    return (path) => (real(path) === folder ? `where the ${done} files go` : undefined);
  }
  const pattern = new RegExp(`^(.+)\\.${suffix}(\\.[^.]+)?$`);
  return (path, siblings) => {
    const original = pattern.exec(basename(path));
    const made = original && siblings.has(`${original[1]}${original[2] ?? ''}`);
    return made ? `the ${done} copy of another` : undefined;
  };
}

/** `-o` names a folder. Throws {@link UsageError} for a name that is meant for a file. */
export function checkFolderName(output: string): void {
  if (looksLikePicture(output) && !statSync(output, { throwIfNoEntry: false })) {
    throw new UsageError(`-o takes a folder, and ${output} looks like a file`);
  }
}
