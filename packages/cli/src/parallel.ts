// Reading many files on all cores: worker threads turn paths into what is printed of them. Results are taken in the
// order of the files, and few are ready before they are taken.
import { availableParallelism } from 'node:os';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { type ErrorCode, MetadataError } from 'exifkit';
import { type ToldError, toldError } from './errors.js';
import { fileReader, type Printed, type ReadForm } from './read-file.js';

type Outcome = { readonly printed: Printed } | { readonly error: ToldError };
type Reader = (path: string) => Promise<Printed>;

/** `worker.ts` as it lies beside this file in the bundle. */
const workerFile = new URL('./worker.cjs', import.meta.url);
const maxWorkers = 16;
const waitingPerWorker = 4;

/** What is printed of files, one after the other. */
export interface Reading {
  /** Of the next path. Rejects as reading it did. */
  next(): Promise<Printed>;
  close(): Promise<void>;
}

/** Starts reading the files of `paths`. */
export function readInParallel(paths: readonly string[], form: ReadForm): Reading {
  const threads = Array.from(
    { length: Math.min(availableParallelism(), maxWorkers) },
    () => new Thread(form),
  );
  const ready: Promise<Outcome>[] = [];
  let given = 0;
  const fill = (): void => {
    while (given < paths.length && ready.length < threads.length * waitingPerWorker) {
      const thread = threads.reduce((least, one) => (one.waiting < least.waiting ? one : least));
      ready.push(thread.read(paths[given++] ?? ''));
    }
  };
  return {
    async next() {
      fill();
      const outcome = await ready.shift();
      fill();
      if (!outcome) throw new Error('more results asked for than there are files');
      if ('printed' in outcome) return outcome.printed;
      throw errorOf(outcome.error);
    },
    async close() {
      await Promise.all(threads.map((thread) => thread.end()));
    },
  };
}

/** A worker thread with the paths that it was given. Where it fails, this thread reads them itself. */
class Thread {
  readonly #worker: Worker;
  readonly #waiting: { path: string; done: (outcome: Outcome | Promise<Outcome>) => void }[] = [];
  readonly #read: Reader;
  #failed = false;

  constructor(form: ReadForm) {
    this.#read = fileReader(form);
    this.#worker = new Worker(workerFile, { workerData: form });
    this.#worker.on('message', (outcome: Outcome) => this.#waiting.shift()?.done(outcome));
    this.#worker.on('error', () => {
      this.#failed = true;
      for (const { path, done } of this.#waiting.splice(0)) done(outcomeOf(this.#read, path));
    });
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  read(path: string): Promise<Outcome> {
    if (this.#failed) return outcomeOf(this.#read, path);
    return new Promise((done) => {
      this.#waiting.push({ path, done });
      this.#worker.postMessage(path);
    });
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}

/** What a worker thread does: answers each path, in order. */
export function serveReading(): void {
  const read = fileReader(workerData as ReadForm);
  let last: Promise<void> = Promise.resolve();
  parentPort?.on('message', (path: string) => {
    last = last.then(async () => parentPort?.postMessage(await outcomeOf(read, path)));
  });
}

async function outcomeOf(read: Reader, path: string): Promise<Outcome> {
  try {
    return { printed: await read(path) };
  } catch (error) {
    return { error: toldError(error) };
  }
}

/** The error that was told, as it was thrown. */
function errorOf({ code, message, offset }: ToldError): Error {
  if (code !== 'unexpected')
    // Reading a file fails with no other errors.
    return new MetadataError(code as ErrorCode, message, offset === undefined ? {} : { offset });
  const error = new Error(message);
  error.stack = message;
  return error;
}
