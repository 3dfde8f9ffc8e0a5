// The one walk over the blocks of a GIF (GIF89a appendix A).
import { type ByteRange, need, type Scan } from '../../bytes/scan.js';
import { View } from '../../bytes/view.js';
import type { Context } from '../../types.js';
import { walkSubBlocks } from './sub-blocks.js';

const headerBytes = 13;
const IMAGE = 0x2c;
const EXTENSION = 0x21;
export const TRAILER = 0x3b;

/** Labels of extensions (GIF89a sections 23 to 26). */
export const PLAIN_TEXT = 0x01;
export const GRAPHIC_CONTROL = 0xf9;
export const COMMENT = 0xfe;
export const APPLICATION = 0xff;
/** The bytes of an application extension before its sub-blocks. */
export const applicationBytes = 14;

/** A block from its introducer to its end mark. */
export interface GifBlock {
  /** A gap is a zero between blocks. */
  readonly kind: 'image' | 'extension' | 'gap';
  readonly start: number;
  readonly end: number;
  /** Of an extension: what it is, and the length of its first sub-block. */
  readonly label: number;
  readonly size: number;
  /** Identifier and authentication code of an application extension, else empty. */
  readonly application: string;
}

const plain = { label: 0, size: 0, application: '' };
const nothing = new View(new Uint8Array(0));
const noEnds: ReadonlyMap<number, number> = new Map();

/**
 * Goes from block to block up to the trailer. What is wrong is told to `context.warn`, and ends the walk where that
 * does not throw; a block that the file cuts off is given before.
 */
export class GifWalk {
  /** Where the screen descriptor and the global colour table end. */
  screenEnd: number = headerBytes;
  /** Behind the last block, or behind the trailer. */
  end = 0;
  /** Whether the trailer was met. */
  closed = false;
  /** Whether something was wrong. */
  broken = false;
  /** Holds the end of the last block, mostly all of a small one. */
  view: View = nothing;

  readonly #context: Context;
  /** Ends of images that were walked before, by their starts. */
  readonly #known: ReadonlyMap<number, number>;
  #count = 0;

  constructor(context: Context, known: ReadonlyMap<number, number> = noEnds) {
    this.#context = context;
    this.#known = known;
  }

  *next(): Scan<GifBlock | undefined> {
    if (this.closed || this.broken) return undefined;
    const at = this.end > 0 ? this.end : yield* this.#open();
    const view = yield* need(this.view, at, at + 15);
    this.view = view;
    if (this.broken || !view.has(at, at + 1)) return undefined;
    const introducer = view.u8(at);
    const { segments } = this.#context.limits;
    if (introducer === TRAILER) {
      this.end = at + 1;
      this.closed = true;
      return undefined;
    }
    if (this.#count++ === segments) return this.#fault('limit-exceeded', `more than ${segments} blocks`, at);
    if (introducer === IMAGE) return yield* this.#image(view, at);
    if (introducer === EXTENSION) return yield* this.#block(at, at + 2, extensionAt(view, at));
    if (introducer !== 0) return this.#fault('malformed', 'a block of no known kind', at);
    this.end = at + 1;
    return { kind: 'gap', start: at, end: at + 1, ...plain };
  }

  *#open(): Scan<number> {
    this.view = yield { start: 0, end: 1024 };
    if (!this.view.has(0, headerBytes)) this.#fault('truncated', 'the file ends within its header', 0);
    else this.screenEnd += colourTableBytes(this.view.u8(10));
    this.end = this.screenEnd;
    return this.end;
  }

  /** An image descriptor of ten bytes, its colour table, the code size and the picture data. */
  *#image(view: View, at: number): Scan<GifBlock> {
    const known = this.#known.get(at);
    const table = view.has(at, at + 10) ? colourTableBytes(view.u8(at + 9)) : 0;
    if (known === undefined) return yield* this.#block(at, at + 11 + table, { kind: 'image', ...plain });
    this.end = known;
    return { kind: 'image', start: at, end: known, ...plain };
  }

  *#block(start: number, data: number, facts: Omit<GifBlock, 'start' | 'end'>): Scan<GifBlock> {
    const { end, whole, view } = yield* walkSubBlocks(this.view, data);
    this.view = view;
    this.end = end;
    if (!whole) this.#fault('truncated', 'block is cut off by the end of the file', start);
    return { ...facts, start, end };
  }

  #fault(code: 'malformed' | 'truncated' | 'limit-exceeded', message: string, at: number): undefined {
    this.broken = true;
    this.#context.warn(code, message, at, 'gif');
  }
}

function extensionAt(view: View, at: number): Omit<GifBlock, 'start' | 'end'> {
  const label = view.has(at, at + 2) ? view.u8(at + 1) : 0;
  const size = view.has(at, at + 3) ? view.u8(at + 2) : 0;
  const named = label === APPLICATION && size === 11 && view.has(at, at + applicationBytes);
  return { kind: 'extension', label, size, application: named ? view.latin1(at + 3, at + 14) : '' };
}

/** Where the four bytes of a graphic control lie: what to do after the frame, delay, transparent colour. */
export function controlData({ start }: Pick<GifBlock, 'start'>): ByteRange {
  return { start: start + 3, end: start + 7 };
}

/** Bytes of a colour table by the packed field of its descriptor (GIF89a sections 18 and 20). */
export function colourTableBytes(packed: number): number {
  return packed & 0x80 ? 3 << ((packed & 7) + 1) : 0;
}
