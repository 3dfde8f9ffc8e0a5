// A client of the service as its document describes it.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

export const key = 'first-key';
export const otherKey = 'second-key';
/** A key of which no other test counts the requests. */
export const quietKey = 'third-key';
export const unknownUuid = '123e4567-e89b-12d3-a456-426614174000';

export const paths = {
  extract: '/api/v1/extract',
  remove: '/api/v1/remove',
  edit: '/api/v1/edit',
  download: '/download-cleaned',
} as const;

export const texts = {
  key: 'Invalid API key',
  parameters: 'Invalid request parameters',
  extraction: 'No extraction found with the given UUID.',
} as const;

/** Takes each exchange of the suite, e.g. to compare it with a description of the API. */
export type See = (method: string, path: string, response: Response) => Promise<void>;

/** Asks a server; the header of the first key is set unless others are given. */
export interface Client {
  readonly url: string;
  ask(path: string, init?: RequestInit): Promise<Response>;
  post(path: string, body: BodyInit | null, headers?: Record<string, string>): Promise<Response>;
  json(path: string, body: unknown): Promise<Response>;
  /** Posts a file. */
  send(
    path: string,
    file: Uint8Array<ArrayBuffer>,
    name?: string,
    fields?: Record<string, string>,
  ): Promise<Response>;
}

export function createClient(url: string, see: See = async () => {}): Client {
  const client: Client = {
    url,
    async ask(path, init = {}) {
      const response = await fetch(url + path, init);
      await see(init.method ?? 'GET', path, response.clone());
      return response;
    },
    post: (path, body, headers = { 'X-API-Key': key }) =>
      client.ask(path, {
        method: 'POST',
        body,
        headers,
        ...(body instanceof ReadableStream && { duplex: 'half' }),
      }),
    json: (path, body) =>
      client.post(path, JSON.stringify(body), { 'X-API-Key': key, 'Content-Type': 'application/json' }),
    send: (path, file, name, fields) => client.post(path, form(file, name, fields)),
  };
  return client;
}

/** A form with a file. */
export function form(
  file: Uint8Array<ArrayBuffer>,
  name = 'image.jpg',
  fields: Record<string, string> = {},
): FormData {
  const body = new FormData();
  for (const [field, value] of Object.entries(fields)) body.set(field, value);
  body.set('file', new Blob([file]), name);
  return body;
}

/** A file of the fixtures. */
export function fixture(name: string): Uint8Array<ArrayBuffer> {
  const path = fileURLToPath(new URL(`../../../../fixtures/files/${name}`, import.meta.url));
  return new Uint8Array(readFileSync(path));
}

/** The error envelope, its code, and what every response carries. */
export async function expectError(
  response: Response,
  status: number,
  code: string,
  error: unknown = expect.any(String),
): Promise<void> {
  expect([response.status, response.headers.get('x-error-code')]).toEqual([status, code]);
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  expectCommonHeaders(response);
  expect(await response.json()).toEqual({ success: false, error });
}

export const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export function expectCommonHeaders({ headers }: Response): void {
  expect(headers.get('x-request-id')).toMatch(/^[\w-]{8,}$/);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('access-control-allow-origin')).toBe('*');
}

/** An answer that names the file it has made; the service is the client's. */
export async function expectMade(answer: Response, { url }: Client): Promise<void> {
  expect(answer.status).toBe(200);
  expectCommonHeaders(answer);
  const body = await answer.json();
  expect(body).toEqual({
    success: true,
    status: 'completed',
    uuid: expect.stringMatching(uuidShape),
    downloadUrl: `${url}${paths.download}/${body.uuid}`,
  });
}

/** The bytes of the file that an answer names. */
export async function madeFile(answer: Response, client: Client): Promise<Uint8Array<ArrayBuffer>> {
  const { uuid } = await answer.json();
  return new Uint8Array(await (await client.ask(`${paths.download}/${uuid}`)).arrayBuffer());
}
