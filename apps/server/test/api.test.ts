import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Door, form, key, type OpenDoor, openApp, openSocket, otherKey, post } from './doors.js';
import { fake } from './fake-engine.js';

const extract = '/api/v1/extract';
const remove = '/api/v1/remove';
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const unknownUuid = '123e4567-e89b-12d3-a456-426614174000';

async function expectError(response: Response, status: number, code: string, error?: string): Promise<void> {
  expect(response.headers.get('x-error-code')).toBe(code);
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  expect(response.headers.get('x-request-id')).toMatch(uuid);
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  expect(await response.json()).toEqual({ success: false, error: error ?? expect.any(String) });
}

const badKey = 'Invalid API key';
const badParameters = 'Invalid request parameters';
const noExtraction = 'No extraction found with the given UUID.';

const doors: [string, OpenDoor][] = [
  ['through the app', (env) => openApp(env)],
  ['over a socket', openSocket],
];

describe.each(doors)('the API %s', (_, open) => {
  let door: Door;
  let files: Server;
  let filesUrl: string;

  beforeAll(async () => {
    files = createServer((request, response) => {
      const big = request.url === '/big';
      response.end(big ? Buffer.alloc(300_000) : Buffer.from(fake()));
    });
    await new Promise<void>((done) => files.listen(0, '127.0.0.1', done));
    const { port } = files.address() as AddressInfo;
    filesUrl = `http://127.0.0.1:${port}`;
    door = await open({ EXIFKIT_FETCH_ALLOW: `127.0.0.1:${port}`, EXIFKIT_MAX_BYTES: '200000' });
  });
  afterAll(async () => {
    await door.close();
    files.close();
  });

  const json = (path: string, body: unknown): Promise<Response> =>
    door.ask(path, post(JSON.stringify(body), { 'Content-Type': 'application/json' }));

  describe('keys', () => {
    it.each([extract, remove])('refuses %s without a known key', async (path) => {
      const body = (): FormData => form(fake());
      await expectError(
        await door.ask(path, { method: 'POST', body: body() }),
        401,
        'missing-api-key',
        badKey,
      );
      const wrong = { method: 'POST', body: body(), headers: { 'X-API-Key': 'wrong' } };
      await expectError(await door.ask(path, wrong), 401, 'invalid-api-key', badKey);
      const wrongQuery = await door.ask(`${path}?key=wrong`, { method: 'POST', body: body() });
      await expectError(wrongQuery, 401, 'invalid-api-key', badKey);
    });

    it('takes the key from the query, and the header before it', async () => {
      const byQuery = await door.ask(`${extract}?key=${key}`, { method: 'POST', body: form(fake()) });
      const inCapitals = await door.ask(`${extract}?KEY=${key}`, { method: 'POST', body: form(fake()) });
      expect(inCapitals.status).toBe(200);
      expect(byQuery.status).toBe(200);
      const both = await door.ask(`${extract}?key=wrong`, post(form(fake())));
      expect(both.status).toBe(200);
      const wrongHeader = post(form(fake()), { 'X-API-Key': 'wrong' });
      await expectError(await door.ask(`${extract}?key=${key}`, wrongHeader), 401, 'invalid-api-key', badKey);
    });

    it('checks the key before the body', async () => {
      const init = { method: 'POST', body: '{', headers: { 'Content-Type': 'application/json' } };
      await expectError(await door.ask(extract, init), 401, 'missing-api-key', badKey);
    });
  });

  describe('extract', () => {
    it('gives the document’s body', async () => {
      const response = await door.ask(extract, post(form(fake())));
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toMatch(/^application\/json/);
      expect(await response.json()).toEqual({
        success: true,
        status: 'completed',
        fileName: 'image.jpg',
        uuid: expect.stringMatching(uuid),
        metadata: {
          exif: { Make: 'Canon', ExposureTime: '1/1000', ISO: '100' },
          iptc: {
            'By-line': 'Someone',
            CopyrightNotice: '(c) Someone',
            Creator: 'Someone',
            Copyright: '(c) Someone',
          },
          xmp: { dc: { Creator: ['Someone', 'Other'] } },
          File: { Name: 'image.jpg', Size: 21, Type: 'image/jpeg', FileType: 'FAKE' },
        },
      });
    });

    it('gives the location and the warnings where there are any', async () => {
      const located = await (await door.ask(extract, post(form(fake('G'))))).json();
      expect(located.metadata.location).toEqual({ latitude: -6.2, longitude: 106.8, altitude: 8 });
      expect(located).not.toHaveProperty('warnings');
      const warned = await (await door.ask(extract, post(form(fake('W'))))).json();
      expect(warned.warnings).toEqual([{ code: 'malformed', message: 'odd', offset: 7, path: 'fake/x' }]);
      expect(warned.metadata).not.toHaveProperty('location');
    });

    it('gives File alone for a type the engine does not read, found from the bytes', async () => {
      const pdf = new TextEncoder().encode('%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n');
      const known = await (await door.ask(extract, post(form(pdf, 'a.jpg')))).json();
      expect(known.metadata).toEqual({ File: { Name: 'a.jpg', Size: pdf.length, Type: 'application/pdf' } });
      const none = await (await door.ask(extract, post(form(new Uint8Array(5), 'a.jpg')))).json();
      expect(none.metadata.File.Type).toBe('application/octet-stream');
      await expectError(
        await door.ask(extract, post(form(new Uint8Array(0), 'a.jpg'))),
        400,
        'empty-file',
        badParameters,
      );
    });

    it('gives File and a warning where nothing can be read of a file', async () => {
      const broken = await (await door.ask(extract, post(form(fake('T'))))).json();
      expect(Object.keys(broken.metadata)).toEqual(['File']);
      expect(broken.warnings).toEqual([
        { code: 'truncated', message: 'fake truncated', offset: 3, path: 'fake' },
      ]);
    });

    it.each([
      ['photo with spaces.jpg', 'photo with spaces.jpg'],
      ['Gambar–日本語 🌋.jpg', 'Gambar–日本語 🌋.jpg'],
      ['say "cheese"; a=b.jpg', 'say "cheese"; a=b.jpg'],
      ['100%.jpg', '100%.jpg'],
      ['../../etc/passwd', 'passwd'],
      ['line\nbreak.jpg', 'linebreak.jpg'],
      ['gpj.exe\u202egpj.jpg', 'gpj.exegpj.jpg'],
    ])('keeps the file name %j as %j', async (sent, kept) => {
      const body = await (await door.ask(extract, post(form(fake(), sent)))).json();
      expect(body.fileName).toBe(kept);
      expect(body.metadata.File.Name).toBe(kept);
    });

    it('reads filename* as RFC 8187 has it', async () => {
      const disposition = `form-data; name="file"; filename*=utf-8''%E6%97%A5%20%22a%22.jpg`;
      const body = `--b\r\nContent-Disposition: ${disposition}\r\n\r\nFAKE\r\n--b--\r\n`;
      const sent = post(body, { 'Content-Type': 'multipart/form-data; boundary=b' });
      expect((await (await door.ask(extract, sent)).json()).fileName).toBe('日 "a".jpg');
    });
  });

  describe('url', () => {
    it('comes in JSON, in a form, in multipart and in the query', async () => {
      const url = `${filesUrl}/folder/my%20photo.jpg?x=1`;
      const multipart = new FormData();
      multipart.set('url', url);
      const query = `${extract}?url=${encodeURIComponent(url)}`;
      const answers = [
        await json(extract, { url }),
        await door.ask(extract, post(new URLSearchParams({ url }))),
        await door.ask(extract, post(multipart)),
        await door.ask(query, post(null)),
        await door.ask(query, post('', { 'Content-Type': 'application/json' })),
      ];
      for (const answer of answers) {
        expect(answer.status).toBe(200);
        expect((await answer.json()).metadata.File).toMatchObject({ Name: 'my photo.jpg', Size: 21 });
      }
    });

    it('gives way to a file, and in the query to the body', async () => {
      const both = form(fake('', 20), 'sent.jpg', { url: `${filesUrl}/a.jpg` });
      expect((await (await door.ask(extract, post(both))).json()).fileName).toBe('sent.jpg');
      const query = `${extract}?url=${encodeURIComponent(`${filesUrl}/query.jpg`)}`;
      const body = JSON.stringify({ url: `${filesUrl}/body.jpg` });
      const answer = await door.ask(query, post(body, { 'Content-Type': 'application/json' }));
      expect((await answer.json()).fileName).toBe('body.jpg');
    });

    it.each([
      ['ftp://example.com/a.jpg', 'invalid-url'],
      ['file:///etc/passwd', 'invalid-url'],
      ['photo.jpg', 'invalid-url'],
      ['http://', 'invalid-url'],
      ['http://user:pass@example.com/a.jpg', 'url-not-allowed'],
      ['http://127.0.0.1:1/a.jpg', 'url-not-allowed'],
      ['http://no-such-name.invalid/a.jpg', 'fetch-failed'],
    ])('refuses %s', async (url, code) => {
      await expectError(await json(extract, { url }), 400, code, badParameters);
      await expectError(await json(remove, { url }), 400, code, badParameters);
    });

    it('refuses a file over the limit', async () => {
      await expectError(await json(extract, { url: `${filesUrl}/big` }), 413, 'fetched-file-too-large');
    });
  });

  describe('bad parameters', () => {
    const type = (value: string): Record<string, string> => ({ 'Content-Type': value });
    const part = '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nFAKE';

    it.each([
      ['nothing', post(null), 'missing-input'],
      ['an empty JSON object', post('{}', type('application/json')), 'missing-input'],
      ['an empty url', post('{"url":""}', type('application/json')), 'missing-input'],
      ['JSON cut short', post('{"url":', type('application/json')), 'malformed-body'],
      ['a JSON list', post('[]', type('application/json')), 'malformed-body'],
      ['a url that is no text', post('{"url":1}', type('application/json')), 'malformed-body'],
      [
        'JSON that is not UTF-8',
        post(new Uint8Array([0x22, 0xff, 0x22]), type('application/json')),
        'malformed-body',
      ],
      ['a raw body', post(fake(), type('image/jpeg')), 'missing-input'],
      ['multipart without boundary', post(`${part}\r\n--b--`, type('multipart/form-data')), 'malformed-body'],
      [
        'multipart with another boundary',
        post(`${part}\r\n--b--`, type('multipart/form-data; boundary=c')),
        'malformed-body',
      ],
      ['multipart cut short', post(part, type('multipart/form-data; boundary=b')), 'malformed-body'],
      [
        'an endless boundary',
        post(part, type(`multipart/form-data; boundary=${'b'.repeat(300)}`)),
        'malformed-body',
      ],
      ['another field', post(new URLSearchParams({ photo: 'x' })), 'missing-input'],
    ])('refuses %s', async (_name, init, code) => {
      await expectError(await door.ask(extract, init), 400, code, badParameters);
      await expectError(await door.ask(remove, init), 400, code, badParameters);
    });

    it('takes an empty file field for none', async () => {
      const empty = '--b\r\nContent-Disposition: form-data; name="file"; filename=""\r\n\r\n\r\n--b--\r\n';
      const init = post(empty, type('multipart/form-data; boundary=b'));
      await expectError(await door.ask(extract, init), 400, 'missing-input', badParameters);
    });

    it('refuses a body over the limit', async () => {
      await expectError(await door.ask(extract, post(form(fake('', 200_001)))), 413, 'body-too-large');
      await expectError(await door.ask(extract, post(form(fake('', 400_000)))), 413, 'body-too-large');
      expect((await door.ask(extract, post(form(fake('', 200_000))))).status).toBe(200);
    });
  });

  describe('a kept result', () => {
    it('is the same body again, with filename beside fileName', async () => {
      const first = await (await door.ask(extract, post(form(fake('GW'))))).json();
      const again = await door.ask(`${extract}/${first.uuid}`);
      expect(again.status).toBe(200);
      expect(await again.json()).toEqual({ ...first, filename: 'image.jpg' });
      const capitals = await door.ask(`${extract}/${first.uuid.toUpperCase()}`);
      expect(capitals.status).toBe(200);
      const head = await door.ask(`${extract}/${first.uuid}`, { method: 'HEAD' });
      expect([head.status, await head.text()]).toEqual([200, '']);
    });

    it('is for its own key, or for who holds the uuid', async () => {
      const { uuid: id } = await (await door.ask(extract, post(form(fake())))).json();
      const by = (name: string): Promise<Response> =>
        door.ask(`${extract}/${id}`, { headers: { 'X-API-Key': name } });
      expect((await by(key)).status).toBe(200);
      expect((await door.ask(`${extract}/${id}?key=${key}`)).status).toBe(200);
      await expectError(await by(otherKey), 404, 'extraction-not-found', noExtraction);
      await expectError(await by('wrong'), 401, 'invalid-api-key', badKey);
    });

    it.each([unknownUuid, 'not-a-uuid', '..%2f..%2fkeys', `${unknownUuid}0`])(
      'is not found at %s',
      async (id) => {
        await expectError(await door.ask(`${extract}/${id}`), 404, 'extraction-not-found', noExtraction);
      },
    );
  });

  describe('remove', () => {
    const cleaned = async (
      init: RequestInit,
      path = remove,
    ): Promise<{ uuid: string; downloadUrl: string }> => (await door.ask(path, init)).json();
    const download = (body: { uuid: string }, init?: RequestInit): Promise<Response> =>
      door.ask(`/download-cleaned/${body.uuid}`, init);

    it('gives the document’s body and the cleaned file', async () => {
      const body = await cleaned(post(form(fake('', 5000), 'my "holiday" 日本.jpeg')));
      expect(body).toEqual({
        success: true,
        status: 'completed',
        uuid: expect.stringMatching(uuid),
        downloadUrl: `${door.origin}/download-cleaned/${body.uuid}`,
      });
      const file = await download(body);
      expect(file.status).toBe(200);
      expect(Object.fromEntries(file.headers)).toMatchObject({
        'content-type': 'image/jpeg',
        'content-length': '5000',
        'content-disposition': `attachment; filename="my _holiday_ __.jpeg"; filename*=UTF-8''my%20%22holiday%22%20%E6%97%A5%E6%9C%AC.jpeg`,
        'x-content-type-options': 'nosniff',
        'accept-ranges': 'bytes',
        'access-control-allow-origin': '*',
        'cache-control': 'no-store',
      });
      expect(await file.text()).toBe(`FAKE[icc+orientation]${'.'.repeat(5000 - 21)}`);
      const head = await download(body, { method: 'HEAD' });
      expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '5000', '']);
    });

    it.each([
      ['none', '[]'],
      ['icc', '[icc]'],
      ['orientation', '[orientation]'],
      ['ICC, orientation', '[icc+orientation]'],
    ])('keeps %s', async (keep, mark) => {
      const url = `${filesUrl}/a.jpg`;
      const type = { 'Content-Type': 'application/json' };
      const answers = [
        await cleaned(post(form(fake()), {}), `${remove}?keep=${encodeURIComponent(keep)}`),
        await cleaned(post(form(fake(), 'a.jpg', { keep })), `${remove}?keep=bad`),
        await cleaned(post(new URLSearchParams({ url, keep }))),
        await cleaned(post(JSON.stringify({ url, keep }), type)),
      ];
      for (const answer of answers) expect(await (await download(answer)).text()).toContain(mark);
    });

    it.each(['all', 'none,icc', 'icc,,orientation', 'gps'])('refuses keep=%s', async (keep) => {
      const init = post(form(fake(), 'a.jpg', { keep }));
      await expectError(await door.ask(remove, init), 400, 'invalid-parameter', badParameters);
    });

    it.each([
      ['M', 422, 'malformed'],
      ['T', 422, 'truncated'],
      ['U', 422, 'unsafe-write'],
      ['L', 422, 'limit-exceeded'],
      ['N', 422, 'not-writable'],
    ])('refuses what cannot be cleaned (%s)', async (flag, status, code) => {
      await expectError(await door.ask(remove, post(form(fake(flag)))), status, code);
    });

    it('refuses a type that is not supported', async () => {
      await expectError(await door.ask(remove, post(form(new Uint8Array(9)))), 415, 'unsupported-type');
    });

    it('hands nothing out under a name a browser runs', async () => {
      const file = await download(await cleaned(post(form(fake(), 'page.html'))));
      expect(file.headers.get('content-disposition')).toContain('filename="page.html.jpg"');
      expect(file.headers.get('content-security-policy')).toContain('sandbox');
    });

    it.each([
      ['bytes=0-3', 206, 'bytes 0-3/21', 'FAKE'],
      ['bytes=4-', 206, 'bytes 4-20/21', '[icc+orientation]'],
      ['bytes=-4', 206, 'bytes 17-20/21', 'ion]'],
      ['bytes=-99', 206, 'bytes 0-20/21', 'FAKE[icc+orientation]'],
      ['bytes=0-99', 206, 'bytes 0-20/21', 'FAKE[icc+orientation]'],
      ['items=0-1', 200, null, 'FAKE[icc+orientation]'],
      ['bytes=0-1,4-5', 200, null, 'FAKE[icc+orientation]'],
    ])('answers the range %s', async (range, status, contentRange, text) => {
      const body = await cleaned(post(form(fake())));
      const part = await download(body, { headers: { Range: range } });
      expect([part.status, part.headers.get('content-range')]).toEqual([status, contentRange]);
      expect(await part.text()).toBe(text);
      expect(part.headers.get('content-length')).toBe(String(text.length));
    });

    it.each(['bytes=21-', 'bytes=99-100', 'bytes=5-4', 'bytes=-0', 'bytes=-', 'bytes=a-b', 'bytes='])(
      'refuses the range %s',
      async (range) => {
        const body = await cleaned(post(form(fake())));
        const response = await download(body, { headers: { Range: range } });
        expect(response.headers.get('content-range')).toBe('bytes */21');
        await expectError(response, 416, 'invalid-range');
      },
    );

    it('ignores a range of another version', async () => {
      const body = await cleaned(post(form(fake())));
      const etag = (await download(body)).headers.get('etag')!;
      const ask = async (ifRange: string): Promise<number> =>
        (await download(body, { headers: { Range: 'bytes=0-3', 'If-Range': ifRange } })).status;
      expect([await ask(etag), await ask('"other"')]).toEqual([206, 200]);
    });

    it.each([unknownUuid, 'x', '%2e%2e%2fresults'])('finds no file at %s', async (id) => {
      await expectError(await door.ask(`/download-cleaned/${id}`), 404, 'file-not-found');
    });

    it('keeps results and files apart', async () => {
      const result = await (await door.ask(extract, post(form(fake())))).json();
      await expectError(await download(result), 404, 'file-not-found');
      const file = await cleaned(post(form(fake())));
      await expectError(await door.ask(`${extract}/${file.uuid}`), 404, 'extraction-not-found', noExtraction);
    });
  });

  describe('everything', () => {
    it.each([
      ['GET', extract, 'POST'],
      ['PUT', extract, 'POST'],
      ['GET', remove, 'POST'],
      ['DELETE', remove, 'POST'],
      ['POST', `${extract}/${unknownUuid}`, 'GET, HEAD, DELETE'],
      ['PUT', `/download-cleaned/${unknownUuid}`, 'GET, HEAD, DELETE'],
    ])('refuses %s %s', async (method, path, allow) => {
      const response = await door.ask(path, { method });
      expect(response.headers.get('allow')).toBe(allow);
      await expectError(response, 405, 'method-not-allowed');
    });

    it.each(['/none', '/api', '/api/v1', '/api/v2/extract', '/download-cleaned'])(
      'finds nothing at %s',
      async (path) => {
        await expectError(await door.ask(path), 404, 'route-not-found');
      },
    );

    it('answers preflights for any origin', async () => {
      const headers = {
        Origin: 'https://page.example',
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'x-api-key,content-type',
      };
      const response = await door.ask(extract, { method: 'OPTIONS', headers });
      expect(response.status).toBe(204);
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      expect(response.headers.get('access-control-allow-headers')).toBe('X-API-Key,Content-Type');
      expect(response.headers.get('access-control-allow-methods')).toContain('POST');
      expect(response.headers.get('access-control-allow-credentials')).toBeNull();
      const answer = await door.ask('/none', { headers: { Origin: 'https://page.example' } });
      for (const name of ['X-Error-Code', 'X-Request-Id', 'Retry-After', 'Content-Disposition']) {
        expect(answer.headers.get('access-control-expose-headers')).toContain(name);
      }
    });

    it('tells nothing of the cause of a 500, and logs no content, key, query or uuid', async () => {
      const error = 'An error occurred while processing your request';
      const failed = await door.ask(`${extract}?key=${key}`, { method: 'POST', body: form(fake('!')) });
      const id = failed.headers.get('x-request-id')!;
      await expectError(failed, 500, 'internal-error', error);
      const { uuid: result } = await (await door.ask(extract, post(form(fake(), 'name.jpg')))).json();
      await door.ask(`${extract}/${result}`);
      await door.ask(`/${key}`);
      const log = door.log.join('\n');
      const lines = door.log.map((line) => JSON.parse(line));
      expect(lines.find((line) => line.id === id)).toMatchObject({
        level: 'error',
        event: 'request',
        method: 'POST',
        route: '/api/v1/extract',
        status: 500,
        code: 'internal-error',
        cause: expect.stringMatching(/^Error < at /),
      });
      expect(lines).toContainEqual(
        expect.objectContaining({ method: 'GET', route: '/api/v1/extract/:uuid', status: 200 }),
      );
      for (const secret of [key, otherKey, 'secret', result, 'name.jpg', 'Canon', '?'])
        expect(log).not.toContain(secret);
    });
  });
});

describe.each(doors)('settings %s', (_, open) => {
  it('limits the requests of each key', async () => {
    const door = await open({ EXIFKIT_RATE_LIMIT: '2' });
    const ask = (name: string): Promise<Response> =>
      door.ask(extract, post(form(fake()), { 'X-API-Key': name }));
    expect([(await ask(key)).status, (await ask(key)).status]).toEqual([200, 200]);
    const third = await ask(key);
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0);
    await expectError(third, 429, 'rate-limited');
    expect((await ask(otherKey)).status).toBe(200);
    await door.close();
  });

  it('starts download links with the public URL', async () => {
    const door = await open({ EXIFKIT_PUBLIC_URL: 'https://photos.example/tools/' });
    const body = await (await door.ask(remove, post(form(fake())))).json();
    expect(body.downloadUrl).toBe(`https://photos.example/tools/download-cleaned/${body.uuid}`);
    await door.close();
  });
});

describe('time', () => {
  it('ends results and files', async () => {
    let time = 1e12;
    const door = await openApp({ EXIFKIT_RETENTION: '1h' }, () => time);
    const result = await (await door.ask(extract, post(form(fake())))).json();
    const file = await (await door.ask(remove, post(form(fake())))).json();
    time += 3_599_999;
    expect((await door.ask(`${extract}/${result.uuid}`)).status).toBe(200);
    expect((await door.ask(`/download-cleaned/${file.uuid}`)).status).toBe(200);
    time += 1;
    await expectError(await door.ask(`${extract}/${result.uuid}`), 404, 'extraction-not-found', noExtraction);
    await expectError(await door.ask(`/download-cleaned/${file.uuid}`), 404, 'file-not-found');
  });

  it('opens a new window of the rate limit each minute', async () => {
    let time = 0;
    const door = await openApp({ EXIFKIT_RATE_LIMIT: '1' }, () => time);
    const ask = async (): Promise<Response> => door.ask(extract, post(form(fake())));
    expect((await ask()).status).toBe(200);
    time = 45_000;
    const refused = await ask();
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '15']);
    time = 60_000;
    expect((await ask()).status).toBe(200);
  });
});
