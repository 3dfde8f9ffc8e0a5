// Files that requests bring: small ones held in memory, larger ones in a file of their own on disk while they are
// worked on.
import type { ByteSource } from 'exifkit';
import { joinChunks } from './bytes.js';

/** A file as it was sent or fetched. */
export interface UploadedFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Its bytes, or random access to them. */
  readonly source: Uint8Array | ByteSource;
  /** Where it lies on disk, if it does: another thread can open it there. */
  readonly path?: string | undefined;
  /** Lets it go. To be called once, whatever became of it. */
  dispose(): Promise<void>;
}

/** A file that is held in memory. */
export function heldFile(name: string, source: Uint8Array): UploadedFile {
  return { name, size: source.length, source, dispose: async () => {} };
}

/** Makes files for uploads on disk. A runtime without a disk has none: all is held in memory. */
export interface UploadFolder {
  create(): Promise<FileOnDisk>;
}

/** A file that is being written, from its start to its end. */
export interface FileOnDisk {
  readonly path: string;
  readonly source: ByteSource;
  write(bytes: Uint8Array): Promise<void>;
  /** Ends the writing. */
  close(): Promise<void>;
  /** Takes it away, written whole or not. */
  remove(): Promise<void>;
}

/** Bytes of an upload that are held in memory; of a larger one, so many at a time. */
export const heldBytes: number = 256 * 1024;

/** Takes the bytes of a file while they come. */
export class Upload {
  readonly #folder: UploadFolder | undefined;
  #held: Uint8Array[] = [];
  #heldSize = 0;
  #file: FileOnDisk | undefined;
  size = 0;

  constructor(folder: UploadFolder | undefined) {
    this.#folder = folder;
  }

  /** Takes a piece, which is not changed afterwards. */
  add(bytes: Uint8Array): void {
    this.#held.push(bytes);
    this.#heldSize += bytes.length;
    this.size += bytes.length;
  }

  /** Writes what has come to disk where it is too much to be held; to be awaited before more is taken. */
  async settle(): Promise<void> {
    if (!this.#folder || this.#heldSize <= heldBytes) return;
    this.#file ??= await this.#folder.create();
    await this.#write(this.#file);
  }

  /** The whole file. */
  async finish(name: string): Promise<UploadedFile> {
    const file = this.#file;
    if (!file) {
      const bytes = joinChunks(this.#held);
      this.#held = [];
      return heldFile(name, bytes);
    }
    await this.#write(file);
    await file.close();
    return { name, size: this.size, source: file.source, path: file.path, dispose: () => file.remove() };
  }

  /** Lets all go that has come. */
  async discard(): Promise<void> {
    this.#held = [];
    await this.#file?.remove();
  }

  async #write(file: FileOnDisk): Promise<void> {
    const bytes = joinChunks(this.#held);
    this.#held = [];
    this.#heldSize = 0;
    if (bytes.length > 0) await file.write(bytes);
  }
}
