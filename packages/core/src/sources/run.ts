// Drives a walk over a source that is read piece by piece.
import type { ByteRange, Scan } from '../bytes/scan.js';
import { View } from '../bytes/view.js';
import { MetadataError } from '../errors.js';
import { unlessAborted } from './abort.js';
import type { PlatformSignal, SignalLike } from './platform.js';
import type { ByteSource } from './source.js';

/** What one driven walk may do. */
export interface RunOptions {
  /** Bytes that may be read from the source in all. */
  readonly totalReadBytes: number;
  readonly signal?: PlatformSignal | undefined;
}

const firstRead = 64 << 10;
const smallestRead = 8 << 10;
const windowsKept = 8;

/**
 * Runs walks over one source. Pieces already read are kept and given again, so that a second walk over
 * the same place costs nothing. Rejects with `limit-exceeded`, `aborted`, or what the source rejects with.
 */
export class Reader {
  readonly #source: ByteSource;
  readonly #options: RunOptions;
  readonly #windows: View[] = [];
  #budget: number;

  constructor(source: ByteSource, options: RunOptions) {
    this.#source = source;
    this.#options = options;
    this.#budget = options.totalReadBytes;
  }

  /** The bytes of a file that the first read held all of. */
  get whole(): Uint8Array | undefined {
    const [first] = this.#windows;
    return first && first.start === 0 && first.end === this.#source.size ? first.bytes : undefined;
  }

  async run<Result>(scan: Scan<Result>): Promise<Result> {
    let step = scan.next();
    while (!step.done) step = scan.next(this.#held(step.value) ?? (await this.#read(step.value)));
    return step.value;
  }

  /** Whether all these ranges have been read, as far as the file goes. */
  holds(ranges: readonly ByteRange[]): boolean {
    for (const range of ranges) if (!this.#held(range)) return false;
    return true;
  }

  /** Runs a walk over what has been read, which must hold all that it asks for. */
  runHeld<Result>(scan: Scan<Result>): Result {
    let step = scan.next();
    while (!step.done) {
      const view = this.#held(step.value);
      if (!view)
        throw new MetadataError('source-failed', 'the source is closed', { offset: step.value.start });
      step = scan.next(view);
    }
    return step.value;
  }

  #held(range: ByteRange): View | undefined {
    const { size } = this.#source;
    const end = size === undefined ? range.end : Math.min(range.end, size);
    return this.#windows.find((view) => range.start >= view.start && end <= view.end && range.start <= end);
  }

  async #read(range: ByteRange): Promise<View> {
    const atLeast = this.#windows.length === 0 ? firstRead : smallestRead;
    const end = Math.max(range.end, range.start + atLeast);
    if (end - range.start > this.#budget) {
      throw new MetadataError(
        'limit-exceeded',
        `the file asks for more than ${this.#options.totalReadBytes} bytes to be read`,
        { offset: range.start },
      );
    }
    const bytes = await this.#fetch({ start: range.start, end });
    this.#budget -= bytes.length;
    const view = new View(bytes, range.start);
    this.#windows.unshift(view);
    if (this.#windows.length > windowsKept) this.#windows.pop();
    return view;
  }

  async #fetch(range: ByteRange): Promise<Uint8Array> {
    const { signal } = this.#options;
    try {
      return await unlessAborted(signal as SignalLike | undefined, () => this.#source.read(range, signal));
    } catch (cause) {
      if (cause instanceof MetadataError) throw cause;
      throw new MetadataError('source-failed', `the source failed: ${(cause as Error)?.message ?? cause}`, {
        offset: range.start,
        cause,
      });
    }
  }
}
