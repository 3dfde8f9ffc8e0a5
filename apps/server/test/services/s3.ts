// A stand-in for S3, in memory: what the server uses of its HTTP API, as strict as AWS is. (The `s3rver` of npm is no
// judge of a store: it writes objects in place, answers before they are written, knows no If-Match, and has been
// without upkeep since 2021.) Signatures are checked by Node's own HMAC, apart from the library that makes them.
import { createHash, createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const credentials = { AWS_ACCESS_KEY_ID: 'test-id', AWS_SECRET_ACCESS_KEY: 'test-secret/+' };
const region = 'eu-test-1';
const bucket = 'pictures';

/** What is wrong with the service, if anything is. */
export type Trouble = 'none' | 'refuses' | 'full' | 'hangs' | 'stalls' | 'breaks off';

/** A service that runs. */
export interface S3Service {
  readonly url: string;
  /** For EXIFKIT_STORE. */
  readonly setting: string;
  readonly objects: Map<string, S3Object>;
  /** How many requests it has had, by method. */
  readonly asked: Map<string, number>;
  trouble: Trouble;
  /** Closes the port, and opens it again. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

interface S3Object {
  readonly bytes: Buffer;
  readonly etag: string;
  readonly note: string;
}

class Refusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string) {
    super(code);
    this.status = status;
    this.code = code;
  }
}

export async function startS3(): Promise<S3Service> {
  const objects = new Map<string, S3Object>();
  const asked = new Map<string, number>();
  const service = { trouble: 'none' as Trouble };
  const server = createServer(async (request, response) => {
    asked.set(request.method!, (asked.get(request.method!) ?? 0) + 1);
    try {
      await answer(request, response, objects, service);
    } catch (error) {
      const { status, code } = error instanceof Refusal ? error : new Refusal(500, 'InternalError');
      response.writeHead(status, { 'Content-Type': 'application/xml' });
      response.end(`<Error><Code>${code}</Code></Error>`);
    }
  });
  const listen = async (port: number): Promise<void> => {
    await once(server.listen(port, '127.0.0.1'), 'listening');
  };
  const goAway = async (): Promise<void> => {
    const closed = once(server.close(), 'close');
    server.closeAllConnections();
    await closed;
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return Object.assign(service, {
    url,
    setting: `s3://${bucket}/some/prefix?endpoint=${url}&region=${region}`,
    objects,
    asked,
    goAway,
    comeBack: () => listen(port),
    close: goAway,
  });
}

type Objects = Map<string, S3Object>;

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  objects: Objects,
  { trouble }: { readonly trouble: Trouble },
): Promise<void> {
  if (trouble === 'hangs') return;
  if (trouble === 'refuses') throw new Refusal(503, 'SlowDown');
  const url = new URL(request.url!, 'http://localhost');
  checkSignature(request, url);
  const [, where, ...rest] = url.pathname.split('/');
  const key = decodeURIComponent(rest.join('/'));
  if (where !== bucket) throw new Refusal(404, 'NoSuchBucket');
  if (request.method === 'PUT') {
    if (trouble === 'full') throw new Refusal(507, 'InsufficientStorage');
    return await put(request, response, objects, key, trouble);
  }
  if (request.method === 'DELETE') {
    objects.delete(key);
    return void response.writeHead(204).end();
  }
  if (key === '') return void response.end(list(objects, url.searchParams));
  return get(request, response, objects.get(key), trouble);
}

async function put(
  request: IncomingMessage,
  response: ServerResponse,
  objects: Objects,
  key: string,
  trouble: Trouble,
): Promise<void> {
  if (request.headers['content-length'] === undefined) throw new Refusal(411, 'MissingContentLength');
  const note = request.headers['x-amz-meta-exifkit'];
  if (typeof note !== 'string' || note.length > 2048) throw new Refusal(400, 'MetadataTooLarge');
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk);
    if (trouble === 'breaks off') return void request.destroy();
    if (trouble === 'stalls') return;
  }
  if (trouble === 'breaks off') return void request.destroy();
  objects.set(key, { bytes: Buffer.concat(chunks), etag: `"${randomUUID()}"`, note });
  response.writeHead(200).end();
}

function get(
  request: IncomingMessage,
  response: ServerResponse,
  object: S3Object | undefined,
  trouble: Trouble,
): void {
  if (!object) throw new Refusal(404, 'NoSuchKey');
  const wanted = request.headers['if-match'];
  if (wanted !== undefined && wanted !== object.etag) throw new Refusal(412, 'PreconditionFailed');
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
  const bytes = first === undefined ? object.bytes : object.bytes.subarray(Number(first), Number(last) + 1);
  if (first !== undefined && bytes.length === 0) throw new Refusal(416, 'InvalidRange');
  response.writeHead(first === undefined ? 200 : 206, {
    ETag: object.etag,
    'Content-Length': bytes.length,
    'x-amz-meta-exifkit': object.note,
  });
  if (request.method === 'HEAD') return void response.end();
  if (trouble !== 'breaks off' && trouble !== 'stalls') return void response.end(bytes);
  response.write(bytes.subarray(0, bytes.length >> 1), () => trouble === 'stalls' || response.destroy());
}

/** A page is short, so that stores must ask on. */
const pageLength = 7;

function list(objects: Objects, query: URLSearchParams): string {
  if (query.get('list-type') !== '2') throw new Refusal(400, 'InvalidArgument');
  const prefix = query.get('prefix') ?? '';
  const after = query.get('start-after') ?? '';
  const names = [...objects.keys()].filter((name) => name.startsWith(prefix) && name > after).sort();
  const keys = names.slice(0, pageLength).map((name) => `<Contents><Key>${name}</Key></Contents>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult>${keys.join('')}</ListBucketResult>`;
}

/** As "Authenticating Requests (AWS Signature Version 4)" of the S3 reference tells. */
function checkSignature(request: IncomingMessage, url: URL): void {
  const pattern =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=(\w{64})$/;
  const [, id, day, where, names, signature] = pattern.exec(request.headers.authorization ?? '') ?? [];
  const time = String(request.headers['x-amz-date']);
  if (id !== credentials.AWS_ACCESS_KEY_ID || where !== region) throw new Refusal(403, 'InvalidAccessKeyId');
  const signed = names!.split(';');
  const missing = Object.keys(request.headers).filter(
    (name) => name.startsWith('x-amz-') && !signed.includes(name),
  );
  if (missing.length > 0 || !signed.includes('host')) throw new Refusal(403, 'AccessDenied');
  const encode = (text: string): string =>
    encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  const canonical = [
    request.method,
    url.pathname
      .split('/')
      .map((part) => encode(decodeURIComponent(part)))
      .join('/'),
    [...url.searchParams]
      .map((pair) => pair.map(encode).join('='))
      .sort()
      .join('&'),
    ...signed.map((name) => `${name}:${String(request.headers[name]).trim()}`),
    '',
    names,
    request.headers['x-amz-content-sha256'],
  ].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', time, scope, createHash('sha256').update(canonical).digest('hex')].join(
    '\n',
  );
  const hmac = (key: string | Buffer, data: string): Buffer =>
    createHmac('sha256', key).update(data).digest();
  const key = [day!, region, 's3', 'aws4_request'].reduce<string | Buffer>(
    hmac,
    `AWS4${credentials.AWS_SECRET_ACCESS_KEY}`,
  );
  if (hmac(key, text).toString('hex') !== signature) throw new Refusal(403, 'SignatureDoesNotMatch');
}
