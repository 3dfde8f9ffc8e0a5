// How much the server has in hand, and how much more it takes on: what is too much is refused at once, not kept waiting.
import { ApiError, unavailable } from './errors.js';
import type { Work } from './work.js';

/** The most a server takes on. */
export interface Ceilings {
  /** Bytes of requests that are held in memory. */
  readonly maxMemory: number;
  /** Files that are worked on or wait for it. */
  readonly maxConcurrency: number;
  /** Downloads that are being sent. */
  readonly maxDownloads: number;
}

const none: Ceilings = {
  maxMemory: Number.POSITIVE_INFINITY,
  maxConcurrency: Number.POSITIVE_INFINITY,
  maxDownloads: Number.POSITIVE_INFINITY,
};

/** Counts what is in hand. */
export class Capacity {
  readonly #ceilings: Ceilings;
  #held = 0;
  #working = 0;
  #downloads = 0;

  constructor(ceilings: Ceilings = none) {
    this.#ceilings = ceilings;
  }

  /** Bytes of requests in memory. */
  get held(): number {
    return this.#held;
  }

  /** Files that are worked on or wait for it. */
  get working(): number {
    return this.#working;
  }

  /** Downloads that are being sent. */
  get downloads(): number {
    return this.#downloads;
  }

  /** Whether no more may be held. */
  get isFull(): boolean {
    return this.#held >= this.#ceilings.maxMemory;
  }

  /** Throws ApiError 503 `overloaded` where a new request would be too much. */
  admit(): void {
    if (this.isFull || this.#working >= this.#ceilings.maxConcurrency) throw overloaded();
  }

  /** Counts bytes that are held, or with a minus are let go. */
  hold(bytes: number): void {
    this.#held += bytes;
  }

  /** Counts a download; gives what ends it. Throws ApiError 503 `overloaded` where it is one too many. */
  beginDownload(): () => void {
    if (this.#downloads >= this.#ceilings.maxDownloads) throw overloaded();
    this.#downloads++;
    return () => {
      this.#downloads--;
    };
  }

  /** The same work, counted. */
  counting(work: Work): Work {
    const counted = async <Result>(doing: Promise<Result>): Promise<Result> => {
      this.#working++;
      try {
        return await doing;
      } finally {
        this.#working--;
      }
    };
    return {
      extract: (file, asked) => counted(work.extract(file, asked)),
      clean: (file, policy) => counted(work.clean(file, policy)),
      edit: (file, changes) => counted(work.edit(file, changes)),
    };
  }
}

/** 503: too much is in hand. */
export function overloaded(): ApiError {
  return new ApiError(503, 'overloaded', unavailable, { 'Retry-After': '2' });
}
