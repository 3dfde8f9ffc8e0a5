import { readFile } from 'node:fs/promises';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApiDocument } from '../src/openapi/document.js';
import { errorCodes } from '../src/openapi/responses.js';
import { type Door, form, openApp, post } from './doors.js';
import { fake } from './fake-engine.js';
import { checkResponse } from './openapi.js';

let door: Door;
beforeAll(async () => {
  door = await openApp();
});
afterAll(() => door.close());

describe('the document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const served = await (await door.ask('/openapi.json')).json();
    expect(served).toEqual(openApiDocument());
    expect(served.openapi).toMatch(/^3\.1\./);
    expect(await new Validator().validate(served)).toEqual({ valid: true });
  });

  it('has the paths and methods that the app has, no more and no less', async () => {
    const documented = Object.entries(openApiDocument()['paths'] as object).flatMap(([path, item]) =>
      ['get', 'head', 'post', 'delete']
        .filter((method) => method in item)
        .map((method) => `${method} ${path}`),
    );
    const methods = ['GET', 'HEAD', 'POST', 'DELETE'];
    const served: string[] = [];
    for (const path of new Set(documented.map((one) => one.split(' ')[1]!))) {
      const url = path.replace('{uuid}', 'x');
      const allowed = (await door.ask(url, { method: 'PATCH' })).headers.get('allow')?.split(', ');
      for (const method of methods)
        if (allowed?.includes(method)) served.push(`${method.toLowerCase()} ${path}`);
    }
    expect(served.sort()).toEqual(documented.sort());
  });

  it('has the error codes that the README has', async () => {
    const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
    const rows = [...readme.matchAll(/^\| (\d{3}) +\| (`[^|]+`) *\|$/gm)];
    const told = rows.map(([, status, codes]) => [
      status,
      [...codes!.matchAll(/`([^`]+)`/g)].map(([, code]) => code),
    ]);
    expect(Object.fromEntries(told)).toEqual(errorCodes);
  });
});

/** A body with one place of it changed. */
interface Changed {
  readonly what: string;
  readonly body: unknown;
}

type Path = readonly (string | number)[];

/** Every body that differs from this one by a member that is gone, new or of another type. */
function* changes(body: unknown, isOptional: (path: string) => boolean): Generator<Changed> {
  for (const path of places(body)) {
    const name = path.join('.');
    const isMember = typeof path.at(-1) === 'string';
    if (isMember && !isOptional(name))
      yield { what: `${name} is gone`, body: change(body, path, () => undefined) };
    yield { what: `${name} is null`, body: change(body, path, () => null) };
    yield {
      what: `${name} is of another type`,
      body: change(body, path, (value) => (typeof value === 'number' ? 'x' : 7)),
    };
  }
}

function* places(value: unknown, at: Path = []): Generator<Path> {
  if (typeof value !== 'object' || value === null) return;
  const isList = Array.isArray(value);
  for (const [name, member] of Object.entries(value)) {
    const path = [...at, isList ? Number(name) : name];
    yield path;
    yield* places(member, path);
  }
}

type Members = { [name: string | number]: unknown };

function change(body: unknown, path: Path, edit: (value: unknown) => unknown): unknown {
  const copy = structuredClone(body);
  const parent = path.slice(0, -1).reduce((at, name) => Reflect.get(at as object, name), copy) as Members;
  const last = path.at(-1)!;
  parent[last] = edit(parent[last]);
  return JSON.parse(JSON.stringify(copy));
}

describe('an answer that is not as documented is found out', () => {
  const optional =
    /^(metadata\.(?!File(\.(Name|Size|Type))?$|location\.(latitude|longitude)$)|warnings$|report$|.*\.why$)/;
  const file = (flags = ''): RequestInit => post(form(fake(flags)));
  const kept = async (): Promise<string> => {
    const { uuid } = await (await door.ask('/api/v1/extract', file('GW'))).json();
    return `/api/v1/extract/${uuid}`;
  };

  it.each<[string, string | (() => Promise<string>), RequestInit]>([
    ['extract', '/api/v1/extract', file('GW')],
    ['a kept result', kept, {}],
    ['remove', '/api/v1/remove?report=1', file()],
    ['health', '/healthz', {}],
    ['readiness', '/readyz', {}],
    ['an error', '/api/v1/extract', { method: 'POST' }],
  ])('%s', async (_, path, init) => {
    const url = typeof path === 'string' ? path : await path();
    const response = await door.ask(url, init);
    const { method = 'GET' } = init;
    const body = await response.json();
    const verdict = (changed: unknown): void =>
      checkResponse(
        method,
        url,
        response.status,
        response.headers,
        new TextEncoder().encode(JSON.stringify(changed)),
      );
    verdict(body);
    let tried = 0;
    for (const { what, body: changed } of changes(body, (name) => optional.test(name))) {
      expect(() => verdict(changed), what).toThrow();
      tried++;
    }
    expect(tried).toBeGreaterThan(3);
    expect(() => verdict({ ...body, more: 1 })).toThrow();
    expect(() => verdict('')).toThrow();
  });

  it('by its headers too', async () => {
    const { downloadUrl } = await (await door.ask('/api/v1/remove', file())).json();
    const response = await door.ask(downloadUrl.slice(door.origin.length));
    const bytes = new Uint8Array(await response.arrayBuffer());
    for (const name of ['ETag', 'Content-Length', 'Content-Disposition', 'X-Request-Id', 'Content-Type']) {
      const headers = new Headers(response.headers);
      headers.delete(name);
      expect(() => checkResponse('GET', '/download-cleaned/x', 200, headers, bytes), name).toThrow();
    }
    const refused = await door.ask('/api/v1/extract', { method: 'POST' });
    const headers = new Headers(refused.headers);
    headers.set('X-Error-Code', 'some-code');
    const body = new Uint8Array(await refused.arrayBuffer());
    expect(() => checkResponse('POST', '/api/v1/extract', 401, headers, body)).toThrow(/X-Error-Code/);
    expect(() => checkResponse('POST', '/api/v1/extract', 418, refused.headers, body)).toThrow(
      /not in the document/,
    );
  });

  it('by values that are not in the form that was asked for', async () => {
    const numeric = await door.ask('/api/v1/extract?format=numeric&fields=exif', file());
    const body = await numeric.json();
    expect(body).toMatchObject({ format: 'numeric', fields: ['exif'], metadata: { exif: { ISO: 100 } } });
    const { format: _, ...text } = body;
    const { fields: __, ...whole } = body;
    for (const changed of [text, whole]) {
      const bytes = new TextEncoder().encode(JSON.stringify(changed));
      expect(() => checkResponse('POST', '/api/v1/extract', 200, numeric.headers, bytes)).toThrow();
    }
  });
});
