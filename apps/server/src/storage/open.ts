// Opens the store that is set, and proves that it keeps, finds and deletes.
import type { Environment } from '../config.js';
import type { Credentials } from './s3.js';
import type { SingleStore, StoreSetting } from './setting.js';
import { kinds, type Store, StoreError } from './store.js';

/** What a store needs beside its setting. */
export interface StoreSurroundings {
  /** Where files lie that were given no path. */
  readonly dataDir: string;
  /** Where an S3 store finds `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`, maybe `AWS_SESSION_TOKEN`. */
  readonly env: Environment;
  /** Whether large files are being written to the disk. */
  readonly isDiskBusy?: (() => boolean) | undefined;
}

/** The store that is set, checked by writing. Rejects with the reason where it cannot be used. */
export async function openStore(setting: StoreSetting, around: StoreSurroundings): Promise<Store> {
  const store = await createStore(setting, around);
  try {
    await tryWriting(store);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function createStore(setting: StoreSetting, around: StoreSurroundings): Promise<Store> {
  if (setting.kind !== 'split') return await createSingle(setting, around);
  const records = await createSingle(setting.records, around);
  const files = await createSingle(setting.files, around);
  const { createSplitStore } = await import('./split.js');
  return createSplitStore({ keys: records, results: records, cleaned: files });
}

async function createSingle(
  setting: SingleStore,
  { dataDir, env, isDiskBusy }: StoreSurroundings,
): Promise<Store> {
  switch (setting.kind) {
    case 'file':
      return await (await import('./file.js')).createFileStore(setting.path ?? dataDir, { isDiskBusy });
    case 'memory':
      return (await import('./memory.js')).createMemoryStore({ maxBytes: setting.maxBytes });
    case 'redis':
      return await (await import('./redis.js')).createRedisStore(setting.url);
    case 's3': {
      const { createBucketStore } = await import('./bucket.js');
      const { s3Bucket } = await import('./s3.js');
      return createBucketStore(s3Bucket(setting.place, credentialsOf(env)));
    }
  }
}

function credentialsOf(env: Environment): Credentials {
  const accessKeyId = env['AWS_ACCESS_KEY_ID'];
  const secretAccessKey = env['AWS_SECRET_ACCESS_KEY'];
  if (!accessKeyId || !secretAccessKey) {
    throw new StoreError('AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY must be set for an s3: store');
  }
  return { accessKeyId, secretAccessKey, sessionToken: env['AWS_SESSION_TOKEN'] || undefined };
}

const probeLasts = 60_000;

/** Puts, reads and deletes a small object of each kind. */
async function tryWriting(store: Store): Promise<void> {
  const id = crypto.randomUUID();
  for (const kind of kinds) {
    await store.put(kind, id, { meta: { probe: id }, body: probe, expires: Date.now() + probeLasts });
    const stream = await (await store.get(kind, id))?.open();
    const read = stream && (await new Response(stream).text());
    await store.delete(kind, id);
    if (read !== 'exifkit') throw new StoreError('what was written could not be read again');
  }
}

const probe = new TextEncoder().encode('exifkit');
