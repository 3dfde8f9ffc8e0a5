// `node bench/server.mjs`: the processor's time that a request costs the server, beside the least that a server of Hono's
// `parseBody` and exifr's reading of everything does, which keeps nothing. Each is a process of its own; they are asked in
// turns, so that a busy machine slows no one. Needs a build (`pnpm build`).
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realPhotos, withPictureOf } from './photos.mjs';

const rounds = 20;
/** Rounds before: a server is compared as it is when its code has been compiled, which takes some 2000 requests. */
const before = 60;
const child = new URL('server-child.mjs', import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'exifkit-bench-'));

/** @returns {Promise<{ name: string, send: (file: Blob) => Promise<void>, cpu: () => Promise<number>, stop: () => void }>} */
async function start(name) {
  const server = fork(child, [name, folder], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const [url] = await once(server, 'message');
  return {
    name,
    async send(file) {
      const body = new FormData();
      body.set('file', file, 'photo.jpg');
      const answer = await fetch(`${url}/api/v1/extract`, {
        method: 'POST',
        body,
        headers: { 'X-API-Key': 'bench' },
      });
      if (!answer.ok) throw new Error(`${name} answered ${answer.status}`);
      await answer.arrayBuffer();
    },
    async cpu() {
      server.send('cpu');
      return (await once(server, 'message'))[0];
    },
    stop: () => server.kill(),
  };
}

const servers = await Promise.all(['exifkit file:', 'exifkit memory:', 'hono and exifr'].map(start));
const files = [
  ['100 KB', withPictureOf(100_000), 40],
  ['3 MB', withPictureOf(3_000_000), 8],
  ...realPhotos().map(([name, bytes]) => [name, bytes, bytes.length > 1_000_000 ? 8 : 40]),
];
for (const [name, bytes, requests] of files) {
  const file = new Blob([bytes]);
  const spent = new Map(servers.map((server) => [server.name, []]));
  for (let round = -before; round < rounds; round++) {
    for (const server of servers) {
      const start = await server.cpu();
      for (let i = 0; i < requests; i++) await server.send(file);
      const each = ((await server.cpu()) - start) / requests / 1000;
      if (round >= 0) spent.get(server.name).push(each);
    }
  }
  const medians = new Map([...spent].map(([key, times]) => [key, times.sort((a, b) => a - b)[rounds >> 1]]));
  const peer = medians.get('hono and exifr');
  const cells = [...medians].map(
    ([key, time]) => `${key} ${time.toFixed(2)} ms (${(peer / time).toFixed(2)}x)`,
  );
  console.log(`${name.padEnd(12)} ${cells.join('   ')}`);
}
for (const server of servers) server.stop();
rmSync(folder, { recursive: true, force: true });
