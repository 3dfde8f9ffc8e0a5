// Uploads on disk, on every runtime that has Node's file system.
import { randomUUID } from 'node:crypto';
import { mkdir, open, opendir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fromPath } from 'exifkit/node';
import type { FileOnDisk, UploadFolder } from './upload.js';

/** A folder for uploads, made where it is not there. Several processes may share it. */
export async function createUploadFolder(path: string): Promise<UploadFolder> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  await removeOld(path);
  return { create: () => createFile(join(path, randomUUID())) };
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

async function createFile(path: string): Promise<FileOnDisk> {
  const handle = await open(path, 'wx', 0o600);
  let isOpen = true;
  const close = async (): Promise<void> => {
    if (!isOpen) return;
    isOpen = false;
    await handle.close();
  };
  const source = fromPath(path);
  return {
    path,
    source,
    async write(bytes) {
      for (let at = 0; at < bytes.length; ) at += (await handle.write(bytes, at)).bytesWritten;
    },
    close,
    async remove() {
      await close();
      await source.close?.();
      await rm(path, { force: true });
    },
  };
}
