// What the routes share: the parts of the server, and the first steps of a request.
import type { Context as HonoContext } from 'hono';
import type { Capacity } from '../capacity.js';
import type { Config } from '../config.js';
import { badRequest, unauthorized } from '../errors.js';
import type { FetchPolicy, PlatformTransport, Transport } from '../fetch/fetch-file.js';
import { fileNameOfUrl } from '../file-name.js';
import { type Input, type ReadBody, readInput } from '../input.js';
import { type Key, type KeyRing, shortId } from '../keys.js';
import type { Log } from '../log.js';
import type { Measures } from '../measures.js';
import { clientAddress } from '../origin.js';
import type { RateHeaders, RateLimit } from '../rate-limit.js';
import type { Kind, Store, Stored } from '../storage/store.js';
import { Upload, type UploadedFile, type UploadFolder } from '../upload.js';
import type { Work } from '../work.js';
import type { FindPageFile } from './page.js';

/** What the app is made of. */
export interface Parts {
  readonly work: Work;
  readonly store: Store;
  /** Where uploads go that are not held in memory; a runtime without a disk has none. */
  readonly uploads?: UploadFolder | undefined;
  readonly capacity: Capacity;
  readonly keys: KeyRing;
  readonly transport: Transport | PlatformTransport;
  readonly rateLimit: RateLimit;
  readonly config: Pick<
    Config,
    'publicUrl' | 'trustedProxies' | 'maxBytes' | 'retention' | 'fetchAllow' | 'metricsToken'
  >;
  /** Time limits of fetching, where the default ones do not do. */
  readonly fetchTimes?: Pick<FetchPolicy, 'headersTimeout' | 'bodyTimeout'>;
  /** Files of the page; where the platform serves them, none. */
  readonly pageFile?: FindPageFile | undefined;
  readonly log: Log;
  /** Default: measures of the app's own. */
  readonly measures?: Measures;
  /** Whether the server is about to end, so that nothing new is begun. Default: never. */
  readonly stopping?: () => boolean;
  /** The time in milliseconds since 1970. */
  readonly now: () => number;
}

/** What a runtime tells of a request beside the request. */
export interface Bindings {
  /** Address of the peer. */
  readonly peer?: string | undefined;
  /** Called before a body is read, so that a client that waits may send it. */
  readonly acceptBody?: () => void;
  /** Reads the body, where the runtime has a shorter way than the request's stream. */
  readonly body?: ReadBody;
  /** Whether the client has gone, where asking the request's signal costs more. */
  readonly isGone?: () => boolean;
}

/** Variables of one request. */
export interface Variables {
  requestId: string;
  /** Bytes of the request's body that have been read. */
  received?: number;
  /** The known key's id, as it may be logged. */
  keyId?: string;
  /** What is told of limits. */
  rateHeaders?: RateHeaders;
  /** Called when the answer has been sent, or is not sent any longer. */
  onEnd?: () => void;
  /** Whether the answer's body is sent piece by piece, so that its length is only known at its end. */
  streams?: boolean;
}

/** Hono's context in this app. */
export type Context = HonoContext<{ Bindings: Bindings; Variables: Variables }>;

/**
 * The request's key; `undefined` without one. The header wins over the query. Rejects with ApiError 401 for a key
 * that is not known, 429 where the address has tried too many.
 */
export async function identify(c: Context, parts: Parts): Promise<Key | undefined> {
  const text = c.req.header('x-api-key') || keyIn(c.req.query());
  if (!text) return undefined;
  const key = await parts.keys.identify(text);
  if (!key) {
    const address = await addressOf(c, parts);
    if (address !== undefined) await parts.rateLimit.ofWrongKey(address);
    throw unauthorized('invalid-api-key');
  }
  c.set('keyId', shortId(key.id));
  return key;
}

/** Names of parameters are case-insensitive. */
function keyIn(query: Readonly<Record<string, string>>): string | undefined {
  return Object.entries(query).find(([name, value]) => name.toLowerCase() === 'key' && value !== '')?.[1];
}

function addressOf(c: Context, { config }: Parts): Promise<string | undefined> {
  return clientAddress(c.req.header('x-forwarded-for'), c.env?.peer, config.trustedProxies);
}

/** Checks key and rate before anything of the body is read; gives the key. */
export async function admit(c: Context, parts: Parts): Promise<Key> {
  const key = await identify(c, parts);
  if (!key) throw unauthorized('missing-api-key');
  c.set('rateHeaders', await parts.rateLimit.ofKey(key));
  return key;
}

/** Checks the key, where there is one, and the rate of a request that reads what is kept. */
export async function admitReader(c: Context, parts: Parts): Promise<Key | undefined> {
  const key = await identify(c, parts);
  const reader = key ?? (await addressOf(c, parts));
  if (reader !== undefined) c.set('rateHeaders', await parts.rateLimit.ofReader(reader));
  return key;
}

/** Deletes what a key has made. `missing` is the error where there is no such thing, or it is another key's. */
export async function deleteOwn(c: Context, parts: Parts, kind: Kind, missing: Error): Promise<Response> {
  const key = await admit(c, parts);
  const uuid = uuidOf(c.req.param('uuid') ?? '');
  const found = uuid === undefined ? undefined : await parts.store.get(kind, uuid);
  if (!found || !isOwn(found, key)) throw missing;
  await parts.store.delete(kind, found.id);
  return new Response(null, { status: 204 });
}

/** Whether a key has made what was found. */
export function isOwn({ meta }: Stored, { id }: Key): boolean {
  return meta['key'] === id;
}

/** Whether the client has gone. */
export function isGone(c: Context): boolean {
  return c.env?.isGone?.() ?? c.req.raw.signal.aborted;
}

/** Reads the body and the query of a request. Who takes the files disposes of them. */
export async function receive(c: Context, parts: Parts, maxFiles: number): Promise<Input> {
  const { config, uploads, capacity } = parts;
  capacity.admit();
  const onBytes = (count: number): void => c.set('received', (c.get('received') ?? 0) + count);
  const { acceptBody, body } = c.env ?? {};
  const { maxBytes } = config;
  return readInput(c.req.raw, { maxBytes, maxFiles, folder: uploads, capacity, acceptBody, body, onBytes });
}

/**
 * Reads the body and the query of a request, checks its parameters, and does the work on the file that it sent or
 * that its url leads to; then the file is let go. Rejects with ApiError 400 `missing-input` where there is neither.
 */
export async function withFile<Asked>(
  c: Context,
  parts: Parts,
  check: (parameters: ReadonlyMap<string, string>) => Asked,
  work: (file: UploadedFile, asked: Asked) => Promise<Response>,
): Promise<Response> {
  const { files, parameters } = await receive(c, parts, 1);
  let [file] = files;
  try {
    const url = parameters.get('url')?.trim();
    if (!file && !url) throw badRequest('missing-input');
    const asked = check(parameters);
    file ??= await fetched(c, url ?? '', parts);
    return await work(file, asked);
  } finally {
    await file?.dispose();
  }
}

/** The file behind a url. */
async function fetched(c: Context, url: string, parts: Parts): Promise<UploadedFile> {
  const { maxBytes, fetchAllow } = parts.config;
  const policy = { maxBytes, allow: fetchAllow, ...parts.fetchTimes };
  const upload = new Upload(parts.uploads, parts.capacity);
  try {
    const { fetchFile } = await import('../fetch/fetch-file.js');
    await fetchFile(url, parts.transport, policy, c.req.raw.signal, (chunk) => {
      upload.add(chunk);
      return upload.isFull ? upload.settle() : undefined;
    });
    if (upload.size === 0) throw badRequest('empty-file');
    return await upload.finish(fileNameOfUrl(url));
  } catch (error) {
    await upload.discard();
    throw error;
  }
}

/** A uuid in the spelling that ids are made in; `undefined` for any other text. */
export function uuidOf(text: string): string | undefined {
  const uuid = text.toLowerCase();
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(uuid) ? uuid : undefined;
}

/** A parameter that is on or off. Throws ApiError 400 `invalid-parameter` for anything else. */
export function flag(text: string | undefined): boolean {
  const word = text?.trim().toLowerCase() ?? '';
  if (/^(1|true|yes|on)$/.test(word)) return true;
  if (/^(0|false|no|off)?$/.test(word)) return false;
  throw badRequest('invalid-parameter');
}
