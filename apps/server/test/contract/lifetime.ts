// From start to end: what is kept stays over a restart, SIGTERM lets running requests end, wrong settings are told.
import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createClient, fixture, key, paths } from './client.js';
import type { Runtime } from './runtimes.js';

const photo = fixture('jpeg-exif-little.jpg');

export function testLifetime(runtime: Runtime): void {
  describe('a server', () => {
    it('that is stopped and started again has all that it acknowledged', async () => {
      const first = await runtime.start({ EXIFKIT_API_KEYS: key });
      const client = createClient(first.url);
      const { uuid } = await (await client.send(paths.extract, photo)).json();
      const { uuid: file } = await (await client.send(paths.remove, photo)).json();
      const bytes = await (await client.ask(`${paths.download}/${file}`)).arrayBuffer();
      const second = await first.restart();
      const again = createClient(second.url);
      expect((await again.ask(`${paths.extract}/${uuid}`)).status).toBe(200);
      expect(await (await again.ask(`${paths.download}/${file}`)).arrayBuffer()).toEqual(bytes);
      await second.stop();
    });
  });
  if (runtime.ownsHttp) testProcess(runtime);
}

async function cleanedBy(url: string): Promise<Uint8Array> {
  const { downloadUrl } = await (await createClient(url).send(paths.remove, photo)).json();
  return await bytesAt(downloadUrl);
}

async function bytesAt(url: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(url)).arrayBuffer());
}

/** What only a process of its own has. */
function testProcess(runtime: Runtime): void {
  it('that is killed in the middle has all that it acknowledged', async () => {
    let server = await runtime.start({ EXIFKIT_API_KEYS: key });
    const whole = await cleanedBy(server.url);
    for (let kill = 1; kill <= 3; kill++) {
      const acknowledged: string[] = [];
      const client = createClient(server.url);
      const sending = Array.from({ length: 8 }, async () => {
        for (;;) acknowledged.push((await (await client.send(paths.remove, photo)).json()).uuid);
      });
      while (acknowledged.length < kill * 4) await new Promise((settle) => setTimeout(settle, 5));
      server.child.process.kill('SIGKILL');
      await Promise.allSettled(sending);
      server = await server.restart();
      for (const uuid of acknowledged)
        expect(await bytesAt(`${server.url}${paths.download}/${uuid}`)).toEqual(whole);
    }
    await server.stop();
  });

  it('a file of 45 MB is read, cleaned and given back', async () => {
    const server = await runtime.start({ EXIFKIT_API_KEYS: key });
    const client = createClient(server.url);
    const large = new Uint8Array(45_000_000);
    large.set(photo);
    const { metadata } = await (await client.send(paths.extract, large)).json();
    expect(metadata.File.Size).toBe(large.length);
    const { downloadUrl } = await (await client.send(paths.remove, large)).json();
    const cleaned = await fetch(downloadUrl);
    expect((await cleaned.arrayBuffer()).byteLength).toBe(Number(cleaned.headers.get('content-length')));
    await server.stop();
  });

  it('SIGTERM lets a running request end, and the server ends well', async () => {
    const server = await runtime.start({ EXIFKIT_API_KEYS: key });
    const part = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n';
    const upload = request(`${server.url}${paths.extract}`, {
      method: 'POST',
      headers: { 'X-API-Key': key, 'Content-Type': 'multipart/form-data; boundary=b' },
    });
    const status = new Promise((settle, fail) => {
      upload.on('response', (response) => settle(response.resume().statusCode)).on('error', fail);
    });
    upload.write(part);
    // The request has come when another that was sent later has been answered.
    await new Promise((settle) => setTimeout(settle, 100));
    await fetch(`${server.url}/healthz`);
    const ended = server.stop();
    await server.child.printed(/"stopping"/);
    upload.end(Buffer.concat([photo, Buffer.from('\r\n--b--\r\n')]));
    expect(await status).toBe(200);
    expect(await ended).toBe(0);
  });

  it('a wrong setting ends the start with 78 and its name', async () => {
    const child = runtime.spawn?.({ EXIFKIT_RETENTION: 'forever', EXIFKIT_NONSENSE: '1' });
    expect(await child?.exit).toBe(78);
    expect(child?.output()).toMatch(
      /EXIFKIT_RETENTION[\s\S]*EXIFKIT_NONSENSE|EXIFKIT_NONSENSE[\s\S]*EXIFKIT_RETENTION/,
    );
  });

  it('without a key the first start makes one and prints it once, with a line to paste', async () => {
    const server = await runtime.start({});
    const [, made = ''] = await server.child.printed(/X-API-Key: (exk_\S+)'/);
    const answer = await createClient(server.url).post(paths.extract, null, { 'X-API-Key': made });
    expect(answer.headers.get('x-error-code')).toBe('missing-input');
    const second = await server.restart();
    expect(second.child.output()).not.toContain('exk_');
    await second.stop();
  });
}
