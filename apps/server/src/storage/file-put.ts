// Writes an object of the file store: aside, under a name of its own, then renamed to where it belongs, so that it is there
// whole or not at all. Results are left to the system to write out: their answer has them too, and they outlive the process.
// Keys and cleaned files are synced before anybody is told of them.
import { randomUUID } from 'node:crypto';
import { closeSync, constants, futimesSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { joinChunks } from '../bytes.js';
import { chunksOf, sizeOf } from './body.js';
import type { Entry, Kind } from './store.js';

/** Stands for "never" as a time of change: the last second that every file system can hold. */
export const never: number = (2 ** 31 - 1) * 1000;

/** Where files of a store are written before they are whole. */
export const unfinished = 'unfinished';

/** Bytes of a result that is written at once, by this thread: the way to another costs several times the writing. */
const atOnceBytes = 64 * 1024;
/** Milliseconds after which a disk is taken for slow, and for how long it is: then other threads wait for it. */
const slowAfter = 50;
const slowFor = 10_000;

/** Writes objects into a folder that has one of each kind, and one for what is unfinished. */
export function createFilePut(
  root: string,
  isDiskBusy: () => boolean,
): (kind: Kind, id: string, entry: Entry) => Promise<void> {
  let slowUntil = 0;
  return async (kind, id, entry) => {
    const aside = join(root, unfinished, randomUUID());
    const path = join(root, kind, id);
    const { body } = entry;
    if (kind !== 'results') return await putSynced(aside, path, entry, join(root, kind));
    const start = performance.now();
    const waits = start < slowUntil || isDiskBusy();
    if (!(body instanceof Uint8Array) || body.length > atOnceBytes || waits)
      return await put(aside, path, entry);
    putAtOnce(aside, path, headOf(entry), body, expiryOf(entry));
    const end = performance.now();
    if (end - start > slowAfter) slowUntil = end + slowFor;
  };
}

function putAtOnce(aside: string, path: string, head: Uint8Array, body: Uint8Array, expiry: Date): void {
  try {
    const file = openSync(aside, 'wx', 0o600);
    try {
      writeFileSync(file, joinChunks([head, body]));
      futimesSync(file, expiry, expiry);
    } finally {
      closeSync(file);
    }
    renameSync(aside, path);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
}

async function putSynced(aside: string, path: string, entry: Entry, folder: string): Promise<void> {
  await put(aside, path, entry, true);
  await syncFolder(folder);
}

async function put(aside: string, path: string, entry: Entry, synced = false): Promise<void> {
  try {
    await write(aside, entry, synced);
    await rename(aside, path);
  } catch (error) {
    await rm(aside, { force: true }).catch(() => {});
    throw error;
  }
}

async function write(path: string, entry: Entry, synced: boolean): Promise<void> {
  const { body } = entry;
  const head = headOf(entry);
  const file = await open(path, 'wx', 0o600);
  try {
    if (body instanceof Uint8Array) await file.writeFile(joinChunks([head, body]));
    else {
      await file.writeFile(head);
      for await (const chunk of chunksOf(body)) await file.writeFile(chunk);
    }
    const expiry = expiryOf(entry);
    await file.utimes(expiry, expiry);
    if (synced) await file.sync();
  } finally {
    await file.close();
  }
}

/** Writes out which files a folder has. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, constants.O_RDONLY);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function headOf({ meta, body, expires }: Entry): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify({ meta, size: sizeOf(body), expires })}\n`);
}

function expiryOf({ expires }: Entry): Date {
  return new Date(expires ?? never);
}
