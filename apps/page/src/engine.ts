// The page's side of its workers: as many as there are cores, up to four, each with one file at a time.
import type { Changes, Keep } from 'exifkit';
import type { Answer, Cleaned, Edited, FaultCode, Inspection, Request, Results } from './protocol.js';

/** What could not be read, cleaned or edited, and why. */
export class FileFault extends Error {
  readonly code: FaultCode;

  constructor(code: FaultCode, message: string) {
    super(message);
    this.code = code;
  }
}

type Task = Request extends infer Each ? (Each extends Request ? Omit<Each, 'id'> : never) : never;

interface Waiting {
  readonly task: Task;
  readonly done: (answer: Answer) => void;
}

const maxWorkers = 4;
const waiting: Waiting[] = [];
const idle: Worker[] = [];
let workers = 0;
let lastId = 0;

export function inspect(file: File): Promise<Inspection> {
  return ask<Inspection>({ verb: 'inspect', file });
}

export function clean(file: File, keep: readonly Keep[]): Promise<Cleaned> {
  return ask<Cleaned>({ verb: 'clean', file, keep });
}

export function edit(file: File, changes: Changes): Promise<Edited> {
  return ask<Edited>({ verb: 'edit', file, changes });
}

function ask<Result extends Results[keyof Results]>(task: Task): Promise<Result> {
  return new Promise((resolve, reject) => {
    const done = (answer: Answer): void => {
      if ('fault' in answer) reject(new FileFault(answer.fault.code, answer.fault.message));
      // Each verb has its own result.
      else resolve(answer.result as Result);
    };
    waiting.push({ task, done });
    start();
  });
}

function start(): void {
  while (waiting.length > 0) {
    const worker = idle.pop() ?? newWorker();
    if (!worker) return;
    run(worker, waiting.shift()!);
  }
}

function newWorker(): Worker | undefined {
  if (workers >= Math.min(maxWorkers, navigator.hardwareConcurrency || 2)) return undefined;
  workers++;
  return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
}

function run(worker: Worker, { task, done }: Waiting): void {
  const id = ++lastId;
  const finish = (answer: Answer, next: Worker | undefined): void => {
    worker.onmessage = null;
    worker.onerror = null;
    if (next) idle.push(next);
    else workers--;
    done(answer);
    start();
  };
  worker.onmessage = ({ data }: MessageEvent<Answer>) => finish(data, worker);
  worker.onerror = ({ message }) => {
    worker.terminate();
    finish({ id, fault: { code: 'unexpected', message: message || 'the worker stopped' } }, undefined);
  };
  worker.postMessage({ ...task, id } satisfies Request);
}
