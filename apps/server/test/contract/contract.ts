// The contract of the service, line by line, over a socket: the same for every runtime.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkExchange } from '../openapi.js';
import {
  type Client,
  createClient,
  fixture,
  form,
  key,
  otherKey,
  paths,
  quietKey,
  type See,
} from './client.js';
import { testEdit } from './edit.js';
import { maxBytes, testErrors, testRateLimit } from './errors.js';
import { testExtract, testKeys } from './extract.js';
import { type Host, openHost, testFetching } from './fetching.js';
import { testHttp } from './http.js';
import { testLifetime } from './lifetime.js';
import { testNames } from './names.js';
import { testRemove } from './remove.js';
import type { Running, Runtime } from './runtimes.js';
import { metricsToken, testUpkeep } from './upkeep.js';

/** Tests a runtime. Each answer is compared with the OpenAPI document. */
export function testContract(runtime: Runtime, see: See = checkExchange): void {
  describe(`on ${runtime.name}`, () => {
    let host: Host;
    let good: Host;
    let main: Running;
    let limited: Running;
    const settings = { EXIFKIT_API_KEYS: `${key},${otherKey},${quietKey}` };
    const open = (): Client => createClient(main.url, see);

    beforeAll(async () => {
      [host, good] = [await openHost(), await openHost()];
      const allow = {
        EXIFKIT_FETCH_ALLOW: `127.0.0.1:${host.port},127.0.0.1:${good.port}`,
        EXIFKIT_MAX_BYTES: String(maxBytes),
      };
      main = await runtime.start({ ...settings, ...allow, EXIFKIT_METRICS_TOKEN: metricsToken });
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
    testEdit(open);
    testErrors(open);
    testFetching(() => ({ client: open(), host, good }));
    testUpkeep(open);
    if (runtime.ownsHttp) {
      testHttp(open);
      testNames(runtime);
    }
    testRateLimit(() => createClient(limited.url, see));
    testEnd(() => limited, see);

    testLifetime(runtime);

    it('the log holds no key, query, uuid, name, content or metadata', async () => {
      const client = open();
      const photo = fixture('jpeg-all-blocks.jpg');
      const { uuid } = await (await client.send(`${paths.extract}?key=${key}`, photo, 'holiday.jpg')).json();
      await client.ask(`${paths.extract}/${uuid}?key=${key}`);
      await client.ask(`/${key}`);
      const log = main.child.output();
      expect(log).toContain('/api/v1/extract');
      for (const secret of [key, otherKey, uuid, 'holiday', 'Canon', '?key'])
        expect(log).not.toContain(secret);
    });
  });
}

/** With a server that keeps results and files for two seconds. */
function testEnd(open: () => Running, see?: See): void {
  it('results and files end, and are swept', async () => {
    const { url, platform } = open();
    const client = createClient(url, see);
    const by = { 'X-API-Key': quietKey };
    const ends: string[] = [];
    const photo = fixture('jpeg-minimal.jpg');
    for (const [path, kept] of [
      [paths.extract, paths.extract],
      [paths.remove, paths.download],
    ] as const) {
      const { uuid } = await (await client.post(path, form(photo), by)).json();
      ends.push(`${kept}/${uuid}`);
    }
    for (const path of ends) expect((await client.ask(path)).status).toBe(200);
    for (const path of ends)
      await expect
        .poll(async () => (await client.ask(path)).status, { timeout: 10_000, interval: 200 })
        .toBe(404);
    if (!platform) return;
    expect(platform.objects.size).toBeGreaterThan(0);
    await platform.sweep();
    expect([...platform.objects.keys()]).toEqual([]);
  });
}
