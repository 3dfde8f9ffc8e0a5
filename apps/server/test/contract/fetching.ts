// Files behind a url: what is fetched, what never is, and hosts that answer with anything but a file.
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { type Client, expectError, fixture, form, paths, texts } from './client.js';
import { attacks, http } from './hostile-hosts.js';
import { notUrls, refused } from './targets.js';

const { extract, remove } = paths;
const photo = fixture('jpeg-exif-little.jpg');

/** A host that servers under test may fetch from: `/N` is an attack, `/to/URL` a redirect, all else a photo. */
export interface Host {
  readonly port: number;
  /** Connections that came. */
  count: number;
  close(): void;
}

export async function openHost(): Promise<Host> {
  const sockets = new Set<Socket>();
  const server: Server = createServer({ allowHalfOpen: true }, (socket) => {
    host.count++;
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    socket.once('data', (request) =>
      answer(socket, /^GET (\S+)/.exec(request.toString('latin1'))?.[1] ?? ''),
    );
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as { port: number };
  const host = {
    port,
    count: 0,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
  return host;
}

const names = Object.keys(attacks);

function answer(socket: Socket, path: string): void {
  const attack = attacks[names[Number(/^\/(\d+)$/.exec(path)?.[1])] ?? ''];
  const target = /^\/to\/(.*)/.exec(path)?.[1];
  if (attack) attack(socket, path);
  else if (target !== undefined)
    socket.end(
      http('HTTP/1.1 302 Found', `Location: ${decodeURIComponent(target)}`, 'Content-Length: 0'),
      'utf8',
    );
  else if (path.startsWith('/large')) {
    socket.write(http('HTTP/1.1 200 OK', 'Content-Length: 9000000'));
    socket.end(Buffer.alloc(9_000_000));
  } else {
    socket.write(http('HTTP/1.1 200 OK', `Content-Length: ${photo.length}`, 'Connection: close'));
    socket.end(photo);
  }
}

export function testFetching(open: () => { client: Client; host: Host; good: Host }): void {
  const fetchBy = (url: string, path: string = extract): Promise<Response> =>
    open().client.json(path, { url });
  const own = (path: string): string => `http://127.0.0.1:${open().host.port}${path}`;

  describe('a url', () => {
    it('comes in JSON, in a form, in multipart and in the query', async () => {
      const { client } = open();
      const url = own('/folder/my%20photo.jpg?x=1');
      const multipart = new FormData();
      multipart.set('url', url);
      const query = `${extract}?url=${encodeURIComponent(url)}`;
      for (const asked of [
        await client.json(extract, { url }),
        await client.post(extract, new URLSearchParams({ url })),
        await client.post(extract, multipart),
        await client.post(query, null),
        await client.json(`${extract}?url=http://127.0.0.1:1/`, { url }),
      ]) {
        expect(asked.status).toBe(200);
        expect((await asked.json()).metadata.File).toMatchObject({
          Name: 'my photo.jpg',
          Size: photo.length,
        });
      }
      expect((await client.json(remove, { url })).status).toBe(200);
    });

    it('may redirect five times', async () => {
      const hops = (count: number): string =>
        count === 0 ? '/a.jpg' : `/to/${encodeURIComponent(hops(count - 1))}`;
      expect((await fetchBy(own(hops(5)))).status).toBe(200);
      await expectError(await fetchBy(own(hops(6))), 400, 'too-many-redirects', texts.parameters);
    });

    it('of too large a file is refused', async () => {
      await expectError(await fetchBy(own('/large')), 413, 'fetched-file-too-large');
    });

    it('that is none is refused', async () => {
      for (const url of notUrls) await expectError(await fetchBy(url), 400, 'invalid-url', texts.parameters);
    });
  });

  describe('an address that is not public', () => {
    it('is never asked', async () => {
      const { host } = open();
      const before = host.count;
      for (const url of refused(host.port)) {
        const asked = await fetchBy(url);
        expect([url, asked.status]).toEqual([url, 400]);
        expect(['url-not-allowed', 'fetch-failed', 'invalid-url']).toContain(
          asked.headers.get('x-error-code'),
        );
        expect(await asked.json()).toEqual({ success: false, error: texts.parameters });
      }
      expect(host.count).toBe(before);
    });

    it('is not asked behind a redirect either', async () => {
      const { host } = open();
      for (const url of refused(host.port)) {
        const before = host.count;
        const asked = await fetchBy(own(`/to/${encodeURIComponent(url)}`));
        expect([url, asked.status]).toEqual([url, 400]);
        expect([url, host.count]).toEqual([url, before + 1]);
      }
    });
  });

  describe('a host', () => {
    const codes = ['fetch-failed', 'fetch-timeout', 'too-many-redirects', 'invalid-url', 'empty-file'];
    const expectRefused = async (name: string, asked: Response): Promise<void> => {
      // RFC 9112 section 6.3 lets a client take the chunks, as workerd does.
      if (name === 'a length and chunks' && asked.status === 200) return;
      expect([name, asked.status]).toEqual([name, 400]);
      expect(codes).toContain(asked.headers.get('x-error-code'));
      expect(await asked.json()).toEqual({ success: false, error: texts.parameters });
    };

    it('that sends something else is a 400, and the server goes on', async () => {
      const asked = names.map(async (name, index) => expectRefused(name, await fetchBy(own(`/${index}`))));
      await Promise.all(asked);
      expect((await open().client.post(extract, form(photo))).status).toBe(200);
      const good = `http://127.0.0.1:${open().good.port}/a.jpg`;
      expect((await fetchBy(good)).status).toBe(200);
    });

    it('that knows no TLS is a 400', async () => {
      await expectRefused('TLS', await fetchBy(own('/a.jpg').replace('http:', 'https:')));
    });
  });
}
