// How long a store waits for what is behind it: not for a whole transfer, but for each step of one.
import { StoreError } from './store.js';

/** A clock that runs while the other side is waited for. */
export interface Patience {
  /** Aborts when the other side was waited for too long. */
  readonly signal: AbortSignal;
  start(): void;
  stop(): void;
}

/** A patience of so many milliseconds a step. */
export function createPatience(milliseconds: number): Patience {
  const abort = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = (): void => clearTimeout(timer);
  return {
    signal: abort.signal,
    start() {
      stop();
      timer = setTimeout(() => abort.abort(new DOMException('no answer', 'TimeoutError')), milliseconds);
    },
    stop,
  };
}

/** What is sent to the other side: it is waited for while it does not ask for more. */
export function sending(stream: ReadableStream<Uint8Array>, patience: Patience): ReadableStream<Uint8Array> {
  return stepwise(stream, patience.stop, patience.start);
}

/** What comes from the other side: it is waited for while it has been asked. */
export function receiving(
  stream: ReadableStream<Uint8Array>,
  patience: Patience,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const { signal } = patience;
  const explain = (error: unknown): StoreError =>
    new StoreError('read', { cause: signal.aborted ? signal.reason : error });
  const steps = stepwise(stream, patience.start, patience.stop, explain);
  return steps as ReadableStream<Uint8Array<ArrayBuffer>>;
}

function stepwise(
  stream: ReadableStream<Uint8Array>,
  before: () => void,
  after: () => void,
  explain: (error: unknown) => unknown = (error) => error,
): ReadableStream<Uint8Array> {
  const reader = stream.getReader();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        before();
        const read = reader.read().finally(after);
        const { done, value } = await read.catch((error: unknown) => {
          throw explain(error);
        });
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}
