// A file on disk. Node's callbacks take half the time of its promises.
import { close, constants, fstat, open, read } from 'node:fs';
import { basename } from 'node:path';
import { allocate } from '../bytes/allocate.js';
import { join } from '../bytes/block-view.js';
import type { ByteRange } from '../bytes/scan.js';
import type { Hash } from '../bytes/sha256.js';
import { MetadataError } from '../errors.js';
import type { ByteSource } from './source.js';

/**
 * A file on disk. Only the parts that hold metadata are read. The file is opened at the first read and
 * closed when the reading is done. A pipe, a socket or a device is refused, never waited for.
 *
 * Reading rejects with MetadataError `source-failed`, the system's error as its cause.
 */
export function fromPath(path: string | URL): ByteSource {
  let opening: Promise<OpenedFile> | undefined;
  let size: number | undefined;
  return {
    get size() {
      return size;
    },
    name: basename(path instanceof URL ? path.pathname : path),
    async read({ start, end }: ByteRange): Promise<Uint8Array> {
      try {
        opening ??= openFile(path);
        const { fd, size: found, head } = await opening;
        size ??= found;
        const stop = Math.max(start, Math.min(end, size));
        return stop <= head.length ? head.subarray(start) : await readRange(fd, start, stop - start);
      } catch (cause) {
        throw new MetadataError('source-failed', `cannot read ${path}: ${(cause as Error).message}`, {
          cause,
        });
      }
    },
    async close(): Promise<void> {
      const last = opening;
      opening = undefined;
      const opened = await last?.catch(() => undefined);
      if (opened) close(opened.fd, () => {});
    },
    async sha256(): Promise<Hash> {
      // At once where the runtime can: `import()` makes the command wait for Node's loader of modules.
      const { createHash } = process.getBuiltinModule?.('node:crypto') ?? (await import('node:crypto'));
      const hash = createHash('sha256');
      return { update: (bytes) => void hash.update(bytes), hex: () => hash.digest('hex') };
    },
  };
}

interface OpenedFile {
  readonly fd: number;
  readonly size: number;
  /** Its first bytes: nearly all reading begins there. */
  readonly head: Uint8Array;
}

const headBytes = 96 << 10;

/** Opens without waiting for what is at the other end of a pipe, and looks what it is while its start is read. */
function openFile(path: string | URL): Promise<OpenedFile> {
  return new Promise((resolve, reject) => {
    open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0), (failure, fd) => {
      if (failure) return reject(failure);
      const reading = readPart(fd, 0, headBytes);
      // Of what is no file it fails, and nobody waits for it.
      reading.catch(() => {});
      fstat(fd, (error, stat) => {
        const refused = error ?? (stat.isFile() ? undefined : new Error('it is no file'));
        if (refused) return close(fd, () => reject(refused));
        reading.then(
          (head) => resolve({ fd, size: stat.size, head }),
          (cause) => close(fd, () => reject(cause)),
        );
      });
    });
  });
}

/** The bytes of a range that lies in the file: a read may give fewer at once. */
async function readRange(fd: number, start: number, length: number): Promise<Uint8Array> {
  const first = await readPart(fd, start, length);
  if (first.length === length) return first;
  const parts = [first];
  for (let at = first.length; at < length; ) {
    const part = await readPart(fd, start + at, length - at);
    if (part.length === 0) break;
    parts.push(part);
    at += part.length;
  }
  return join(parts);
}

/** What one read gives, at a place of its own, which pipes and devices refuse. */
function readPart(fd: number, start: number, length: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const bytes = allocate(length);
    read(fd, bytes, 0, length, start, (error, count) => {
      if (error) reject(error);
      else resolve(bytes.subarray(0, count));
    });
  });
}
