// A bucket behind S3's HTTP API, as AWS, R2 and MinIO have it.
import { AwsV4Signer } from 'aws4fetch';
import { sizeOf } from './body.js';
import type { Bucket } from './bucket.js';
import { createPatience, type Patience, receiving, sending } from './patience.js';
import type { BucketPlace } from './setting.js';
import type { Entry } from './store.js';

/** Who asks. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** Milliseconds for which a step of a request is waited for. */
const patienceFor = 10_000;

/** A bucket of S3. */
export function s3Bucket(place: BucketPlace, who: Credentials, waitFor: number = patienceFor): Bucket {
  const { endpoint, bucket, prefix, region } = place;
  const root = `${endpoint}/${bucket}`;
  const ask = async (path: string, request: S3Request): Promise<Answer> => {
    const patience = createPatience(waitFor);
    const response = await send(`${root}${path}`, request, { ...who, region }, patience);
    if (response.ok || request.expected?.includes(response.status)) return { response, patience };
    throw await refusal(response, patience);
  };
  const pathOf = (name: string): string => `/${prefix}${name}`;
  return {
    async put(name, body, note) {
      const headers = { 'x-amz-meta-exifkit': note, 'Content-Length': String(sizeOf(body)) };
      await finish(await ask(pathOf(name), { method: 'PUT', headers, body }));
    },
    async head(name) {
      const { response } = await ask(pathOf(name), { method: 'HEAD', expected: [404] });
      if (response.status === 404) return undefined;
      const header = (key: string): string => response.headers.get(key) ?? '';
      return {
        size: Number(header('content-length')),
        etag: header('etag'),
        note: header('x-amz-meta-exifkit'),
      };
    },
    async read(name, etag, start, end) {
      const headers = { 'If-Match': etag, Range: `bytes=${start}-${end - 1}` };
      const answer = await ask(pathOf(name), { method: 'GET', headers, expected: [404, 412] });
      if (answer.response.ok) return receiving(bodyOf(answer.response), answer.patience);
      await finish(answer);
      return undefined;
    },
    async delete(names) {
      for (const name of names) {
        await finish(await ask(pathOf(name), { method: 'DELETE', expected: [404] }));
      }
    },
    async list(start, after) {
      const query = new URLSearchParams({ 'list-type': '2', prefix: prefix + start });
      if (after !== undefined) query.set('start-after', prefix + after);
      const xml = await finish(await ask(`?${query}`, { method: 'GET' }));
      return [...xml.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key]) => key!.slice(prefix.length));
    },
  };
}

interface S3Request {
  readonly method: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Entry['body'];
  /** Statuses beside success that are answers. */
  readonly expected?: readonly number[];
}

interface Answer {
  readonly response: Response;
  readonly patience: Patience;
}

/** Who asks, and in which region. */
export type Signer = Credentials & { readonly region: string };

/**
 * The headers of a signed request, made now or at a time such as `20130524T000000Z`. A body is not signed: it may be a
 * stream, and the connection is to protect it.
 */
export async function signedHeaders(
  url: string,
  { method, headers = {} }: Pick<S3Request, 'method' | 'headers'>,
  { sessionToken, ...who }: Signer,
  datetime?: string,
): Promise<Headers> {
  const signer = new AwsV4Signer({
    url,
    method,
    headers: { ...headers },
    service: 's3',
    allHeaders: true,
    ...who,
    ...(sessionToken !== undefined && { sessionToken }),
    ...(datetime !== undefined && { datetime }),
  });
  return (await signer.sign()).headers;
}

async function send(url: string, request: S3Request, who: Signer, patience: Patience): Promise<Response> {
  const { method, body } = request;
  const options: RequestInit & { duplex?: 'half' } = {
    method,
    headers: await signedHeaders(url, request, who),
    redirect: 'error',
    signal: patience.signal,
  };
  if (body instanceof Uint8Array) options.body = body as Uint8Array<ArrayBuffer>;
  else if (body) Object.assign(options, { body: sending(body.stream, patience), duplex: 'half' });
  patience.start();
  return await fetch(url, options).finally(patience.stop);
}

function bodyOf({ body }: Response): ReadableStream<Uint8Array> {
  return body ?? new Blob([]).stream();
}

/** Reads an answer to its end, so that its connection serves the next request. */
async function finish({ response, patience }: Answer): Promise<string> {
  return await new Response(receiving(bodyOf(response), patience)).text();
}

/** The service's own code of an error, as the log may show it. */
async function refusal(response: Response, patience: Patience): Promise<Error> {
  const xml = await finish({ response, patience }).catch(() => '');
  const code = /<Code>(\w+)<\/Code>/.exec(xml)?.[1] ?? '';
  return Object.assign(new Error(`S3 answered ${response.status} ${code}`), {
    code: `S3_${response.status}_${code}`,
  });
}
