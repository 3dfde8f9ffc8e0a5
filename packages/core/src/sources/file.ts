// A file on disk.
import * as fs from 'node:fs';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { allocate } from '../bytes/allocate.js';
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
        const { file, size: found } = await opening;
        size ??= found;
        const length = Math.max(0, Math.min(end, size) - start);
        const { bytesRead, buffer } = await read(file, allocate(length), 0, length, start);
        return buffer.subarray(0, bytesRead);
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
      if (opened) await close(opened.file);
    },
    async sha256(): Promise<Hash> {
      const { createHash } = await import('node:crypto');
      const hash = createHash('sha256');
      return { update: (bytes) => void hash.update(bytes), hex: () => hash.digest('hex') };
    },
  };
}

// By callbacks: `node:fs/promises` takes as long to be loaded as a photo to be read.
const open = promisify(fs.open);
const fstat = promisify(fs.fstat);
const read = promisify(fs.read);
const close = promisify(fs.close);

interface OpenedFile {
  readonly file: number;
  readonly size: number;
}

/** Opens without waiting for what is at the other end of a pipe. */
async function openFile(path: string | URL): Promise<OpenedFile> {
  const file = await open(path, fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0));
  const stat = await fstat(file);
  if (stat.isFile()) return { file, size: stat.size };
  await close(file);
  throw new Error('it is no file');
}
