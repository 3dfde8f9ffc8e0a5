// Work on files in threads of their own, so that no file holds up the others: on Node, Bun and Deno. What is plain is read
// where it came, under low limits, which takes less time than the way to a thread.
import { availableParallelism } from 'node:os';
import type { RemovePolicy } from 'exifkit';
import type { Changes } from 'exifkit/edit';
import { Piscina } from 'piscina';
import type { Reader } from './engine.js';
import { ApiError } from './errors.js';
import { Gate } from './gate.js';
import type { UploadedFile } from './upload.js';
import { type Cleaned, type Extracted, type ExtractRequest, extract, type Work } from './work.js';

/** A file as a thread gets it. */
export interface SentFile {
  readonly name: string;
  readonly size: number;
  /** Its bytes, or the path under which it can be opened. */
  readonly content: Uint8Array<ArrayBuffer> | string;
}

/** What a thread is asked to do. */
export type Task =
  | { readonly kind: 'extract'; readonly file: SentFile; readonly asked: ExtractRequest }
  | { readonly kind: 'clean'; readonly file: SentFile; readonly policy: RemovePolicy }
  | { readonly kind: 'edit'; readonly file: SentFile; readonly changes: Changes };

/** What a thread answers: the result, or the ApiError that the work ended with. */
export type Outcome =
  | { readonly done: Extracted | Cleaned }
  | { readonly refused: { readonly status: number; readonly code: string; readonly message: string } };

/** How a pool may work. */
export interface PoolOptions {
  /** Default: as many as there are processors, up to four. */
  readonly threads?: number;
  /** Milliseconds that the work on a file may take. Default 20 s. */
  readonly timeLimit?: number;
  /** The module that the threads run. */
  readonly worker?: URL;
}

/** A pool of threads. */
export interface Pool {
  readonly work: Work;
  /** How much waits for a thread. */
  waiting(): number;
  close(): Promise<void>;
}

/** What a plain photo stays under, and no file passes in more than some milliseconds. */
const nearLimits = {
  totalReadBytes: 1 << 20,
  blockBytes: 256 << 10,
  segments: 500,
  ifds: 32,
  ifdEntries: 512,
  values: 8192,
  inflatedBytes: 256 << 10,
  decodedBytes: 384 << 10,
  printedBytes: 256 << 10,
  items: 256,
};

/** Memory of a thread's objects in MiB; bytes of files are not among them. */
const heapLimit = 256;

/** A pool; `engine` is for what is read where it came. */
export function createPool(engine: Reader, options: PoolOptions = {}): Pool {
  const { threads = Math.min(availableParallelism(), 4), timeLimit = 20_000 } = options;
  const { worker = new URL('./pool-worker.js', import.meta.url) } = options;
  const pool = new Piscina<Task, Outcome>({
    filename: worker.href,
    minThreads: 1,
    maxThreads: threads,
    idleTimeout: 60_000,
    atomics: 'disabled',
    resourceLimits: { maxOldGenerationSizeMb: heapLimit },
  });
  const seats = new Gate(threads);
  const oneByOne = inTurns();

  const far = (task: Task): Promise<Extracted | Cleaned> =>
    seats.pass(async () => {
      const stop = new AbortController();
      const timer = setTimeout(() => stop.abort(), timeLimit);
      try {
        const { content } = task.file;
        const transferList = typeof content === 'string' ? [] : [content.buffer];
        return resultOf(await pool.run(task, { signal: stop.signal, transferList }));
      } catch (error) {
        throw stop.signal.aborted || isOutOfMemory(error) ? limitExceeded() : error;
      } finally {
        clearTimeout(timer);
      }
    });

  const work: Work = {
    async extract(file, asked) {
      const extracted = await oneByOne(() => extract(engine, file, asked, nearLimits));
      if (!extracted.exceeded) return extracted;
      return (await far({ kind: 'extract', file: sent(file), asked })) as Extracted;
    },
    clean: async (file, policy) => (await far({ kind: 'clean', file: sent(file), policy })) as Cleaned,
    edit: async (file, changes) => (await far({ kind: 'edit', file: sent(file), changes })) as Cleaned,
  };
  return { work, waiting: () => seats.waiting, close: () => pool.destroy() };
}

function sent({ name, size, source, path }: UploadedFile): SentFile {
  if (path !== undefined) return { name, size, content: path };
  if ('read' in source) throw new Error('a file that is neither in memory nor on disk');
  // A copy, which goes to the thread: what was received lies in a block that others have next.
  return { name, size, content: new Uint8Array(source) };
}

function resultOf(outcome: Outcome): Extracted | Cleaned {
  if ('done' in outcome) return outcome.done;
  const { status, code, message } = outcome.refused;
  throw new ApiError(status, code, message);
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

function limitExceeded(): ApiError {
  return new ApiError(422, 'limit-exceeded', 'The file asks for more than the limits allow');
}

/** Does one piece of work after the other; between two of them others have their turn. */
function inTurns(): <Result>(work: () => Promise<Result>) => Promise<Result> {
  const gate = new Gate(1);
  return (work) =>
    gate.pass(async () => {
      try {
        return await work();
      } finally {
        if (gate.waiting > 0) await new Promise((next) => setImmediate(next));
      }
    });
}
