// A file on disk, through Node's file handles.
import { constants, type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
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
  let opened: OpenedFile | undefined;
  let size: number | undefined;
  return {
    get size() {
      return size;
    },
    name: basename(path instanceof URL ? path.pathname : path),
    async read({ start, end }: ByteRange): Promise<Uint8Array> {
      try {
        opened ??= await openFile(path);
        size ??= opened.size;
        const length = Math.max(0, Math.min(end, size) - start);
        const { bytesRead, buffer } = await opened.handle.read(new Uint8Array(length), 0, length, start);
        return buffer.subarray(0, bytesRead);
      } catch (cause) {
        throw new MetadataError('source-failed', `cannot read ${path}: ${(cause as Error).message}`, {
          cause,
        });
      }
    },
    async close(): Promise<void> {
      const open = opened;
      opened = undefined;
      await open?.handle.close();
    },
    async sha256(): Promise<Hash> {
      const { createHash } = await import('node:crypto');
      const hash = createHash('sha256');
      return { update: (bytes) => void hash.update(bytes), hex: () => hash.digest('hex') };
    },
  };
}

interface OpenedFile {
  readonly handle: FileHandle;
  readonly size: number;
}

/** Opens without waiting for what is at the other end of a pipe. */
async function openFile(path: string | URL): Promise<OpenedFile> {
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  const stat = await handle.stat();
  if (stat.isFile()) return { handle, size: stat.size };
  await handle.close();
  throw new Error('it is no file');
}
