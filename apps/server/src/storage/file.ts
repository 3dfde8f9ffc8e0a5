// Keeps every object as one file: a line of JSON, then the body. Written aside, synced, then renamed.
import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, opendir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Entry, isId, type Kind, kinds, type Store, type Stored } from './store.js';

/** How a file store may behave. */
export interface FileStoreOptions {
  /** The time in milliseconds since 1970; for tests. */
  readonly now?: () => number;
}

/**
 * A store in a directory, which is made if it is not there. Several processes may share it. Rejects with
 * the file system's error where the directory cannot be used.
 */
export async function createFileStore(
  root: string,
  { now = Date.now }: FileStoreOptions = {},
): Promise<Store> {
  for (const folder of [...kinds, unfinished]) {
    await mkdir(join(root, folder), { recursive: true, mode: 0o700 });
    await tryWriting(join(root, folder));
  }
  const store: Store = {
    async put(kind, id, entry) {
      if (!isId(id)) throw new Error('not an id of the store');
      const aside = join(root, unfinished, randomUUID());
      try {
        await writeSynced(aside, entry);
        await rename(aside, join(root, kind, id));
      } catch (error) {
        await rm(aside, { force: true }).catch(() => {});
        throw error;
      }
      await syncFolder(join(root, kind));
    },
    async get(kind, id) {
      if (!isId(id)) return undefined;
      const path = join(root, kind, id);
      const head = await readHead(path);
      if (!head) return undefined;
      if (isLive(head, now())) return stored(id, path, head);
      await rm(path, { force: true });
      return undefined;
    },
    async isEmpty(kind) {
      for await (const { name } of await opendir(join(root, kind))) if (isId(name)) return false;
      return true;
    },
    async sweep() {
      let gone = 0;
      for (const kind of kinds) gone += await sweepKind(root, kind, now());
      await sweepUnfinished(join(root, unfinished), now());
      return gone;
    },
  };
  await store.sweep();
  return store;
}

const unfinished = 'unfinished';
/** A file being written is never this old: what is was left by a process that died. */
const unfinishedLasts = 10 * 60_000;
const headLimit = 16_384;
const chunkBytes = 256 * 1024;

/** The first line of a file, and where the body starts. */
interface Head {
  readonly meta: Readonly<Record<string, string>>;
  readonly size: number;
  readonly expires: number | null;
  readonly bodyStart: number;
}

async function writeSynced(path: string, { meta, body, expires }: Entry): Promise<void> {
  const head = `${JSON.stringify({ meta, size: body.length, expires: expires ?? null })}\n`;
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(head);
    await file.writeFile(body);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Rejects with the file system's error where a folder cannot be written. */
async function tryWriting(folder: string): Promise<void> {
  const path = join(folder, `try-${randomUUID()}`);
  try {
    await writeFile(path, 'x', { flag: 'wx', mode: 0o600 });
  } finally {
    await rm(path, { force: true }).catch(() => {});
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, constants.O_RDONLY);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** The head of a file; `undefined` where there is no such file or it is not whole. */
async function readHead(path: string): Promise<Head | undefined> {
  const file = await openIfThere(path);
  if (!file) return undefined;
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(headLimit), 0, headLimit, 0);
    const lineEnd = buffer.subarray(0, bytesRead).indexOf(0x0a);
    if (lineEnd < 0) return undefined;
    const head = { ...JSON.parse(buffer.toString('utf8', 0, lineEnd)), bodyStart: lineEnd + 1 } as Head;
    const { size } = await file.stat();
    return size === head.bodyStart + head.size ? head : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  } finally {
    await file.close();
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

function isLive(head: Head, now: number): boolean {
  return head.expires === null || head.expires > now;
}

function stored(id: string, path: string, { meta, size, expires, bodyStart }: Head): Stored {
  return {
    id,
    meta,
    size,
    expires: expires ?? undefined,
    async open(start = 0, end = size) {
      const file = await openIfThere(path);
      return file && streamRange(file, bodyStart + start, bodyStart + end);
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
          if (position < end) controller.error(new Error('the stored file ended early'));
          else controller.close();
        } catch (error) {
          await file.close();
          controller.error(error);
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
    const path = join(root, kind, name);
    const head = await readHead(path);
    if (head && isLive(head, now)) continue;
    await rm(path, { force: true });
    gone++;
  }
  return gone;
}

async function sweepUnfinished(folder: string, now: number): Promise<void> {
  for await (const { name } of await opendir(folder)) {
    const path = join(folder, name);
    try {
      const { mtimeMs } = await stat(path);
      if (now - mtimeMs > unfinishedLasts) await rm(path, { force: true });
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
}
