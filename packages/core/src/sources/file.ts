// A file on disk. Node's callbacks take half the time of its promises; what waits for no disk is done at once, as a way
// through its thread pool costs more.
import { closeSync, constants, fstatSync, open, read } from 'node:fs';
import { basename } from 'node:path';
import { allocate } from '../bytes/allocate.js';
import { join } from '../bytes/block-view.js';
import type { ByteRange } from '../bytes/scan.js';
import type { Hash } from '../bytes/sha256.js';
import { MetadataError } from '../errors.js';
import type { UrlLike } from './platform.js';
import type { ByteSource } from './source.js';

/**
 * A file on disk. Only the parts that hold metadata are read, and short files whole. The file is opened at the first
 * read and closed when the reading is done. A pipe, a socket or a device is refused, never waited for.
 *
 * Reading rejects with MetadataError `source-failed`, the system's error as its cause.
 */
export function fromPath(place: string | UrlLike): ByteSource {
  const target = typeof place === 'string' ? place : new URL(place.href);
  let opening: Promise<OpenedFile> | undefined;
  let size: number | undefined;
  return {
    get size() {
      return size;
    },
    name: basename(typeof target === 'string' ? target : target.pathname),
    async read({ start, end }: ByteRange): Promise<Uint8Array> {
      try {
        opening ??= openFile(target);
        const file = await opening;
        size ??= file.size;
        const stop = Math.max(start, Math.min(end, size));
        if (stop <= file.head.length) return file.head.subarray(start);
        const inTail = start - (size - tailBytes);
        if (inTail < 0) return await readRange(file.fd, start, stop - start);
        file.tail ??= readRange(file.fd, size - tailBytes, tailBytes);
        return (await file.tail).subarray(inTail);
      } catch (cause) {
        throw new MetadataError('source-failed', `cannot read ${target}: ${(cause as Error).message}`, {
          cause,
        });
      }
    },
    async close(): Promise<void> {
      const last = opening;
      opening = undefined;
      const opened = await last?.catch(() => undefined);
      if (opened) closeSync(opened.fd);
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
  /** Its last bytes, read when one of them is asked for: what is not at the start is mostly at the end. */
  tail: Promise<Uint8Array> | undefined;
}

const headBytes = 64 << 10;
const tailBytes = 32 << 10;
/** Files up to this size are read at once, which takes no longer than to read their two ends. */
const shortFile = 512 << 10;

/** Opens without waiting for what is at the other end of a pipe, and reads its start. */
async function openFile(path: string | URL): Promise<OpenedFile> {
  const fd = await openedPath(path);
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile()) throw new Error('it is no file');
    const { size } = stat;
    const head = await readRange(fd, 0, size <= shortFile ? size : headBytes);
    return { fd, size, head, tail: undefined };
  } catch (cause) {
    closeSync(fd);
    throw cause;
  }
}

function openedPath(path: string | URL): Promise<number> {
  return new Promise((resolve, reject) => {
    open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0), (error, fd) =>
      error ? reject(error) : resolve(fd),
    );
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
