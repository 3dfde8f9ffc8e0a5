// An isolate of Workers has 128 MB.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createClient, expectError, fixture, key, paths } from './client.js';
import { type Running, workerd } from './runtimes.js';

const MiB = 2 ** 20;

function photoOf(size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  bytes.set(fixture('jpeg-all-blocks.jpg'));
  return bytes;
}

/** Bytes of memory of a process, now or at most. */
function memory({ child }: Running, field: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${child.process.pid}/status`, 'utf8');
  return Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1]) * 1024;
}

it('a worker takes files up to 16 MiB, and of many at once as many as its memory allows', async () => {
  const server = await workerd.start({ EXIFKIT_API_KEYS: key });
  const client = createClient(server.url);
  await client.send(paths.extract, photoOf(20_000));
  const idle = memory(server, 'VmRSS');
  await expectError(await client.send(paths.extract, photoOf(16 * MiB + 1)), 413, 'body-too-large');
  expect((await client.send(paths.remove, photoOf(16 * MiB))).status).toBe(200);
  const many = Array.from({ length: 8 }, (_, i) =>
    client.send(i % 2 ? paths.extract : paths.remove, photoOf(12 * MiB)),
  );
  const answers = await Promise.all(many);
  for (const answer of answers) if (answer.status !== 200) await expectError(answer, 503, 'overloaded');
  expect(answers.some(({ status }) => status === 200)).toBe(true);
  expect((memory(server, 'VmHWM') - idle) / MiB).toBeLessThan(128);
  await server.stop();
});
