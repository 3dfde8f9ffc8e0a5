// What Cloudflare gives a worker, for workerd on this machine: a KV namespace and an R2 bucket, each as workerd asks for
// it over HTTP, all in memory.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A KV namespace and an R2 bucket. */
export interface Platform {
  /** `address:port` of each. */
  readonly kv: string;
  readonly r2: string;
  /** What the bucket keeps, by key. */
  readonly objects: ReadonlyMap<string, StoredObject>;
  readonly keys: Map<string, StoredValue>;
  close(): void;
}

/** A value of a KV namespace. */
export interface StoredValue {
  readonly bytes: Buffer;
  readonly metadata: string | undefined;
  /** Seconds since 1970. */
  readonly expiration: number | undefined;
}

/** An object of an R2 bucket. */
export interface StoredObject {
  readonly bytes: Buffer;
  readonly head: Record<string, unknown>;
}

export async function openPlatform(): Promise<Platform> {
  const keys = new Map<string, StoredValue>();
  const objects = new Map<string, StoredObject>();
  const servers = [createServer(serveKv(keys)), createServer(serveR2(objects))];
  for (const server of servers) await once(server.listen(0, '127.0.0.1'), 'listening');
  const [kv, r2] = servers.map(addressOf);
  const close = (): void => {
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
  };
  return { kv: kv!, r2: r2!, keys, objects, close };
}

function addressOf(server: Server): string {
  const { address, port } = server.address() as AddressInfo;
  return `${address}:${port}`;
}

function serveKv(values: Map<string, StoredValue>): RequestListener {
  const isLive = ({ expiration }: StoredValue): boolean =>
    expiration === undefined || expiration > Date.now() / 1000;
  return answering(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://kv');
    const key = decodeURIComponent(pathname.slice(1));
    if (request.method === 'PUT') {
      const ttl = searchParams.get('expiration_ttl');
      const at = searchParams.get('expiration');
      const expiration = ttl ? Date.now() / 1000 + Number(ttl) : at ? Number(at) : undefined;
      const metadata = request.headers['cf-kv-metadata']?.toString();
      values.set(key, { bytes: await buffer(request), metadata, expiration });
      return response.end();
    }
    if (request.method === 'DELETE') {
      values.delete(key);
      return response.end();
    }
    if (key === '') return response.end(JSON.stringify(listValues(values, searchParams)));
    const value = values.get(key);
    if (!value || !isLive(value)) return response.writeHead(404).end();
    return response
      .writeHead(200, value.metadata ? { 'CF-KV-Metadata': value.metadata } : {})
      .end(value.bytes);
  });
}

function listValues(values: Map<string, StoredValue>, asked: URLSearchParams): unknown {
  const names = [...values.keys()].filter((name) => name.startsWith(asked.get('prefix') ?? '')).sort();
  const start = Number(asked.get('cursor') ?? 0);
  const end = start + Number(asked.get('key_count_limit') ?? 1000);
  const keys = names.slice(start, end).map((name) => ({ name, metadata: values.get(name)!.metadata }));
  const rest = names.length > end ? { list_complete: false, cursor: String(end) } : { list_complete: true };
  return { keys, ...rest };
}

/** What is asked of a bucket: JSON in a header, or before the body. */
interface BucketRequest {
  readonly method: string;
  readonly object: string;
  readonly objects?: readonly string[];
  readonly customFields?: unknown;
  readonly httpFields?: unknown;
  readonly range?: { readonly offset?: string; readonly length?: string; readonly suffix?: string };
  readonly prefix?: string;
  readonly cursor?: string;
  readonly startAfter?: string;
  readonly limit?: number;
  readonly onlyIf?: { readonly etagMatches?: readonly { readonly value: string }[] };
}

function serveR2(objects: Map<string, StoredObject>): RequestListener {
  return answering(async (request, response) => {
    if (request.method === 'PUT') {
      const body = await buffer(request);
      const size = Number(request.headers['cf-r2-metadata-size']);
      const asked: BucketRequest = JSON.parse(body.toString('utf8', 0, size));
      if (asked.method === 'put')
        return response.end(JSON.stringify(putObject(objects, asked, body.subarray(size))));
      if (asked.method !== 'delete') return fail(response, 501, 0, `${asked.method} is not built`);
      for (const key of asked.objects ?? [asked.object]) objects.delete(key);
      return response.end('{}');
    }
    const asked: BucketRequest = JSON.parse(request.headers['cf-r2-request']!.toString());
    if (asked.method === 'list') return send(response, listObjects(objects, asked));
    const found = objects.get(asked.object);
    if (!found) return fail(response, 404, 10007, 'The specified key does not exist.');
    if (asked.method === 'head') return send(response, found.head);
    const wanted = asked.onlyIf?.etagMatches;
    if (wanted && !wanted.some(({ value }) => value === found.head['etag'])) {
      response.setHeader(
        'CF-R2-Error',
        JSON.stringify({ version: 1, v4code: 10031, message: 'precondition' }),
      );
      return send(response, found.head, undefined, 412);
    }
    const range = rangeOf(asked, found.bytes.length);
    const part = found.bytes.subarray(range.offset, range.offset + range.length);
    return send(response, { ...found.head, range }, part);
  });
}

function putObject(
  objects: Map<string, StoredObject>,
  { object, customFields, httpFields }: BucketRequest,
  bytes: Buffer,
): unknown {
  const etag = createHash('md5').update(bytes).digest('hex');
  const facts = { name: object, version: etag, size: bytes.length, etag, uploaded: Date.now() };
  const head = {
    ...facts,
    httpFields: httpFields ?? {},
    customFields: customFields ?? [],
    checksums: { 0: etag },
  };
  objects.set(object, { bytes, head });
  return head;
}

function listObjects(objects: Map<string, StoredObject>, asked: BucketRequest): unknown {
  const names = [...objects.keys()].filter((name) => name.startsWith(asked.prefix ?? '')).sort();
  const start = Number(asked.cursor ?? 0);
  const end = start + Math.min(asked.limit ?? 1000, 1000);
  const truncated = names.length > end;
  const heads = names.slice(start, end).map((name) => objects.get(name)!.head);
  return { objects: heads, truncated, delimitedPrefixes: [], ...(truncated && { cursor: String(end) }) };
}

function rangeOf({ range }: BucketRequest, size: number): { offset: number; length: number } {
  if (range?.suffix !== undefined) {
    const length = Math.min(Number(range.suffix), size);
    return { offset: size - length, length };
  }
  const offset = Number(range?.offset ?? 0);
  return { offset, length: Math.min(Number(range?.length ?? size), size - offset) };
}

function send(
  response: ServerResponse,
  facts: unknown,
  bytes: Buffer = Buffer.alloc(0),
  status = 200,
): unknown {
  const json = Buffer.from(JSON.stringify(facts));
  response.writeHead(status, {
    'CF-R2-Metadata-Size': json.length,
    'Content-Length': json.length + bytes.length,
  });
  response.write(json);
  return response.end(bytes);
}

function fail(response: ServerResponse, status: number, v4code: number, message: string): unknown {
  return response.writeHead(status, { 'CF-R2-Error': JSON.stringify({ version: 1, v4code, message }) }).end();
}

function answering(
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<unknown>,
): RequestListener {
  return (request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error as Error));
  };
}
