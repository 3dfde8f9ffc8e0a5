// What a request brings: an uploaded file or a url, and the parameters beside it.

import { joinChunks } from './bytes.js';
import type { Capacity } from './capacity.js';
import { ApiError, badRequest, clientGone, tooLarge } from './errors.js';
import { readMultipart } from './multipart.js';
import type { UploadedFile, UploadFolder } from './upload.js';

/** A request's input. A file wins over a url, the body over the query. */
export interface Input {
  /** The files of the form in their order; who takes the input disposes of them. */
  readonly files: readonly UploadedFile[];
  /** Values by lower-case name; one that was given several times is a comma list. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** What a body holds. */
export interface BodyFields {
  readonly files: readonly UploadedFile[];
  readonly fields: Iterable<readonly [string, string]>;
}

/** How a body is received. */
export interface Receiving {
  /** Largest file in bytes. */
  readonly maxBytes: number;
  /** Parts named `file` that are taken; more are let go. */
  readonly maxFiles: number;
  /** Where files go that are not held in memory. */
  readonly folder: UploadFolder | undefined;
  /** Counts what is held in memory. */
  readonly capacity: Capacity;
  /** Called before the body is read. */
  readonly acceptBody?: (() => void) | undefined;
  /** Reads the body in place of the request's stream. */
  readonly body?: ReadBody | undefined;
  /** Takes how many bytes of the body have come with each piece. */
  readonly onBytes?: (count: number) => void;
}

/** Takes a chunk; no further one comes before its promise, if it gives one, is resolved. */
export type TakeChunk = (chunk: Uint8Array) => Promise<void> | undefined;

/** Gives a body's chunks to its end. Rejects where the client is gone before, and with what `take` throws. */
export type ReadBody = (take: TakeChunk) => Promise<void>;

/** Bytes a body may have beside the file: part headers, boundaries, the other fields. */
export const bodyOverhead: number = 64 * 1024;

/**
 * Reads the body and the query of a request. Rejects with
 * ApiError 400 `malformed-body` or `empty-file`, 413 `body-too-large` as soon as the limit is passed, 415
 * `unsupported-content-encoding`, 501 `unsupported-transfer-encoding`, and 499 where the client is gone.
 */
export async function readInput(request: Request, receiving: Receiving): Promise<Input> {
  const { files, fields } = await readBody(request, receiving);
  const [url] = request.url.split('#', 1) as [string];
  const mark = url.indexOf('?');
  const query = mark < 0 ? [] : valuesByName(new URLSearchParams(url.slice(mark)));
  return { files, parameters: new Map([...query, ...valuesByName(fields)]) };
}

/** Empty values count as not given. */
function valuesByName(pairs: Iterable<readonly [string, string]>): Map<string, string> {
  const values = new Map<string, string>();
  for (const [name, value] of pairs) {
    const key = name.toLowerCase();
    const before = values.get(key);
    if (before !== undefined && key !== 'url') values.set(key, value === '' ? before : `${before},${value}`);
    else if (before === undefined && value !== '') values.set(key, value);
  }
  return values;
}

async function readBody(request: Request, receiving: Receiving): Promise<BodyFields> {
  const { headers } = request;
  checkEncodings(headers);
  const type = headers.get('content-type') ?? '';
  const read = bodyReaders[type.split(';', 1)[0]!.trim().toLowerCase()];
  if (!read) return { files: [], fields: [] };
  const limit = receiving.maxBytes * receiving.maxFiles + bodyOverhead;
  if (Number(headers.get('content-length')) > limit) throw tooLarge('body-too-large');
  receiving.acceptBody?.();
  const body = receiving.body ?? streamReader(request.body);
  return await read(limited(body, limit, receiving.onBytes), type, receiving);
}

function checkEncodings(headers: Headers): void {
  const content = headers.get('content-encoding')?.trim().toLowerCase();
  if (content && content !== 'identity') {
    throw new ApiError(415, 'unsupported-content-encoding', 'This content encoding is not supported');
  }
  const transfer = headers.get('transfer-encoding')?.trim().toLowerCase();
  if (transfer && transfer !== 'chunked') {
    throw new ApiError(501, 'unsupported-transfer-encoding', 'This transfer encoding is not supported');
  }
}

type BodyReader = (body: ReadBody, type: string, receiving: Receiving) => Promise<BodyFields>;

const bodyReaders: Readonly<Record<string, BodyReader | undefined>> = {
  'multipart/form-data': readMultipart,
  'application/json': async (body) => ({ files: [], fields: jsonFields(await readText(body)) }),
  'application/x-www-form-urlencoded': async (body) => ({
    files: [],
    fields: new URLSearchParams(await readText(body)),
  }),
};

/** A body cut off where it passes the limit. */
function limited(body: ReadBody, limit: number, onBytes: (count: number) => void = () => {}): ReadBody {
  let length = 0;
  return (take) =>
    body((chunk) => {
      length += chunk.length;
      onBytes(chunk.length);
      if (length > limit) throw tooLarge('body-too-large');
      return take(chunk);
    });
}

/** Reads a stream, which is left to the server where it is not read to its end. */
function streamReader(body: ReadableStream<Uint8Array> | null): ReadBody {
  return async (take) => {
    const reader = body?.getReader();
    try {
      for (;;) {
        const step = await reader?.read().catch(() => {
          throw clientGone();
        });
        if (!step || step.done) return;
        await take(step.value);
      }
    } finally {
      reader?.releaseLock();
    }
  };
}

async function readText(body: ReadBody): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  await body((chunk) => {
    length += chunk.length;
    if (length > bodyOverhead) throw tooLarge('body-too-large');
    chunks.push(chunk);
    return undefined;
  });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(joinChunks(chunks));
  } catch {
    throw badRequest('malformed-body');
  }
}

/**
 * The members of a JSON object; a list of texts as a comma list, numbers and booleans as text, `null` as not given.
 * `changes` is a document, which may stand there as JSON.
 */
function jsonFields(text: string): [string, string][] {
  if (text.trim() === '') return [];
  let fields: unknown;
  try {
    fields = JSON.parse(text);
  } catch {
    throw badRequest('malformed-body');
  }
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields))
    throw badRequest('malformed-body');
  return Object.entries(fields).map(([name, value]) => [name, fieldText(name, value)]);
}

function fieldText(name: string, value: unknown): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (name.toLowerCase() === 'changes') return JSON.stringify(value);
  const isUrl = name.toLowerCase() === 'url';
  if (!isUrl && (typeof value === 'number' || typeof value === 'boolean')) return String(value);
  if (!isUrl && Array.isArray(value) && value.every((item) => typeof item === 'string'))
    return value.join(',');
  throw badRequest('malformed-body');
}
