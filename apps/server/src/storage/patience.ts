// How long a store waits for what is behind it: not for a whole transfer, but for each step of one.

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
  return stepwise(stream, patience.start, patience.stop) as ReadableStream<Uint8Array<ArrayBuffer>>;
}

function stepwise(
  stream: ReadableStream<Uint8Array>,
  before: () => void,
  after: () => void,
): ReadableStream<Uint8Array> {
  const reader = stream.getReader();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        before();
        const { done, value } = await reader.read().finally(after);
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}
