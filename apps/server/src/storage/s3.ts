// A bucket behind S3's HTTP API, as AWS, R2 and MinIO have it.
import { AwsV4Signer } from 'aws4fetch';
import { sizeOf } from './body.js';
import type { Bucket } from './bucket.js';
import { type Answer, exchange, type Question } from './exchange.js';
import type { BucketPlace } from './setting.js';

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
  const ask = async (path: string, { expected, ...question }: S3Question): Promise<Answer> => {
    const url = `${endpoint}/${bucket}${path}`;
    const headers = await signedHeaders(url, question, { ...who, region });
    const answer = await exchange(url, { ...question, headers }, waitFor);
    if (answer.status < 300 || expected?.includes(answer.status)) return answer;
    throw await refusal(answer);
  };
  const pathOf = (name: string): string => `/${prefix}${name}`;
  return {
    async put(name, body, note) {
      const headers = { 'x-amz-meta-exifkit': note, 'content-length': String(sizeOf(body)) };
      await finish(await ask(pathOf(name), { method: 'PUT', headers, body }));
    },
    async head(name) {
      const answer = await ask(pathOf(name), { method: 'HEAD', headers: {}, expected: [404] });
      await finish(answer);
      if (answer.status === 404) return undefined;
      return {
        size: Number(answer.header('content-length')),
        etag: answer.header('etag'),
        note: answer.header('x-amz-meta-exifkit'),
      };
    },
    async read(name, etag, start, end) {
      const headers = { 'if-match': etag, range: `bytes=${start}-${end - 1}` };
      const answer = await ask(pathOf(name), { method: 'GET', headers, expected: [404, 412] });
      if (answer.status < 300) return answer.body;
      await finish(answer);
      return undefined;
    },
    async delete(names) {
      const question = { method: 'DELETE', headers: {}, expected: [404] };
      await Promise.all(names.map(async (name) => finish(await ask(pathOf(name), question))));
    },
    async list(start, after) {
      const query = new URLSearchParams({ 'list-type': '2', prefix: prefix + start });
      if (after !== undefined) query.set('start-after', prefix + after);
      const xml = await finish(await ask(`?${query}`, { method: 'GET', headers: {} }));
      return [...xml.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key]) => key!.slice(prefix.length));
    },
  };
}

interface S3Question extends Question {
  /** Statuses beside success that are answers. */
  readonly expected?: readonly number[];
}

/** Who asks, and in which region. */
export type Signer = Credentials & { readonly region: string };

/**
 * The headers of a signed request, made now or at a time such as `20130524T000000Z`. A body is not signed: it may be a
 * stream, and the connection is to protect it.
 */
export async function signedHeaders(
  url: string,
  { method, headers }: Question,
  { sessionToken, ...who }: Signer,
  datetime?: string,
): Promise<Record<string, string>> {
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
  return Object.fromEntries((await signer.sign()).headers);
}

/** Reads an answer to its end, so that its connection serves the next request. */
async function finish({ body }: Answer): Promise<string> {
  return await new Response(body).text();
}

/** The service's own code of an error, as the log may show it. */
async function refusal(answer: Answer): Promise<Error> {
  const xml = await finish(answer).catch(() => '');
  const code = /<Code>(\w+)<\/Code>/.exec(xml)?.[1] ?? '';
  return Object.assign(new Error(`S3 answered ${answer.status} ${code}`), {
    code: `S3_${answer.status}_${code}`,
  });
}
