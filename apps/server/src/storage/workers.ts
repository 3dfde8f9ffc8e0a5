// The store of a worker: keys in KV, results and cleaned files in R2.
import { createBucketStore } from './bucket.js';
import { createKvStore, type KvNamespace } from './kv.js';
import { type R2Binding, r2Bucket } from './r2.js';
import { createSplitStore } from './split.js';
import type { Store } from './store.js';

/** What a worker is bound to. */
export interface WorkersBindings {
  readonly keys: KvNamespace;
  readonly files: R2Binding;
}

/** Objects that one sweep deletes at most, since each takes a request and an invocation may make a thousand. */
const maxSwept = 400;

/** A store over a worker's bindings. Nothing is asked of them until it is used. */
export function createWorkersStore({ keys, files }: WorkersBindings): Store {
  const bucket = createBucketStore(r2Bucket(files), { maxSwept });
  return createSplitStore({ keys: createKvStore(keys), results: bucket, cleaned: bucket });
}
