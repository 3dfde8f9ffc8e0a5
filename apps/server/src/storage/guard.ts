// What all stores share: odd ids are never looked up, and what fails behind a store becomes a StoreError.
import { discard } from './body.js';
import { type Entry, isId, type SizedStream, type Store, type Stored, StoreError } from './store.js';

/** A store whose errors are all {@link StoreError}s, but those of the streams that were to be put. */
export function guarded(store: Store): Store {
  return {
    async put(kind, id, entry) {
      if (!isId(id)) throw new RangeError('not an id of the store');
      const source = watch(entry.body);
      try {
        await store.put(kind, id, { ...entry, body: source.body });
      } catch (error) {
        await discard(source.body);
        throw source.failure() ?? asStoreError(`put ${kind}`, error);
      }
    },
    async get(kind, id) {
      if (!isId(id)) return undefined;
      const found = await attempt(`get ${kind}`, () => store.get(kind, id));
      return found && guardedObject(found, `read ${kind}`);
    },
    async delete(kind, id) {
      if (isId(id)) await attempt(`delete ${kind}`, () => store.delete(kind, id));
    },
    async *list(kind) {
      try {
        for await (const id of store.list(kind)) if (isId(id)) yield id;
      } catch (error) {
        throw asStoreError(`list ${kind}`, error);
      }
    },
    sweep: () => attempt('sweep', () => store.sweep()),
    close: () => store.close(),
  };
}

function guardedObject(found: Stored, action: string): Stored {
  return { ...found, open: (start, end) => attempt(action, () => found.open(start, end)) };
}

async function attempt<Value>(action: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw asStoreError(action, error);
  }
}

function asStoreError(action: string, cause: unknown): StoreError {
  return new StoreError(action, { cause });
}

interface Watched {
  readonly body: Entry['body'];
  /** Why the stream itself failed, if it did. */
  failure(): unknown;
}

/** Tells a stream that fails, or is not as long as it said, from a store that does. */
function watch(body: Entry['body']): Watched {
  if (body instanceof Uint8Array) return { body, failure: () => undefined };
  let failure: unknown;
  const reader = body.stream.getReader();
  let left = body.size;
  const fail = (error: unknown): never => {
    failure = error;
    throw error;
  };
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await reader.read().catch(fail);
        left -= value?.length ?? 0;
        if (left < 0) await reader.cancel();
        if (left < 0 || (done && left > 0)) fail(new RangeError('a stream was not as long as it said'));
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  return { body: { size: body.size, stream } satisfies SizedStream, failure: () => failure };
}
