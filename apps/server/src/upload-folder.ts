// Uploads on disk, on every runtime that has Node's file system.
import { randomUUID } from 'node:crypto';
import { type FileHandle, open, opendir, rm, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Gate } from './gate.js';
import { makeFolder } from './make-folder.js';
import { nearFile } from './near-file.js';
import type { FileOnDisk, UploadFolder } from './upload.js';

/** A folder for uploads, made where it is not there. Several processes may share it. What is done to them is done in turns. */
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

async function createFile(path: string, turns: Gate): Promise<FileOnDisk> {
  const handle = await turns.pass(() => open(path, 'wx', 0o600));
  let isOpen = true;
  const close = async (): Promise<void> => {
    if (!isOpen) return;
    isOpen = false;
    await handle.close();
  };
  const source = nearFile(path);
  return {
    path,
    source,
    write: (pieces) => turns.pass(() => writeAll(handle, pieces)),
    close: () => turns.pass(close),
    async remove() {
      await source.close?.();
      await turns.pass(async () => {
        await close();
        await unlink(path);
      });
    },
  };
}

async function writeAll(file: FileHandle, pieces: readonly Uint8Array[]): Promise<void> {
  let left = [...pieces];
  while (left.length > 0) {
    let { bytesWritten } = await file.writev(left);
    while (left[0] && left[0].length <= bytesWritten) bytesWritten -= left.shift()!.length;
    left = left.map((piece, i) => (i === 0 ? piece.subarray(bytesWritten) : piece));
  }
}
