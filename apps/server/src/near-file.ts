// A file that was written a moment ago: it is still in memory, and read at once. The way over the runtime's few threads for
// files takes longer, and who reads what is kept would wait behind it.
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { ByteSource } from 'exifkit';

/** Random access to such a file; opened at the first read. */
export function nearFile(path: string): ByteSource {
  let opened: { readonly fd: number; readonly size: number } | undefined;
  const open = (): { readonly fd: number; readonly size: number } => {
    const fd = openSync(path, 'r');
    return { fd, size: fstatSync(fd).size };
  };
  return {
    get size() {
      return opened?.size;
    },
    async read({ start, end }) {
      opened ??= open();
      const { fd, size } = opened;
      const bytes = new Uint8Array(Math.max(0, Math.min(end, size) - start));
      let length = 0;
      while (length < bytes.length) {
        const count = readSync(fd, bytes, length, bytes.length - length, start + length);
        if (count === 0) break;
        length += count;
      }
      return bytes.subarray(0, length);
    },
    async close() {
      if (opened) closeSync(opened.fd);
      opened = undefined;
    },
    async sha256() {
      const hash = createHash('sha256');
      return { update: (bytes) => void hash.update(bytes), hex: () => hash.digest('hex') };
    },
  };
}
