// Files that requests bring: small ones held in memory, larger ones in a file of their own on disk while they are
// worked on.
import type { ByteSource } from 'exifkit';
import { joinChunks } from './bytes.js';
import { type Capacity, overloaded } from './capacity.js';

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

/** Makes files for uploads on disk. A runtime without a disk has none: all is held in memory. */
export interface UploadFolder {
  create(): FileOnDisk;
}

/** A file that is being written, from its start to its end. */
export interface FileOnDisk {
  readonly path: string;
  readonly source: ByteSource;
  /** At once, or with a promise: nothing more before it is resolved. The pieces' memory is given back then. */
  write(pieces: readonly Uint8Array[]): Promise<void> | undefined;
  /** Ends the writing. */
  close(): void;
  /** Takes it away, written whole or not. */
  remove(): Promise<void>;
}

/** Bytes of an upload that are held in memory; of a larger one, so many at a time. */
const heldBytes = 256 * 1024;

/** Takes the bytes of a file while they come. */
export class Upload {
  readonly #folder: UploadFolder | undefined;
  readonly #capacity: Capacity;
  #pieces: Uint8Array[] = [];
  #pieceBytes = 0;
  /** Small pieces are gathered here, `#gathered` bytes so far: each piece by itself would take many times its size. */
  #block = new Uint8Array(0);
  #gathered = 0;
  #file: FileOnDisk | undefined;
  size = 0;

  constructor(folder: UploadFolder | undefined, capacity: Capacity) {
    this.#folder = folder;
    this.#capacity = capacity;
  }

  /** Takes a piece, which nobody else may use afterwards. Throws ApiError 503 where there is neither memory nor disk for it. */
  add(bytes: Uint8Array): void {
    if (!this.#folder && this.#capacity.isFull) throw overloaded();
    this.size += bytes.length;
    this.#pieceBytes += bytes.length;
    this.#capacity.hold(bytes.length);
    if (bytes.length >= smallBytes) {
      this.#endBlock();
      this.#pieces.push(bytes);
      return;
    }
    if (this.#gathered + bytes.length > this.#block.length) {
      this.#endBlock();
      this.#block = new Uint8Array(blockBytes);
    }
    this.#block.set(bytes, this.#gathered);
    this.#gathered += bytes.length;
  }

  /** Whether what has come is too much to be held: it is to be settled before more is taken. */
  get isFull(): boolean {
    if (!this.#folder || this.#pieceBytes === 0) return false;
    return this.#capacity.isFull || this.#pieceBytes > heldBytes;
  }

  /** Writes what has come to disk: at once, or with a promise. */
  settle(): Promise<void> | undefined {
    if (!this.#folder) return undefined;
    this.#file ??= this.#folder.create();
    return this.#write(this.#file);
  }

  /** The whole file. */
  async finish(name: string): Promise<UploadedFile> {
    const { size } = this;
    const dispose = (): Promise<void> => this.discard();
    const file = this.#file;
    if (!file) {
      const source = joinChunks(this.#takePieces());
      this.#pieceBytes = size;
      return { name, size, source, dispose };
    }
    await this.#write(file);
    file.close();
    return { name, size, source: file.source, path: file.path, dispose };
  }

  /** Lets all go that has come, whether it is finished, or still on its way to disk. */
  async discard(): Promise<void> {
    this.#capacity.hold(-this.#pieceBytes);
    this.#takePieces();
    await this.#file?.remove();
  }

  #write(file: FileOnDisk): Promise<void> | undefined {
    const held = this.#pieceBytes;
    const letGo = (): void => this.#capacity.hold(-held);
    let writing: Promise<void> | undefined;
    try {
      writing = file.write(this.#takePieces())?.finally(letGo);
    } finally {
      if (!writing) letGo();
    }
    return writing;
  }

  #endBlock(): void {
    if (this.#gathered > 0) this.#pieces.push(this.#block.subarray(0, this.#gathered));
    this.#block = this.#block.subarray(this.#gathered);
    this.#gathered = 0;
  }

  #takePieces(): Uint8Array[] {
    this.#endBlock();
    const pieces = this.#pieces;
    this.#pieces = [];
    this.#pieceBytes = 0;
    return pieces;
  }
}

const smallBytes = 4096;
const blockBytes = 16 * 1024;
