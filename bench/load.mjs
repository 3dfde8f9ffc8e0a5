// `node bench/load.mjs [uploads|stalling|slow [NUMBER]]`: what the server bears: 200 uploads of 20 MB at once, files that once took
// seconds, a thousand slow connections; beside each the answers to GETs, and the most memory the process held. Needs a build.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { withPictureOf } from './photos.mjs';

const [only, number = '200'] = process.argv.slice(2);
if (only === 'watch') {
  await watchAsChild(number);
  process.exit();
}
const child = new URL('server-child.mjs', import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'exifkit-load-'));
const key = { 'X-API-Key': 'bench' };

const server = fork(child, ['exifkit file:', folder], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
const [url] = await once(server, 'message');
const large = formOf(withPictureOf(20_000_000));
const photo = await (await send('extract', withPictureOf(100_000))).json();
const quiet = await watched(() => wait(3000));
report('an idle server', quiet);

const parts = { uploads, stalling, slow };
for (const [name, run] of Object.entries(parts)) if (!only || only === name) report(...(await run()));
server.kill();
rmSync(folder, { recursive: true, force: true });

async function uploads() {
  const statuses = new Map();
  const measured = await watched(() =>
    Promise.all(
      Array.from({ length: Number(number) }, async (_, i) => {
        const answer = await sendForm(i % 2 ? 'extract' : 'remove', large).catch(({ code }) => code);
        count(statuses, answer);
      }),
    ),
  );
  return [`${number} uploads of 20 MB: ${list(statuses)}`, measured];
}

/** Files of a folder that the variable EXIFKIT_STALLING names. */
async function stalling() {
  const from = process.env.EXIFKIT_STALLING;
  const files = from ? readdirSync(from).map((name) => readFileSync(join(from, name))) : [];
  const statuses = new Map();
  const measured = await watched(async () => {
    for (let round = 0; round < 3; round++) {
      await Promise.all(
        files.flatMap((file) =>
          ['extract', 'remove'].map(async (verb) => {
            const answer = await send(verb, new Blob([file]));
            await answer.arrayBuffer();
            count(statuses, `${verb} ${answer.status}`);
          }),
        ),
      );
    }
  });
  return [`${files.length} stalling files, three times: ${list(statuses)}`, measured];
}

async function slow() {
  const { hostname, port } = new URL(url);
  const sockets = Array.from({ length: 1000 }, (_, i) => {
    const socket = connect(Number(port), hostname);
    socket.on('error', () => {});
    socket.write('POST /api/v1/extract HTTP/1.1\r\nHost: a\r\n');
    if (i % 2) {
      const type = 'Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 20000000\r\n';
      socket.write(`X-API-Key: bench\r\n${type}\r\n--b\r\n`);
    }
    return socket;
  });
  const dripping = setInterval(() => {
    for (const socket of sockets) if (socket.writable) socket.write('x');
  }, 1000);
  const measured = await watched(() => wait(10_000));
  clearInterval(dripping);
  for (const socket of sockets) socket.destroy();
  return ['1000 slow connections', measured];
}

/** A form with the file as one buffer, which all requests share: what sends must not be busier than what receives. */
function formOf(file) {
  const head = '--b\r\nContent-Disposition: form-data; name="file"; filename="photo.jpg"\r\n\r\n';
  return Buffer.concat([Buffer.from(head), file, Buffer.from('\r\n--b--\r\n')]);
}

/** The status of the answer, and whether it says when to come again. */
async function sendForm(verb, form) {
  const headers = {
    ...key,
    'Content-Type': 'multipart/form-data; boundary=b',
    'Content-Length': form.length,
  };
  const asking = request(`${url}/api/v1/${verb}`, { method: 'POST', headers, agent: false });
  asking.end(form);
  const [answer] = await once(asking, 'response');
  await once(answer.resume(), 'end');
  const again = answer.headers['retry-after'];
  return `${answer.statusCode}${again ? ' with Retry-After' : ''}`;
}

function send(verb, file) {
  const body = new FormData();
  body.set('file', file instanceof Blob ? file : new Blob([file]), 'photo.jpg');
  return fetch(`${url}/api/v1/${verb}`, { method: 'POST', body, headers: key });
}

/** A GET every 20 ms, by a process of its own, while something goes on; and the most memory held. */
async function watched(work) {
  const watch = fork(import.meta.filename ?? fileURLToPath(import.meta.url), [
    'watch',
    `${url}/api/v1/extract/${photo.uuid}`,
  ]);
  await once(watch, 'message');
  let rss = 0;
  const looking = setInterval(() => {
    rss = Math.max(rss, residentBytes());
  }, 20);
  const start = performance.now();
  await work();
  const seconds = (performance.now() - start) / 1000;
  clearInterval(looking);
  watch.send('end');
  const [times] = await once(watch, 'message');
  return { times: times.sort((a, b) => a - b), rss, seconds };
}

async function watchAsChild(address) {
  const times = [];
  let isDone = false;
  process.once('message', () => {
    isDone = true;
  });
  const get = async () => {
    const start = performance.now();
    const answer = await fetch(address);
    await answer.arrayBuffer();
    times.push(answer.ok ? performance.now() - start : Number.POSITIVE_INFINITY);
  };
  process.send('ready');
  const open = [];
  while (!isDone) {
    open.push(get());
    await wait(20);
  }
  await Promise.all(open);
  process.send(times);
  process.disconnect();
}

function residentBytes() {
  const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)[1]) * 1024;
}

function count(counts, name) {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function list(counts) {
  return [...counts].map(([name, number]) => `${number} x ${name}`).join(', ');
}

function report(name, { times, rss, seconds }) {
  const at = (share) => `${times[Math.floor((times.length - 1) * share)].toFixed(0)} ms`;
  console.log(`${name}\n  ${seconds.toFixed(1)} s; at most ${Math.round(rss / 2 ** 20)} MiB resident`);
  console.log(`  ${times.length} GETs: median ${at(0.5)}, 99 of 100 within ${at(0.99)}, longest ${at(1)}`);
}
