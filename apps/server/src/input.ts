// What a request brings: an uploaded file or a url, and the options beside it.

import { joinChunks } from './bytes.js';
import { badRequest, tooLarge } from './errors.js';
import { readMultipart } from './multipart.js';

/** A request's input. A file wins over a url, the body over the query. */
export interface Input {
  readonly file: UploadedFile | undefined;
  readonly url: string | undefined;
  readonly keep: string | undefined;
}

/** A file as it was sent. */
export interface UploadedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What a body may hold. */
export type BodyFields = {
  readonly file?: UploadedFile | undefined;
  readonly url?: string;
  readonly keep?: string;
};

/** Bytes a body may have beside the file: part headers, boundaries, the other fields. */
export const bodyOverhead: number = 64 * 1024;

/**
 * Reads the body and the query of a request. `accept` is called before the body is read. Rejects with
 * ApiError 400 `malformed-body` and 413 `body-too-large`, the latter as soon as the limit is passed.
 */
export async function readInput(request: Request, maxBytes: number, accept: () => void): Promise<Input> {
  const query = new URL(request.url).searchParams;
  const body = await readBody(request, maxBytes, accept);
  return {
    file: body.file,
    url: body.url || query.get('url') || undefined,
    keep: body.keep || query.get('keep') || undefined,
  };
}

async function readBody(request: Request, maxBytes: number, accept: () => void): Promise<BodyFields> {
  const type = request.headers.get('content-type') ?? '';
  const read = bodyReaders[type.split(';', 1)[0]!.trim().toLowerCase()];
  if (!read) return {};
  const limit = maxBytes + bodyOverhead;
  if (Number(request.headers.get('content-length')) > limit) throw tooLarge('body-too-large');
  accept();
  return await read(limited(request.body, limit), type, maxBytes);
}

type BodyReader = (body: AsyncIterable<Uint8Array>, type: string, maxBytes: number) => Promise<BodyFields>;

const bodyReaders: Readonly<Record<string, BodyReader | undefined>> = {
  'multipart/form-data': readMultipart,
  'application/json': async (body) => jsonFields(await readText(body)),
  'application/x-www-form-urlencoded': async (body) => {
    const fields = new URLSearchParams(await readText(body));
    return { url: fields.get('url') ?? '', keep: fields.get('keep') ?? '' };
  },
};

/** The chunks of a body, cut off where they pass the limit. The connection is left to the server. */
async function* limited(body: ReadableStream<Uint8Array> | null, limit: number): AsyncGenerator<Uint8Array> {
  if (!body) return;
  const reader = body.getReader();
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      length += value.length;
      if (length > limit) throw tooLarge('body-too-large');
      yield value;
    }
  } finally {
    reader.releaseLock();
  }
}

async function readText(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > bodyOverhead) throw tooLarge('body-too-large');
    chunks.push(chunk);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(joinChunks(chunks));
  } catch {
    throw badRequest('malformed-body');
  }
}

function jsonFields(text: string): BodyFields {
  if (text.trim() === '') return {};
  let fields: unknown;
  try {
    fields = JSON.parse(text);
  } catch {
    throw badRequest('malformed-body');
  }
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields))
    throw badRequest('malformed-body');
  return { url: textField(fields, 'url'), keep: textField(fields, 'keep') };
}

function textField(fields: object, name: 'url' | 'keep'): string {
  const value: unknown = (fields as Record<string, unknown>)[name] ?? '';
  if (typeof value !== 'string') throw badRequest('malformed-body');
  return value;
}
