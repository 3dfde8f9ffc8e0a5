// A file on disk, through Node's file handles.
import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ByteRange } from '../bytes/scan.js';
import type { Hash } from '../bytes/sha256.js';
import { MetadataError } from '../errors.js';
import type { ByteSource } from './source.js';

/**
 * A file on disk. Only the parts that hold metadata are read. The file is opened at the first read and
 * closed when the reading is done.
 *
 * Reading rejects with MetadataError `source-failed`, the system's error as its cause.
 */
export function fromPath(path: string | URL): ByteSource {
  let handle: FileHandle | undefined;
  let size: number | undefined;
  return {
    get size() {
      return size;
    },
    name: basename(path instanceof URL ? path.pathname : path),
    async read({ start, end }: ByteRange): Promise<Uint8Array> {
      try {
        handle ??= await open(path);
        size ??= (await handle.stat()).size;
        const length = Math.max(0, Math.min(end, size) - start);
        const { bytesRead, buffer } = await handle.read(new Uint8Array(length), 0, length, start);
        return buffer.subarray(0, bytesRead);
      } catch (cause) {
        throw new MetadataError('source-failed', `cannot read ${path}: ${(cause as Error).message}`, {
          cause,
        });
      }
    },
    async close(): Promise<void> {
      const open = handle;
      handle = undefined;
      await open?.close();
    },
    sha256(): Hash {
      const hash = createHash('sha256');
      return { update: (bytes) => void hash.update(bytes), hex: () => hash.digest('hex') };
    },
  };
}
