import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { createClient, fixture, form, paths } from './client.js';
import { testContract } from './contract.js';
import { workerd } from './runtimes.js';

testContract(workerd);

it('a key that was put into KV is known, and not once it has gone', async () => {
  const server = await workerd.start({});
  const client = createClient(server.url);
  const ask = async (): Promise<number> =>
    (await client.post(paths.extract, form(fixture('jpeg-minimal.jpg')), { 'X-API-Key': 'exk_kept' })).status;
  expect(await ask()).toBe(401);
  const name = `keys/${createHash('sha256').update('exk_kept').digest('hex')}`;
  const metadata = '{"meta":{"name":"NAME"}}';
  server.platform?.keys.set(name, { bytes: Buffer.from('key'), metadata, expiration: undefined });
  expect(await ask()).toBe(200);
  server.platform?.keys.delete(name);
  expect(await ask()).toBe(401);
  await server.stop();
});
