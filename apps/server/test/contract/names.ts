// Names that a stranger's url holds, asked of a name server that does what a stranger's may do.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, expectError, fixture, key, paths, texts } from './client.js';
import { type Host, openHost } from './fetching.js';
import type { Running, Runtime } from './runtimes.js';

/** Addresses by name; to other names there is no answer. */
const zone: Readonly<Record<string, readonly string[]>> = {
  'private.example': ['10.1.2.3'],
  'here.example': ['127.0.0.1'],
  'half-private.example': ['93.184.215.14', '192.168.0.7'],
  'metadata.example': ['169.254.169.254'],
};

/** A name server that answers questions for IPv4 addresses from the zone, and those for IPv6 with none. */
async function openNameServer(): Promise<{ address: string; close(): void }> {
  const socket = createSocket('udp4');
  socket.on('message', (question, { port }) => {
    const { name, end } = nameIn(question);
    const answers = zone[name];
    if (!answers) return;
    const isIPv4 = question.readUInt16BE(end) === 1;
    socket.send(answerTo(question.subarray(0, end + 4), isIPv4 ? answers : []), port, '127.0.0.1');
  });
  await once(socket.bind(0, '127.0.0.1'), 'listening');
  return { address: `127.0.0.1:${socket.address().port}`, close: () => socket.close() };
}

function nameIn(message: Buffer): { name: string; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = message[at]!; length > 0; length = message[at]!) {
    labels.push(message.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), end: at + 1 };
}

function answerTo(question: Buffer, addresses: readonly string[]): Buffer {
  const head = Buffer.from(question);
  head.writeUInt16BE(0x8180, 2);
  head.writeUInt16BE(addresses.length, 6);
  head.fill(0, 8, 12);
  const records = addresses.map((address) =>
    Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, ...address.split('.').map(Number)]),
  );
  return Buffer.concat([head, ...records]);
}

export function testNames(runtime: Runtime): void {
  describe('a name', () => {
    let names: { address: string; close(): void };
    let host: Host;
    let server: Running;
    beforeAll(async () => {
      [names, host] = [await openNameServer(), await openHost()];
      const entry = fileURLToPath(new URL('with-name-server.mjs', import.meta.url));
      server = await runtime.start({ EXIFKIT_API_KEYS: key, NAME_SERVER: names.address }, entry);
    });
    afterAll(async () => {
      await server?.stop();
      names?.close();
      host?.close();
    });
    const ask = (name: string): Promise<Response> =>
      createClient(server.url).json(paths.extract, { url: `http://${name}:${host.port}/a.jpg` });

    it.each(['private.example', 'here.example', 'half-private.example', 'metadata.example'])(
      'that leads to no public address is refused: %s',
      async (name) => {
        await expectError(await ask(name), 400, 'url-not-allowed', texts.parameters);
        expect(host.count).toBe(0);
      },
    );

    it('that is not answered is a 400, and holds up nobody', async () => {
      const silent = Array.from({ length: 8 }, () => ask('silent.example'));
      const other = await createClient(server.url).send(paths.extract, fixture('jpeg-minimal.jpg'));
      expect(other.status).toBe(200);
      for (const answer of await Promise.all(silent)) {
        expect(['fetch-failed', 'fetch-timeout']).toContain(answer.headers.get('x-error-code'));
        expect(answer.status).toBe(400);
      }
    });
  });
}
