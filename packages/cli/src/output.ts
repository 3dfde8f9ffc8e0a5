// Writes files so that nothing is ever lost: whole or not at all, and never over what must stay.
import { closeSync, openSync, rmSync, type Stats } from 'node:fs';
import { type FileHandle, link, lstat, mkdir, open, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FileError } from './errors.js';
import { temporaryName } from './temporary.js';

/** Content to be written. */
export type Content = Uint8Array | AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** The files that one call writes. */
export interface Outputs {
  /**
   * Writes a new file, making its folder where it is not there. Rejects with {@link FileError} where the target is
   * one of the inputs, was written by this call before, or exists and may not be replaced. Resolves with notes, as
   * `replace` does.
   */
  write(target: string, content: Content, like: Pick<Stats, 'mode'>): Promise<string[]>;
  /**
   * Replaces a file (no link) that is as `before` says; its owner and mode stay. Resolves with what could not be
   * kept, each as a sentence. Rejects with {@link FileError} where the file has changed meanwhile.
   */
  replace(target: string, content: Content, before: Stats): Promise<string[]>;
}

/** Writes beside these inputs; with `force` over existing files, but never over an input. */
export async function createOutputs(inputs: readonly string[], force: boolean): Promise<Outputs> {
  const untouchable = new Map<string, string>();
  for (const input of inputs) {
    const found = await stat(input).catch(() => undefined);
    if (found)
      untouchable.set(identity(found), 'is one of the files to be read (--in-place cleans a file itself)');
  }
  const inTurn = turns();
  return {
    write: (target, content, { mode }) =>
      writing(target, async () => {
        await mkdir(dirname(target), { recursive: true });
        await mayReplace(target, force, untouchable);
        await throughTemporary(target, content, async (file, temporary) => {
          await file.chmod(mode & 0o777);
          const own = identity(await file.stat());
          // Asked again: meanwhile another file of this call may have got the name, in another spelling too.
          await inTurn(async () => {
            const replacing = await mayReplace(target, force, untouchable);
            untouchable.set(own, 'was written just before');
            await (replacing ? rename(temporary, target) : placeNew(temporary, target));
          });
        });
        return [];
      }),
    replace: (target, content, before) =>
      writing(target, async () => {
        const lost = before.nlink > 1 ? ['other names of the file (hard links) keep its old content'] : [];
        await throughTemporary(target, content, async (file, temporary) => {
          lost.push(...(await takeOver(file, before)));
          await checkUnchanged(target, before);
          await rename(temporary, target);
        });
        return lost;
      }),
  };
}

/** Runs what it is given one after the other. */
function turns(): (work: () => Promise<void>) => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return (work) => {
    const done = last.then(work);
    last = done.catch(() => {});
    return done;
  };
}

/** Files are the same where the system says so, however their paths are spelled. */
function identity({ dev, ino }: Stats): string {
  return `${dev}:${ino}`;
}

/** Whether there is something to be replaced. Rejects where it may not be. */
async function mayReplace(
  target: string,
  force: boolean,
  untouchable: ReadonlyMap<string, string>,
): Promise<boolean> {
  const there = await lstat(target).catch(ifMissing);
  if (!there) return false;
  const file = await stat(target).catch(ifMissing);
  const why = file && untouchable.get(identity(file));
  if (why) throw new FileError('not-replaced', `${target} ${why}`);
  if (!force) throw new FileError('exists', `${target} exists already (--force replaces it)`);
  if (!there.isFile() && !there.isSymbolicLink())
    throw new FileError('exists', `${target} exists and is no file`);
  return true;
}

function ifMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

/** Gives a finished file its name, unless that name was taken meanwhile. */
async function placeNew(temporary: string, target: string): Promise<void> {
  try {
    await link(temporary, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
    // A file system without links: the name is reserved first.
    await (await open(target, 'wx', 0o600)).close();
    await rename(temporary, target);
  }
}

/** Owner first, as changing it may clear bits of the mode. */
async function takeOver(file: FileHandle, { uid, gid, mode }: Stats): Promise<string[]> {
  const own = await file.stat();
  let kept = true;
  if (own.uid !== uid || own.gid !== gid) {
    kept = await file.chown(uid, gid).then(
      () => true,
      () => false,
    );
  }
  await file.chmod(mode & (kept ? 0o7777 : 0o777));
  return kept ? [] : ['the owner of the file could not be kept'];
}

async function checkUnchanged(target: string, before: Stats): Promise<void> {
  const now = await stat(target);
  const same =
    identity(now) === identity(before) && now.size === before.size && now.mtimeMs === before.mtimeMs;
  if (!same) throw new FileError('changed', `${target} was changed by somebody else while it was worked on`);
}

/** Writes and flushes a file beside the target that only its owner may read, and hands it on; it never stays. */
async function throughTemporary(
  target: string,
  content: Content,
  finish: (file: FileHandle, temporary: string) => Promise<void>,
): Promise<void> {
  const temporary = newTemporary(dirname(target));
  try {
    const file = await open(temporary, 'r+');
    try {
      for await (const chunk of content instanceof Uint8Array ? [content] : content) {
        await writeAll(file, chunk);
      }
      await file.sync();
      await finish(file, temporary);
    } finally {
      await file.close();
    }
  } finally {
    rmSync(temporary, { force: true });
    temporaries.delete(temporary);
  }
}

/** In one piece: the handle's own `writeFile` takes half a MiB at a time. */
async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at)).bytesWritten;
}

const temporaries = new Set<string>();

/** Made at once, not in the background: no signal can come between the file and the note of it. */
function newTemporary(folder: string): string {
  watchSignals();
  const path = join(folder, temporaryName());
  temporaries.add(path);
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    temporaries.delete(path);
    throw error;
  }
  return path;
}

const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
let watching = false;

/** However the process ends, short of SIGKILL, it takes its unfinished files along. */
function watchSignals(): void {
  if (watching) return;
  watching = true;
  process.on('exit', removeTemporaries);
  for (const signal of endingSignals) {
    process.once(signal, () => {
      removeTemporaries();
      process.kill(process.pid, signal);
    });
  }
}

function removeTemporaries(): void {
  for (const path of temporaries) rmSync(path, { force: true });
}

/** Says of a system's error that writing failed, and where. */
async function writing<Result>(target: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (error.code === 'EEXIST' && error.syscall !== 'mkdir')
      throw new FileError('exists', `${target} exists already`);
    const noFolder = error.code === 'ENOTDIR' || error.code === 'EEXIST';
    const why = noFolder ? `${dirname(target)} is not a folder` : error.message;
    throw new FileError('write-failed', `cannot write ${target}: ${why}`);
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}

/** Gives a file another name, which nothing has. Rejects with {@link FileError} where something has it meanwhile. */
export async function moveToNew(path: string, target: string): Promise<void> {
  await writing(target, async () => {
    // The name is reserved first: `rename` alone would replace what has it.
    await (await open(target, 'wx', 0o600)).close();
    try {
      await rename(path, target);
    } catch (error) {
      rmSync(target, { force: true });
      throw error;
    }
  });
}
