// The contract of the service, line by line, over a socket: the same for every runtime.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Client,
  createClient,
  expectError,
  fixture,
  key,
  otherKey,
  paths,
  type See,
  texts,
} from './client.js';
import { maxBytes, testErrors, testRateLimit } from './errors.js';
import { testExtract, testKeys } from './extract.js';
import { type Host, openHost, testFetching } from './fetching.js';
import { testHttp } from './http.js';
import { testRemove } from './remove.js';
import type { Running, Runtime } from './runtimes.js';

/** Tests a runtime; `see` is shown each answer. */
export function testContract(runtime: Runtime, see?: See): void {
  describe(`on ${runtime.name}`, () => {
    let host: Host;
    let good: Host;
    let main: Running;
    let limited: Running;
    const settings = { EXIFKIT_API_KEYS: `${key},${otherKey}` };
    const open = (): Client => createClient(main.url, see);

    beforeAll(async () => {
      [host, good] = [await openHost(), await openHost()];
      const allow = {
        EXIFKIT_FETCH_ALLOW: `127.0.0.1:${host.port},127.0.0.1:${good.port}`,
        EXIFKIT_MAX_BYTES: String(maxBytes),
      };
      main = await runtime.start({ ...settings, ...allow });
      limited = await runtime.start({ ...settings, EXIFKIT_RATE_LIMIT: '2', EXIFKIT_RETENTION: '2s' });
    });
    afterAll(async () => {
      host?.close();
      good?.close();
      await main?.stop();
      await limited?.stop();
    });

    testKeys(open);
    testExtract(open);
    testRemove(open);
    testErrors(open);
    testFetching(() => ({ client: open(), host, good }));
    if (runtime.ownsHttp) testHttp(open);
    testRateLimit(() => createClient(limited.url, see));
    testEnd(() => createClient(limited.url, see));

    it('the log holds no key, query, uuid, name, content or metadata', async () => {
      const client = open();
      const photo = fixture('jpeg-all-blocks.jpg');
      const { uuid } = await (await client.send(`${paths.extract}?key=${key}`, photo, 'holiday.jpg')).json();
      await client.ask(`${paths.extract}/${uuid}?key=${key}`);
      await client.ask(`/${key}`);
      const log = main.child.output();
      if (runtime.name !== 'workerd') expect(log).toContain('/api/v1/extract');
      for (const secret of [key, otherKey, uuid, 'holiday', 'Canon', '?key'])
        expect(log).not.toContain(secret);
    });
  });
}

/** With a server that keeps results and files for two seconds. */
function testEnd(open: () => Client): void {
  it('results and files end', async () => {
    const client = open();
    const photo = fixture('jpeg-minimal.jpg');
    const by = { 'X-API-Key': otherKey };
    const body = (): FormData => {
      const form = new FormData();
      form.set('file', new Blob([photo]), 'a.jpg');
      return form;
    };
    const { uuid } = await (await client.post(paths.remove, body(), by)).json();
    const file = `${paths.download}/${uuid}`;
    expect((await client.ask(file)).status).toBe(200);
    await expect
      .poll(async () => (await client.ask(file)).status, { timeout: 10_000, interval: 200 })
      .toBe(404);
    await expectError(await client.ask(file), 404, 'file-not-found');
    void texts;
  });
}
