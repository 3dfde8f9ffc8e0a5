// Uploads on disk, on every runtime that has Node's file system.
import { randomUUID } from 'node:crypto';
import { closeSync, openSync, unlinkSync, writev, writevSync } from 'node:fs';
import { opendir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { freeBytes } from './free-bytes.js';
import type { Gate } from './gate.js';
import { makeFolder } from './make-folder.js';
import { nearFile } from './near-file.js';
import type { FileOnDisk, UploadFolder } from './upload.js';

/** A folder for uploads, made where it is not there. Several processes may share it. What takes long is done in turns. */
export async function createUploadFolder(path: string, turns: Gate): Promise<UploadFolder> {
  await makeFolder(path);
  await removeOld(path);
  return { create: () => createFile(join(path, randomUUID()), turns) };
}

/** No request takes so long, in milliseconds: an older file was left by a process that died. */
const oldAge = 3_600_000;

async function removeOld(folder: string): Promise<void> {
  for await (const { name } of await opendir(folder)) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > oldAge) await rm(path, { force: true });
  }
}

/**
 * Bytes of a file that are written at once where nobody else writes: the system takes a photo in less time than the way
 * to another thread. Much more may have to wait for the disk, which holds up nobody there.
 */
const atOnce = 4 << 20;

function createFile(path: string, turns: Gate): FileOnDisk {
  const fd = openSync(path, 'wx', 0o600);
  const source = nearFile(path);
  let size = 0;
  let writing: Promise<void> | undefined;
  let isOpen = true;
  const close = (): void => {
    if (isOpen) closeSync(fd);
    isOpen = false;
  };
  return {
    path,
    source,
    write(pieces): Promise<void> | undefined {
      size += pieces.reduce((bytes, { length }) => bytes + length, 0);
      const free = (): void => pieces.forEach(freeBytes);
      let left = pieces;
      if (size <= atOnce && !turns.isUsed) left = without(left, writevSync(fd, left));
      if (left.length === 0) {
        free();
        return undefined;
      }
      writing = turns.pass(() => writeAll(fd, left)).finally(free);
      return writing;
    },
    close,
    async remove() {
      await writing?.catch(() => {});
      close();
      await source.close?.();
      unlinkSync(path);
    },
  };
}

async function writeAll(fd: number, pieces: readonly Uint8Array[]): Promise<void> {
  for (let left = pieces; left.length > 0; ) {
    left = without(left, await writeSome(fd, left));
  }
}

/** How many bytes the system took. By the callback, as what `promisify` makes of it differs between runtimes. */
function writeSome(fd: number, pieces: readonly Uint8Array[]): Promise<number> {
  return new Promise((resolve, reject) => {
    writev(fd, pieces, (error, written) => (error ? reject(error) : resolve(written)));
  });
}

/** What is left of the pieces when so many bytes of them are written. */
function without(pieces: readonly Uint8Array[], written: number): readonly Uint8Array[] {
  let count = 0;
  let rest = written;
  while (count < pieces.length && pieces[count]!.length <= rest) rest -= pieces[count++]!.length;
  return pieces.slice(count).map((piece, i) => (i === 0 ? piece.subarray(rest) : piece));
}
