// The setting EXIFKIT_STORE: which store, and where.
import { bytes } from '../setting-values.js';

/** Where a bucket is. */
export interface BucketPlace {
  /** Origin of the service, e.g. `https://s3.eu-west-1.amazonaws.com`. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  /** What the names of all objects start with: empty, or ending in a slash. */
  readonly prefix: string;
}

/** A store that keeps objects of all kinds; files without a path lie in the data directory. */
export type SingleStore =
  | { readonly kind: 'file'; readonly path: string | undefined }
  | { readonly kind: 'memory'; readonly maxBytes: number | undefined }
  | { readonly kind: 'redis'; readonly url: string }
  | { readonly kind: 's3'; readonly place: BucketPlace };

/** Where keys, results and files are kept: all in one store, or keys and results (records) in another than files. */
export type StoreSetting =
  | SingleStore
  | { readonly kind: 'split'; readonly records: SingleStore; readonly files: SingleStore };

/** What `EXIFKIT_STORE` may be, for messages. */
export const storeForms: string =
  '`file:`, `file:PATH`, `memory:`, `memory:SIZE`, `redis://HOST:PORT`, `s3://BUCKET/PREFIX?endpoint=URL&region=NAME`, ' +
  'or a redis: and an s3: URL with a comma between them';

/** Reads `EXIFKIT_STORE`; `undefined` where it is none of the {@link storeForms}. */
export function parseStore(text: string): StoreSetting | undefined {
  const parts = text.split(/\s*,\s*(?=[a-z0-9]+:)/);
  const [records, files] = parts.map(parseSingle);
  if (parts.length === 1) return records;
  const fits = parts.length === 2 && records?.kind === 'redis' && files?.kind === 's3';
  return fits ? { kind: 'split', records, files } : undefined;
}

function parseSingle(text: string): SingleStore | undefined {
  const [, scheme, rest = ''] = /^([a-z0-9]+):(.*)$/.exec(text) ?? [];
  if (scheme === 'memory') return parseMemory(rest);
  if (scheme === 'file') return { kind: 'file', path: rest.replace(/^\/\/(?=\/|$)/, '') || undefined };
  if (scheme === 'redis' || scheme === 'rediss') return parseRedis(text);
  return scheme === 's3' ? parseS3(text) : undefined;
}

function parseMemory(size: string): SingleStore | undefined {
  if (size === '') return { kind: 'memory', maxBytes: undefined };
  const maxBytes = bytes(1, 2 ** 40)(size);
  return maxBytes === undefined ? undefined : { kind: 'memory', maxBytes };
}

function parseRedis(text: string): SingleStore | undefined {
  if (!URL.canParse(text)) return undefined;
  const { hostname, pathname, search, hash } = new URL(text);
  const sound =
    /^([\w.-]+|\[[\da-f:.]+\])$/i.test(hostname) && /^(\/\d{0,5})?$/.test(pathname) && !search && !hash;
  return sound ? { kind: 'redis', url: text } : undefined;
}

function parseS3(text: string): SingleStore | undefined {
  if (!URL.canParse(text)) return undefined;
  const { hostname: bucket, port, username, pathname, searchParams, hash } = new URL(text);
  const unknown = [...searchParams.keys()].some((name) => name !== 'endpoint' && name !== 'region');
  const region = searchParams.get('region') ?? 'us-east-1';
  const endpoint = parseEndpoint(searchParams.get('endpoint') ?? `https://s3.${region}.amazonaws.com`);
  const prefix = pathname.replace(/^\/|\/$/g, '');
  if (unknown || port || username || hash || !endpoint) return undefined;
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) return undefined;
  if (!/^[a-z0-9-]+$/.test(region) || !/^[\w./-]{0,200}$/.test(prefix)) return undefined;
  return { kind: 's3', place: { endpoint, region, bucket, prefix: prefix && `${prefix}/` } };
}

function parseEndpoint(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, origin, pathname, search, hash, username } = new URL(text);
  const isOrigin = pathname === '/' && !search && !hash && !username;
  return isOrigin && /^https?:$/.test(protocol) ? origin : undefined;
}
