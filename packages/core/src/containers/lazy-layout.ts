// The layout of a file of which some is found when it is asked for. They are classes: a getter in an object literal
// would make a hidden class for each file, which holds the file until a full collection of garbage.
import type { ByteRange } from '../bytes/scan.js';
import type { BlockRef, FileType, Layout, Picture } from '../types.js';

/** The layout of a file in memory; `find` gives all but its type. */
export class LazyLayout implements Layout {
  readonly fileType: FileType;
  readonly #find: () => Layout;
  #found: Layout | undefined;

  constructor(fileType: FileType, find: () => Layout) {
    this.fileType = fileType;
    this.#find = find;
  }

  get picture(): Picture {
    return this.#whole().picture;
  }

  get blocks(): readonly BlockRef[] {
    return this.#whole().blocks;
  }

  get tail(): BlockRef | undefined {
    return this.#whole().tail;
  }

  get imageData(): readonly ByteRange[] {
    return this.#whole().imageData;
  }

  get readings(): ReadonlyMap<unknown, unknown> | undefined {
    return this.#whole().readings;
  }

  #whole(): Layout {
    this.#found ??= this.#find();
    return this.#found;
  }
}

/** A layout whose image data `find` finds. */
export class LayoutOfParts implements Layout {
  readonly fileType: FileType;
  readonly picture: Picture;
  readonly blocks: readonly BlockRef[];
  readonly tail: BlockRef | undefined;
  readonly readings: ReadonlyMap<unknown, unknown> | undefined;
  readonly #find: () => readonly ByteRange[];
  #imageData: readonly ByteRange[] | undefined;

  constructor(parts: Omit<Layout, 'imageData'>, find: () => readonly ByteRange[]) {
    this.fileType = parts.fileType;
    this.picture = parts.picture;
    this.blocks = parts.blocks;
    this.tail = parts.tail;
    this.readings = parts.readings;
    this.#find = find;
  }

  get imageData(): readonly ByteRange[] {
    this.#imageData ??= this.#find();
    return this.#imageData;
  }
}
