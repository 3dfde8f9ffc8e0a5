// Errors, limits, and what every response carries.
import { describe, expect, it } from 'vitest';
import { type Client, expectError, fixture, form, key, paths, texts, unknownUuid } from './client.js';

const { extract, remove, download } = paths;
const photo = fixture('jpeg-minimal.jpg');

/** The server's limit of a file, in bytes. */
export const maxBytes = 2_000_000;

export function testErrors(open: () => Client): void {
  describe('what is not there', () => {
    it.each(['/api', '/api/v1', '/api/v2/extract', '/download-cleaned'])('%s', async (path) => {
      await expectError(await open().ask(path), 404, 'route-not-found');
    });

    it.each([
      ['GET', extract, 'POST'],
      ['PUT', extract, 'POST'],
      ['DELETE', remove, 'POST'],
      ['POST', `${extract}/${unknownUuid}`, 'GET'],
      ['PUT', `${download}/${unknownUuid}`, 'GET'],
    ])('%s %s', async (method, path, allow) => {
      const answer = await open().ask(path, { method });
      expect(answer.headers.get('allow')).toContain(allow);
      await expectError(answer, 405, 'method-not-allowed');
    });
  });

  describe('too much', () => {
    it('of a file is refused, sent or cut off while it comes', async () => {
      const client = open();
      const large = new Uint8Array(maxBytes + 1);
      large.set(photo);
      await expectError(await client.send(extract, large), 413, 'body-too-large');
      await expectError(await client.send(remove, large), 413, 'body-too-large');
      expect((await client.send(extract, large.slice(0, maxBytes))).status).toBe(200);
    });

    it('of a URL is refused', async () => {
      await expectError(await open().ask(`${extract}?a=${'a'.repeat(9000)}`), 414, 'url-too-long');
    });

    it('of other fields is refused', async () => {
      const answer = await open().send(remove, photo, 'a.jpg', { keep: 'a'.repeat(100_000) });
      expect([400, 413]).toContain(answer.status);
    });
  });

  it('a coding of the body that is not identity is refused', async () => {
    const headers = { 'X-API-Key': key, 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' };
    const answer = await open().post(extract, '{}', headers);
    await expectError(answer, 415, 'unsupported-content-encoding');
  });

  it('preflights are answered for any origin', async () => {
    const headers = {
      Origin: 'https://page.example',
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'x-api-key,content-type',
    };
    const answer = await open().ask(extract, { method: 'OPTIONS', headers });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('access-control-allow-headers')?.toLowerCase()).toMatch(
      /^x-api-key,content-type/,
    );
    expect(answer.headers.get('access-control-allow-methods')).toContain('POST');
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    const exposed = (await open().ask('/none')).headers.get('access-control-expose-headers');
    for (const name of ['X-Error-Code', 'X-Request-Id', 'Retry-After', 'Content-Disposition'])
      expect(exposed).toContain(name);
  });

  it('many requests at once are all answered', async () => {
    const client = open();
    const answers = await Promise.all(Array.from({ length: 40 }, () => client.send(remove, photo)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const files = answers.map(
      async (answer) => (await client.ask(`${download}/${(await answer.json()).uuid}`)).status,
    );
    expect(new Set(await Promise.all(files))).toEqual(new Set([200]));
  });
}

/** With a server that lets each key make two requests a minute. */
export function testRateLimit(open: () => Client): void {
  it('a key that asks too often is refused, with the time to wait', async () => {
    const client = open();
    const ask = (by: string): Promise<Response> => client.post(extract, form(photo), { 'X-API-Key': by });
    expect([(await ask(key)).status, (await ask(key)).status]).toEqual([200, 200]);
    const third = await ask(key);
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0);
    await expectError(third, 429, 'rate-limited');
    expect((await ask('second-key')).status).toBe(200);
    await expectError(await ask('wrong'), 401, 'invalid-api-key', texts.key);
  });
}
