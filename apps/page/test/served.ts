// Serves the built page as any server of static files does, and notes what is asked for.
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

export const root = join(import.meta.dirname, '../../server/dist/page');

const types: { readonly [extension: string]: string } = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

export interface Served {
  readonly url: string;
  /** `GET /path` of each request so far. */
  readonly asked: string[];
  close(): void;
}

export async function servePage(): Promise<Served> {
  const asked: string[] = [];
  const server: Server = createServer(({ method, url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    asked.push(`${method} ${pathname}`);
    const path = join(root, normalize(pathname.endsWith('/') ? `${pathname}index.html` : pathname));
    if (!existsSync(path)) response.writeHead(404).end();
    else
      response
        // Hosts say `Vary` of what is the same for all, too.
        .writeHead(200, { 'content-type': types[extname(path)] ?? 'text/plain', vary: 'origin' })
        .end(readFileSync(path));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A listening TCP server has such an address.
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, asked, close: () => server.close() };
}
