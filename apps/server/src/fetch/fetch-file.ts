// Fetches a file from a stranger's URL without being led to an address that is not public.

import { type ApiError, badRequest, tooLarge } from '../errors.js';
import type { TakeChunk } from '../input.js';
import { addressOfHost, isPublicAddress } from './address.js';

/** An answer whose headers have arrived. */
export interface FetchResponse {
  readonly status: number;
  /** A header's value by its lower-case name. */
  header(name: string): string | undefined;
  readonly body: AsyncIterable<Uint8Array>;
  /** Ends the connection, whatever is still to come. */
  close(): void;
}

/** Names and connections: what differs between runtimes. */
export interface Transport {
  /** All addresses of a name; a look-up that takes long holds up no other. */
  resolve(hostname: string, signal: AbortSignal): Promise<readonly string[]>;
  /** A GET for `url` over a connection to exactly `address`; no redirects, no proxy, no second look-up. */
  get(url: URL, address: string, signal: AbortSignal): Promise<FetchResponse>;
}

/** A platform that looks names up by itself, and connects to public addresses only. */
export interface PlatformTransport {
  /** A GET for `url`; no redirects. */
  getByName(url: URL, signal: AbortSignal): Promise<FetchResponse>;
}

/** What may be fetched, and how much of it for how long. */
export interface FetchPolicy {
  /** Largest file in bytes. */
  readonly maxBytes: number;
  /** `host:port` that may be fetched although it is not public. */
  readonly allow: ReadonlySet<string>;
  /** Milliseconds for name, connection and headers of one hop. Default 10 s. */
  readonly headersTimeout?: number;
  /** Milliseconds for the body. Default 30 s. */
  readonly bodyTimeout?: number;
}

const redirectLimit = 5;
const urlLimit = 8192;
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Gives the bytes behind an http(s) URL to `take`. Every hop is checked anew and connected to the very address that was
 * checked. Rejects with {@link ApiError}: 400 `invalid-url`, `url-not-allowed`, `too-many-redirects`,
 * `fetch-failed`, `fetch-timeout`; 413 `fetched-file-too-large`.
 */
export async function fetchFile(
  text: string,
  transport: Transport | PlatformTransport,
  policy: FetchPolicy,
  signal: AbortSignal,
  take: TakeChunk,
): Promise<void> {
  let url = parseTarget(text);
  for (let hop = 0; hop <= redirectLimit; hop++) {
    const response = await connect(url, transport, policy, signal);
    try {
      const location = response.header('location');
      if (redirects.has(response.status) && location !== undefined) url = parseTarget(location, url);
      else return await readBody(response, policy, take);
    } finally {
      response.close();
    }
  }
  throw badRequest('too-many-redirects');
}

/** An http(s) URL without credentials. Unusual spellings of addresses come out as plain ones. */
function parseTarget(text: string, base?: URL): URL {
  if (text.length > urlLimit || !URL.canParse(text, base)) throw badRequest('invalid-url');
  const url = new URL(text, base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw badRequest('invalid-url');
  if (url.username || url.password) throw badRequest('url-not-allowed');
  return url;
}

/** Opens a hop: the first of its checked addresses that answers, all within one time limit. */
async function connect(
  url: URL,
  transport: Transport | PlatformTransport,
  policy: FetchPolicy,
  signal: AbortSignal,
): Promise<FetchResponse> {
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), policy.headersTimeout ?? 10_000);
  const stop = AbortSignal.any([signal, timeout.signal]);
  try {
    if ('getByName' in transport) return await answerByName(url, transport, policy, stop);
    const addresses = await checkedAddresses(url, transport, policy, stop);
    return await firstAnswer(url, addresses, transport, stop);
  } catch (error) {
    throw timeout.signal.aborted ? badRequest('fetch-timeout') : error;
  } finally {
    clearTimeout(timer);
  }
}

async function firstAnswer(
  url: URL,
  addresses: readonly string[],
  transport: Transport,
  stop: AbortSignal,
): Promise<FetchResponse> {
  for (const address of addresses.slice(0, 3)) {
    try {
      return await transport.get(url, address, stop);
    } catch {
      if (stop.aborted) break;
    }
  }
  throw badRequest('fetch-failed');
}

/** The addresses of a URL's host, all of them public, or the host being one that is allowed by name. */
async function checkedAddresses(
  url: URL,
  transport: Transport,
  policy: FetchPolicy,
  stop: AbortSignal,
): Promise<readonly string[]> {
  const allowed = isAllowed(url, policy);
  const literal = addressOfHost(url.hostname);
  const addresses = literal === undefined ? await resolve(url.hostname, transport, stop) : [literal];
  if (!allowed && !addresses.every(isPublicAddress)) throw badRequest('url-not-allowed');
  return addresses;
}

/** The answer of a platform: addresses are checked here, and names as far as they tell where they lead. */
async function answerByName(
  url: URL,
  transport: PlatformTransport,
  policy: FetchPolicy,
  stop: AbortSignal,
): Promise<FetchResponse> {
  const literal = addressOfHost(url.hostname);
  const isPublic = literal === undefined ? !isLocalName(url.hostname) : isPublicAddress(literal);
  if (!isAllowed(url, policy) && !isPublic) throw badRequest('url-not-allowed');
  try {
    return await orAborted(transport.getByName(url, stop), stop);
  } catch {
    throw badRequest('fetch-failed');
  }
}

/** Whether a host with its port is allowed by name. Throws ApiError for ports that are not the web's. */
function isAllowed({ hostname, port, protocol }: URL, { allow }: FetchPolicy): boolean {
  const number = Number(port) || (protocol === 'https:' ? 443 : 80);
  if (allow.has(`${hostname}:${number}`)) return true;
  if (number < 1024 && number !== 80 && number !== 443) throw badRequest('url-not-allowed');
  return false;
}

/** Names that no public name server answers (RFC 6761, 6762, 8375, ICANN's `internal`), and those without a dot. */
function isLocalName(hostname: string): boolean {
  const name = hostname.replace(/\.$/, '');
  return !name.includes('.') || /\.(localhost|local|internal|home\.arpa|invalid|test|onion)$/.test(name);
}

async function resolve(
  hostname: string,
  transport: Transport,
  stop: AbortSignal,
): Promise<readonly string[]> {
  try {
    const addresses = await orAborted(transport.resolve(hostname, stop), stop);
    if (addresses.length > 0) return addresses;
  } catch {
    // An unknown name and a resolver that fails or hangs look the same to the client.
  }
  throw badRequest('fetch-failed');
}

async function readBody(response: FetchResponse, policy: FetchPolicy, take: TakeChunk): Promise<void> {
  const encoding = response.header('content-encoding')?.trim().toLowerCase() || 'identity';
  if (response.status < 200 || response.status > 299 || encoding !== 'identity')
    throw badRequest('fetch-failed');
  if (Number(response.header('content-length')) > policy.maxBytes) throw tooLarge('fetched-file-too-large');
  const timeout = AbortSignal.timeout(policy.bodyTimeout ?? 30_000);
  const taking = new Taking(take);
  try {
    await orAborted(giveAll(response.body, policy.maxBytes, taking), timeout);
  } catch (error) {
    if (isTooLarge(error) || error === taking.failure) throw error;
    throw badRequest(timeout.aborted ? 'fetch-timeout' : 'fetch-failed');
  }
}

/** Keeps apart what fails where chunks are taken from what fails where they come from. */
class Taking {
  readonly #take: TakeChunk;
  failure: unknown;

  constructor(take: TakeChunk) {
    this.#take = take;
  }

  async take(chunk: Uint8Array): Promise<void> {
    try {
      await this.#take(chunk);
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }
}

async function giveAll(body: AsyncIterable<Uint8Array>, maxBytes: number, taking: Taking): Promise<void> {
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > maxBytes) throw tooLarge('fetched-file-too-large');
    await taking.take(chunk);
  }
}

function isTooLarge(error: unknown): error is ApiError {
  return error instanceof Error && 'status' in error && error.status === 413;
}

/** Rejects as soon as the signal aborts, whatever the promise does then. */
async function orAborted<Result>(promise: Promise<Result>, signal: AbortSignal): Promise<Result> {
  let abort = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason);
  });
  signal.addEventListener('abort', abort);
  if (signal.aborted) abort();
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
