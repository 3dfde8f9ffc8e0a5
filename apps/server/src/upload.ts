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
  create(): Promise<FileOnDisk>;
}

/** A file that is being written, from its start to its end. */
export interface FileOnDisk {
  readonly path: string;
  readonly source: ByteSource;
  write(pieces: readonly Uint8Array[]): Promise<void>;
  /** Ends the writing. */
  close(): Promise<void>;
  /** Takes it away, written whole or not. */
  remove(): Promise<void>;
}

/** Bytes of an upload that are held in memory where it has no lane; of a larger one, so many at a time. */
export const heldBytes: number = 256 * 1024;

/**
 * A few uploads have a lane each: a block of memory that is used again and again, in which a file of its size is held
 * whole. New memory for every photo, and the way over the disk, take more of the processor's time than reading it.
 */
const laneBytes: number = 4 * 2 ** 20;
const maxLanes = 4;
const freeLanes: Uint8Array<ArrayBuffer>[] = [];
let lanes = 0;

function takeLane(): Uint8Array<ArrayBuffer> | undefined {
  const lane = freeLanes.pop();
  if (lane || lanes === maxLanes) return lane;
  lanes++;
  return new Uint8Array(laneBytes);
}

/** Takes the bytes of a file while they come. */
export class Upload {
  readonly #folder: UploadFolder | undefined;
  readonly #capacity: Capacity;
  #pieces: Uint8Array[] = [];
  #pieceBytes = 0;
  /** Small pieces are gathered here, `#gathered` bytes so far: each piece by itself would take many times its size. */
  #block = new Uint8Array(0);
  #gathered = 0;
  #file: Promise<FileOnDisk> | undefined;
  #lane: Uint8Array<ArrayBuffer> | undefined;
  /** Of a file on disk all pieces are gathered, in a block that is used again and again: garbage in MiB is dear. */
  #largeBlock: Uint8Array<ArrayBuffer> | undefined;
  size = 0;

  constructor(folder: UploadFolder | undefined, capacity: Capacity) {
    this.#folder = folder;
    this.#capacity = capacity;
  }

  /** Takes a piece, which is not changed afterwards. Throws ApiError 503 where there is neither memory nor disk for it. */
  add(bytes: Uint8Array): void {
    if (!this.#folder && this.#capacity.isFull) throw overloaded();
    this.size += bytes.length;
    this.#pieceBytes += bytes.length;
    this.#capacity.hold(bytes.length);
    if (bytes.length >= smallBytes && this.size === bytes.length && this.#folder) this.#takeLane();
    const fits = this.#gathered + bytes.length <= this.#block.length;
    if (!fits && bytes.length >= smallBytes) {
      this.#endBlock();
      this.#pieces.push(bytes);
      return;
    }
    if (!fits) {
      this.#endBlock();
      this.#block = new Uint8Array(blockBytes);
    }
    this.#block.set(bytes, this.#gathered);
    this.#gathered += bytes.length;
  }

  /** Whether what has come is too much to be held: it is to be settled before more is taken. */
  get isFull(): boolean {
    if (!this.#folder || this.#pieceBytes === 0) return false;
    return this.#capacity.isFull || this.#pieceBytes > (this.#lane ? laneBytes - heldBytes : heldBytes);
  }

  /** Writes what has come to disk. */
  async settle(): Promise<void> {
    if (!this.#folder) return;
    this.#file ??= this.#folder.create();
    await this.#write(await this.#file);
    this.#giveLaneBack();
    this.#largeBlock ??= spareBlocks.pop() ?? new Uint8Array(largeBlockBytes);
    this.#block = this.#largeBlock;
  }

  /** The whole file. */
  async finish(name: string): Promise<UploadedFile> {
    const { size } = this;
    const dispose = (): Promise<void> => this.discard();
    const file = await this.#file;
    if (!file) {
      const source =
        this.#pieces.length === 0 ? this.#block.subarray(0, size) : joinChunks(this.#takePieces());
      this.#pieceBytes = size;
      return { name, size, source, dispose };
    }
    await this.#write(file);
    await file.close();
    this.#giveBlockBack();
    return { name, size, source: file.source, path: file.path, dispose };
  }

  /** Lets all go that has come, whether it is finished, or still on its way to disk. */
  async discard(): Promise<void> {
    this.#capacity.hold(-this.#pieceBytes);
    this.#takePieces();
    const file = await this.#file?.catch(() => undefined);
    await file?.remove();
    this.#giveBlockBack();
    this.#giveLaneBack();
  }

  #takeLane(): void {
    this.#lane = takeLane();
    if (this.#lane) this.#block = this.#lane;
  }

  #giveLaneBack(): void {
    if (!this.#lane) return;
    freeLanes.push(this.#lane);
    this.#lane = undefined;
    this.#block = new Uint8Array(0);
  }

  async #write(file: FileOnDisk): Promise<void> {
    const held = this.#pieceBytes;
    try {
      await file.write(this.#takePieces());
    } finally {
      this.#capacity.hold(-held);
    }
  }

  #giveBlockBack(): void {
    if (this.#largeBlock && spareBlocks.length < maxSpareBlocks) spareBlocks.push(this.#largeBlock);
    this.#largeBlock = undefined;
    this.#block = new Uint8Array(0);
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
/** As much as is held, and the chunk with which it is too much. */
const largeBlockBytes: number = heldBytes + 64 * 1024;
const spareBlocks: Uint8Array<ArrayBuffer>[] = [];
const maxSpareBlocks = 16;
