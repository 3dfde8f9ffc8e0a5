// Many servers over one Redis and one S3, behind nginx, while one of them is killed and started again.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { removeSync } from 'exifkit/sync';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasProgram } from '../../../test/debian.js';
import { form, key, post } from './doors.js';
import { type Child, run } from './process.js';
import { type NginxService, startNginx } from './services/nginx.js';
import { freePorts } from './services/ports.js';
import { type RedisService, startRedis } from './services/redis.js';
import { credentials, type S3Service, startS3 } from './services/s3.js';

const entry = fileURLToPath(new URL('../dist/entries/node.js', import.meta.url));
const fixtures = fileURLToPath(new URL('../../../fixtures/files/', import.meta.url));
const clients = 200;

const there = hasProgram('redis-server', 'redis-server') && hasProgram('nginx', 'nginx-light');

interface Picture {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly clean: Buffer;
}

/** What a server said it had kept. */
interface Acknowledged {
  readonly path: string;
  readonly expected: Buffer;
}

describe.skipIf(!there)('three servers behind nginx', () => {
  let redis: RedisService;
  let s3: S3Service;
  let nginx: NginxService;
  let folder: string;
  let ports: number[];
  let doors: number[];
  let pictures: Picture[];
  const servers: Child[] = [];

  const start = async (index: number): Promise<void> => {
    servers[index] = run(process.execPath, [entry], {
      PORT: String(ports[index]),
      EXIFKIT_API_KEYS: key,
      EXIFKIT_STORE: `${redis.url},${s3.setting}`,
      EXIFKIT_TRUSTED_PROXIES: '127.0.0.1',
      EXIFKIT_DATA_DIR: folder,
      TMPDIR: folder,
      ...credentials,
    });
    await servers[index]!.printed(/listens on/);
  };
  const kill = async (index: number): Promise<void> => {
    servers[index]!.process.kill('SIGKILL');
    await servers[index]!.exit;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'exifkit-instances-'));
    [redis, s3, pictures] = await Promise.all([startRedis(), startS3(), makePictures()]);
    const free = await freePorts(6);
    [ports, doors] = [free.slice(0, 3), free.slice(3)];
    await Promise.all(ports.map((_, i) => start(i)));
    nginx = await startNginx(doors, ports);
  });
  afterAll(async () => {
    await nginx?.close();
    await Promise.all(servers.map((_, i) => kill(i)));
    await s3?.close();
    await redis?.close();
    await rm(folder, { recursive: true });
  });

  /** Asks a server's door until it, or one that stands in, answers; notes who did. */
  const ask = async (
    door: number,
    path: string,
    init: () => RequestInit,
    served: Set<string>,
  ): Promise<Response> => {
    let last = '';
    for (let i = 0; i < 300; i++) {
      const answer = await fetch(`http://127.0.0.1:${doors[door % 3]}${path}`, init()).catch(() => undefined);
      const body = await answer?.arrayBuffer().catch(() => undefined);
      served.add(answer?.headers.get('x-served-by')?.split(', ').at(-1) ?? '');
      if (answer && body && answer.status < 500) return new Response(body, answer);
      last = `${answer?.status} ${answer?.headers.get('x-error-code')} of ${[...served].at(-1)}`;
      await wait(100);
    }
    throw new Error(`no answer for ${path}, at last ${last}`);
  };

  /** Extracts and cleans on one server, reads on another, downloads from a third. */
  const client = async (number: number, kept: (one: Acknowledged) => void): Promise<number> => {
    const picture = pictures[number % pictures.length]!;
    const send = (): RequestInit => post(form(picture.bytes, picture.name));
    const served = new Set<string>();
    const extraction = await ask(number, '/api/v1/extract', send, served);
    expect(extraction.status).toBe(200);
    const result = await extraction.json();
    const expected = Buffer.from(JSON.stringify(withFilename(result)));
    kept({ path: `/api/v1/extract/${result.uuid}`, expected });
    const again = await ask(number + 1, `/api/v1/extract/${result.uuid}`, () => ({}), served);
    expect([result.uuid, again.status, await again.json()]).toEqual([result.uuid, 200, withFilename(result)]);
    const removal = await ask(number, '/api/v1/remove', send, served);
    expect(removal.status).toBe(200);
    const { uuid, downloadUrl } = await removal.json();
    kept({ path: `/download-cleaned/${uuid}`, expected: picture.clean });
    expect(doors.map((door) => `http://127.0.0.1:${door}/download-cleaned/${uuid}`)).toContain(downloadUrl);
    const download = await ask(number + 2, `/download-cleaned/${uuid}`, () => ({}), served);
    const file = Buffer.from(await download.arrayBuffer());
    expect([uuid, download.status, file.equals(picture.clean)]).toEqual([uuid, 200, true]);
    return served.size;
  };

  it('answer for each other, and lose nothing of what they said they had', async () => {
    const acknowledged: Acknowledged[] = [];
    const some = async (count: number): Promise<void> => {
      while (acknowledged.length < count) await wait(10);
    };
    const crash = async (): Promise<void> => {
      await some(clients / 2);
      await kill(1);
      await some(clients);
      await start(1);
    };
    const work = Array.from({ length: clients }, (_, i) => client(i, (one) => acknowledged.push(one)));
    const [served] = await Promise.all([Promise.all(work), crash()]);
    expect(served.filter((count) => count >= 2).length).toBeGreaterThan(clients * 0.9);
    expect(acknowledged.length).toBe(2 * clients);
    for (const { path, expected } of acknowledged) {
      const answer = await fetch(`http://127.0.0.1:${ports[1]}${path}`);
      const bytes = Buffer.from(await answer.arrayBuffer());
      expect([path, answer.status, bytes.equals(expected)]).toEqual([path, 200, true]);
    }
  });

  it('say that they cannot keep anything while Redis or S3 is gone, and log why', async () => {
    const send = async (path: string): Promise<(string | number | null)[]> => {
      const answer = await fetch(`http://127.0.0.1:${ports[0]}${path}`, post(form(pictures[0]!.bytes)));
      return [answer.status, answer.headers.get('x-error-code'), answer.headers.get('retry-after')];
    };
    const unavailable = [503, 'store-unavailable', '5'];
    s3.trouble = 'full';
    expect(await send('/api/v1/remove')).toEqual(unavailable);
    expect((await send('/api/v1/extract'))[0]).toBe(200);
    s3.trouble = 'none';
    await redis.kill();
    expect(await send('/api/v1/extract')).toEqual(unavailable);
    await redis.start();
    await expect
      .poll(() => send('/api/v1/extract').then(([status]) => status), { timeout: 10_000 })
      .toBe(200);
    expect(await send('/api/v1/remove')).toEqual([200, null, null]);
    const log = servers[0]!.output();
    expect(log).toMatch(/"cause":"StoreError put_cleaned Error S3_507_InsufficientStorage/);
    expect(log).toMatch(/"cause":"StoreError \w+ Error REDIS_GONE/);
    for (const secret of [key, credentials.AWS_SECRET_ACCESS_KEY]) expect(log).not.toContain(secret);
  });
});

function withFilename({
  success,
  status,
  fileName,
  ...rest
}: Record<string, unknown>): Record<string, unknown> {
  return { success, status, fileName, filename: fileName, ...rest };
}

/** Fixtures that can be cleaned, and photos large enough to go through files and streams. */
async function makePictures(): Promise<Picture[]> {
  const pictures: Picture[] = [];
  for (const name of (await readdir(fixtures))
    .filter((file) => /\.(jpg|png|heic|webp|tif)$/.test(file))
    .sort()) {
    const bytes = new Uint8Array(await readFile(join(fixtures, name)));
    const clean = cleanOf(bytes);
    if (clean && pictures.length < 40) pictures.push({ name, bytes, clean });
  }
  for (let i = 0; i < 8; i++) {
    const raw = crypto.getRandomValues(new Uint8Array(65_536));
    const photo = sharp(raw, { raw: { width: 256, height: 256, channels: 1 } }).resize(1000 + i * 50, 700);
    const jpeg = await photo
      .jpeg({ quality: 100 })
      .withExif({ IFD0: { Artist: `Somebody ${i}` } })
      .toBuffer();
    const bytes = new Uint8Array(jpeg);
    pictures.splice(i * 4, 0, { name: `large-${i}.jpg`, bytes, clean: cleanOf(bytes)! });
  }
  return pictures;
}

function cleanOf(bytes: Uint8Array): Buffer | undefined {
  try {
    return Buffer.from(removeSync(bytes).bytes());
  } catch {
    return undefined;
  }
}
