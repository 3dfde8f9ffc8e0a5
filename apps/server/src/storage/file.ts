// Keeps every object as one file: a line of JSON, then the body. A file's time of change is when it expires, so that
// a sweep opens only what it will most likely delete.
import type { Stats } from 'node:fs';
import { type FileHandle, open, opendir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../make-folder.js';
import { createFilePut, never, syncFolder, unfinished } from './file-put.js';
import { guarded } from './guard.js';
import { isId, isLive, type Kind, kinds, type Store, type Stored, StoreError } from './store.js';

/** How a file store may behave. */
export interface FileStoreOptions {
  /** The time in milliseconds since 1970; for tests. */
  readonly now?: () => number;
  /** Whether large files are being written to the same disk, so that others may wait for it. Default: never. */
  readonly isDiskBusy?: (() => boolean) | undefined;
}

/**
 * A store in a directory, which is made if it is not there. Several processes may share it. Rejects with
 * the file system's error where the directory cannot be made.
 */
export async function createFileStore(
  root: string,
  { now = Date.now, isDiskBusy = () => false }: FileStoreOptions = {},
): Promise<Store> {
  for (const folder of [...kinds, unfinished]) await makeFolder(join(root, folder));
  return guarded({
    put: createFilePut(root, isDiskBusy),
    async get(kind, id) {
      const path = join(root, kind, id);
      const head = await readHead(path);
      if (!head) return undefined;
      if (isLive(head, now())) return stored(id, path, head);
      await rm(path, { force: true });
      return undefined;
    },
    async delete(kind, id) {
      await rm(join(root, kind, id), { force: true });
      await syncFolder(join(root, kind));
    },
    async *list(kind) {
      for await (const { name } of await opendir(join(root, kind))) yield name;
    },
    async sweep() {
      let gone = 0;
      for (const kind of kinds) gone += await sweepKind(root, kind, now());
      await sweepUnfinished(join(root, unfinished), now());
      return gone;
    },
    async close() {},
  });
}

/** A file being written is never this long without a change: what is was left by a process that died. */
const unfinishedLasts = 10 * 60_000;
const headLimit = 16_384;
/** Read at once: with a small file's head its body. Each way to the disk is a wait behind the writing of large files. */
const firstBytes = 32 * 1024;
const chunkBytes = 256 * 1024;

/** The first line of a file, and where the body starts. */
interface Head {
  readonly meta: Readonly<Record<string, string>>;
  readonly size: number;
  readonly expires: number | undefined;
  readonly bodyStart: number;
  /** Tells a file from another that took its place. */
  readonly inode: number;
  /** The body, where it came with the head. */
  readonly body?: Uint8Array<ArrayBuffer> | undefined;
}

/** The head of a file; `undefined` where there is no such file or it is not whole. */
async function readHead(path: string): Promise<Head | undefined> {
  const file = await openIfThere(path);
  if (!file) return undefined;
  try {
    const { bytesRead, buffer } = await file.read(new Uint8Array(firstBytes), 0, firstBytes, 0);
    const lineEnd = buffer.subarray(0, Math.min(bytesRead, headLimit)).indexOf(0x0a);
    if (lineEnd < 0) return undefined;
    const text = new TextDecoder().decode(buffer.subarray(0, lineEnd));
    const { meta, size: bodySize, expires } = JSON.parse(text);
    const bodyStart = lineEnd + 1;
    const head = { meta, size: bodySize, expires: expires ?? undefined, bodyStart };
    if (bytesRead < firstBytes) {
      const body = buffer.subarray(bodyStart, bytesRead);
      return body.length === bodySize ? { ...head, inode: 0, body } : undefined;
    }
    const { size, ino } = await file.stat();
    return size === bodyStart + bodySize ? { ...head, inode: ino } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  } finally {
    // Nobody waits for that.
    file.close().catch(() => {});
  }
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function stored(id: string, path: string, { meta, size, expires, bodyStart, inode, body }: Head): Stored {
  return {
    id,
    meta,
    size,
    expires,
    async open(start = 0, end = size) {
      if (body)
        return new Blob([body.subarray(start, end)]).stream() as ReadableStream<Uint8Array<ArrayBuffer>>;
      const file = await openIfThere(path);
      if (!file) return undefined;
      if ((await file.stat()).ino === inode) return streamRange(file, bodyStart + start, bodyStart + end);
      await file.close();
      return undefined;
    },
  };
}

/** The bytes `[start, end)` of an open file, piece by piece; closes it when done or cancelled. */
function streamRange(file: FileHandle, start: number, end: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  let position = start;
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        try {
          const chunk = new Uint8Array(Math.min(chunkBytes, end - position));
          const { bytesRead } = await file.read(chunk, 0, chunk.length, position);
          position += bytesRead;
          if (bytesRead > 0) controller.enqueue(chunk.subarray(0, bytesRead));
          if (position < end && bytesRead > 0) return;
          await file.close();
          if (position < end) controller.error(new StoreError('read'));
          else controller.close();
        } catch (error) {
          await file.close();
          controller.error(new StoreError('read', { cause: error }));
        }
      },
      cancel: () => file.close(),
    },
    { highWaterMark: 0 },
  );
}

async function sweepKind(root: string, kind: Kind, now: number): Promise<number> {
  let gone = 0;
  for await (const { name } of await opendir(join(root, kind))) {
    if (isId(name) && (await sweepFile(join(root, kind, name), now))) gone++;
  }
  return gone;
}

/** Deletes a file that has expired or is not whole. One whose time was lost, as in a copy, gets it again. */
async function sweepFile(path: string, now: number): Promise<boolean> {
  const time = (await statIfThere(path))?.mtimeMs;
  if (time === undefined || Math.floor(time) > now) return false;
  const head = await readHead(path);
  if (!head || !isLive(head, now)) {
    await rm(path, { force: true });
    return true;
  }
  const expiry = new Date(head.expires ?? never);
  await utimes(path, expiry, expiry);
  return false;
}

async function sweepUnfinished(folder: string, now: number): Promise<void> {
  for await (const { name } of await opendir(folder)) {
    const written = (await statIfThere(join(folder, name)))?.ctimeMs;
    if (written !== undefined && now - written > unfinishedLasts)
      await rm(join(folder, name), { force: true });
  }
}

async function statIfThere(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
