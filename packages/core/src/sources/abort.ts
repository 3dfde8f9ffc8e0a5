// Stops waiting when a signal says so, also for sources that know of no signals.
import { MetadataError } from '../errors.js';
import type { PlatformSignal, SignalLike } from './platform.js';
import type { ByteSource } from './source.js';

/** Throws MetadataError `aborted` where the signal says so. */
export function throwIfAborted(signal: SignalLike | undefined): void {
  if (signal?.aborted) throw abortion(signal);
}

/** What the work gives, or MetadataError `aborted` as soon as the signal says so. */
export async function unlessAborted<Result>(
  signal: SignalLike | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  if (!signal) return work();
  throwIfAborted(signal);
  let stop = (): void => {};
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(abortion(signal));
    signal.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([work(), stopped]);
  } catch (cause) {
    // What a source says of its own end is no other reason.
    throw signal.aborted ? abortion(signal) : cause;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** A source whose reads end with the signal. */
export function abortable(source: ByteSource, signal: PlatformSignal): ByteSource {
  return {
    get size() {
      return source.size;
    },
    name: source.name,
    read: (range) => unlessAborted(signal as SignalLike, () => source.read(range, signal)),
    ...(source.close && { close: () => source.close!() }),
    ...(source.sha256 && { sha256: () => source.sha256!() }),
  };
}

function abortion(signal: SignalLike): MetadataError {
  return new MetadataError('aborted', 'the work was aborted', { cause: signal.reason });
}
