import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ApiError } from '../src/errors.js';
import { isPublicAddress } from '../src/fetch/address.js';
import type { FetchPolicy, Transport } from '../src/fetch/fetch-file.js';
import { nodeTransport } from '../src/fetch/node.js';
import { notUrls, targets } from './contract/targets.js';
import { fetchBytes } from './fetch-bytes.js';

const names: Readonly<Record<string, readonly string[]>> = {
  'files.test': ['127.0.0.1'],
  localhost: ['127.0.0.1', '::1'],
  'localhost.': ['127.0.0.1'],
  'anything.localhost': ['127.0.0.1'],
  'metadata.google.internal': ['169.254.169.254'],
  'intranet.test': ['10.1.2.3'],
  'half-private.test': ['93.184.215.14', '192.168.0.7'],
  'private-last.test': ['2606:2800:21f:cb07:6820:80da:af6b:8b2c', '93.184.215.14', 'fd00::1'],
  'mapped.test': ['::ffff:10.0.0.1'],
  'scoped.test': ['fe80::1%eth0'],
  'odd.test': ['0x7f.1'],
};

/** Beside the targets that need no name server. */
const refused: readonly string[] = [
  ...targets,
  'https://intranet.test/',
  'http://half-private.test/',
  'http://private-last.test/',
  'http://mapped.test/',
  'http://scoped.test/',
  'http://odd.test/',
];

/** Against a base these are paths on the same host. */
const refusedAlone: readonly string[] = ['http:127.0.0.1/', 'http:0x7f.1'];

let files: Server;
let origin: string;
let policy: FetchPolicy;
let connections: string[];
let lookups: string[];

const transport: Transport = {
  async resolve(hostname) {
    lookups.push(hostname);
    return names[hostname] ?? Promise.reject(new Error('ENOTFOUND'));
  },
  get(url, address, signal) {
    connections.push(`${url.host} at ${address}`);
    return nodeTransport.get(url, address, signal);
  },
};

const never = new AbortController().signal;

function load(
  path: string,
  change: Partial<FetchPolicy> = {},
  signal: AbortSignal = never,
): Promise<Uint8Array> {
  return fetchBytes(new URL(path, origin).href, transport, { ...policy, ...change }, signal);
}

async function reason(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'fetched',
    (error: ApiError) => `${error.status} ${error.code}`,
  );
}

const pages: Readonly<Record<string, (request: IncomingMessage, response: ServerResponse) => void>> = {
  '/file': (_, response) => response.end('bytes'),
  '/host': (request, response) => response.end(JSON.stringify(request.headers)),
  '/silent': () => {},
  '/slow': (_, response) => {
    response.write('a');
    const timer = setInterval(() => response.write('a'), 20);
    response.on('close', () => clearInterval(timer));
  },
  '/endless': (_, response) => {
    const more = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536)));
    };
    response.on('drain', more);
    more();
  },
  '/big': (_, response) => response.writeHead(200, { 'Content-Length': '1001' }).end(Buffer.alloc(1001)),
  '/full': (_, response) => response.end(Buffer.alloc(1000)),
  '/gzip': (_, response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end('x'),
  '/missing': (_, response) => response.writeHead(404).end('no'),
  '/cut': (_, response) => {
    response.writeHead(200, { 'Content-Length': '100' });
    response.write('half');
    setTimeout(() => response.destroy(), 20);
  },
  '/no-location': (_, response) => response.writeHead(302).end('where'),
};

function serve(request: IncomingMessage, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(request.url!, 'http://x');
  const hops = /^\/hops\/(\d+)$/.exec(pathname)?.[1];
  const target = searchParams.get('to');
  if (target !== null) response.writeHead(302, { Location: Buffer.from(target).toString('latin1') }).end();
  else if (hops === undefined) pages[pathname]!(request, response);
  else response.writeHead(307, { Location: hops === '1' ? '/file' : `${Number(hops) - 1}` }).end();
}

beforeAll(async () => {
  files = createServer(serve);
  await new Promise<void>((done) => files.listen(0, '127.0.0.1', done));
  const { port } = files.address() as AddressInfo;
  origin = `http://files.test:${port}`;
  policy = { maxBytes: 1000, allow: new Set([`files.test:${port}`]) };
});
beforeEach(() => {
  connections = [];
  lookups = [];
});
afterAll(() => {
  files.closeAllConnections();
  files.close();
});

describe('addresses that are not public', () => {
  it.each([...refused, ...refusedAlone])('%s is refused', async (url) => {
    expect(await reason(fetchBytes(url, transport, policy, never))).toBe('400 url-not-allowed');
    expect(connections).toEqual([]);
  });

  it.each(refused)('%s is refused behind a redirect', async (url) => {
    const from = `/?to=${encodeURIComponent(url)}`;
    expect(await reason(load(from))).toBe('400 url-not-allowed');
    expect(connections).toEqual([`${new URL(origin).host} at 127.0.0.1`]);
  });

  it.each(notUrls)('%s is no url to fetch, not behind a redirect either', async (url) => {
    expect(await reason(fetchBytes(url, transport, policy, never))).toBe('400 invalid-url');
    expect(await reason(load(`/?to=${encodeURIComponent(url)}`))).toBe('400 invalid-url');
  });

  it.each([
    '8.8.8.8',
    '1.1.1.1',
    '93.184.215.14',
    '172.32.0.1',
    '100.128.0.1',
    '2606:4700:4700::1111',
    '2001:4860:4860::8888',
    '2a00:1450:4001:81b::200e',
  ])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    '',
    'example.com',
    '1',
    '127.1',
    '0x8.8.8.8',
    '08.8.8.8',
    '8.8.8.8 ',
    '2606:4700::1%eth0',
    '[2606:4700::1]',
  ])('%j is no public address', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe('hosts that are allowed', () => {
  it('are allowed with their port only', async () => {
    expect(await reason(load('/file'))).toBe('fetched');
    const { port } = new URL(origin);
    expect(await reason(load(`http://127.0.0.1:${port}/file`))).toBe('400 url-not-allowed');
    expect(await reason(load('http://files.test:1/file'))).toBe('400 url-not-allowed');
  });

  it('get the name in the request', async () => {
    const headers = JSON.parse(new TextDecoder().decode(await load('/host')));
    expect(headers).toMatchObject({ host: new URL(origin).host, 'accept-encoding': 'identity' });
    expect(headers).not.toHaveProperty('cookie');
  });
});

describe('a name whose answer changes', () => {
  it('is looked up once and connected to where it was checked', async () => {
    const answers = [['93.184.215.14'], ['127.0.0.1']];
    const connected: string[] = [];
    const changing: Transport = {
      resolve: async () => answers.shift()!,
      get: async (_, address) => {
        connected.push(address ?? '');
        throw new Error('no route');
      },
    };
    expect(await reason(fetchBytes('http://changing.test/', changing, policy, never))).toBe(
      '400 fetch-failed',
    );
    expect(connected).toEqual(['93.184.215.14']);
  });

  it('is looked up and checked again at each redirect', async () => {
    const answers = [['93.184.215.14'], ['127.0.0.1']];
    const changing: Transport = {
      resolve: async () => answers.shift()!,
      get: async () => ({
        status: 302,
        header: (name) => (name === 'location' ? '/again' : undefined),
        body: (async function* () {})(),
        close: () => {},
      }),
    };
    expect(await reason(fetchBytes('http://changing.test/', changing, policy, never))).toBe(
      '400 url-not-allowed',
    );
    expect(answers).toEqual([]);
  });

  it('is tried at its next checked address where one fails', async () => {
    const connected: string[] = [];
    const two: Transport = {
      resolve: async () => ['2606:4700:4700::1111', '1.1.1.1'],
      get: async (_, address) => {
        connected.push(address ?? '');
        throw new Error('unreachable');
      },
    };
    await reason(fetchBytes('http://two.test/', two, policy, never));
    expect(connected).toEqual(['2606:4700:4700::1111', '1.1.1.1']);
  });
});

describe('redirects', () => {
  it('are followed five times, relative ones too', async () => {
    expect(await reason(load('/hops/5'))).toBe('fetched');
    expect(await reason(load('/hops/6'))).toBe('400 too-many-redirects');
    expect(connections).toHaveLength(12);
  });

  it('without a target are failures', async () => {
    expect(await reason(load('/no-location'))).toBe('400 fetch-failed');
  });
});

describe('limits', () => {
  it.each([
    ['/full', 'fetched'],
    ['/big', '413 fetched-file-too-large'],
    ['/endless', '413 fetched-file-too-large'],
    ['/gzip', '400 fetch-failed'],
    ['/missing', '400 fetch-failed'],
    ['/cut', '400 fetch-failed'],
  ])('%s is %s', async (path, outcome) => {
    expect(await reason(load(path))).toBe(outcome);
  });

  it('end a server that sends no headers, or its body too slowly', async () => {
    expect(await reason(load('/silent', { headersTimeout: 50 }))).toBe('400 fetch-timeout');
    expect(await reason(load('/slow', { bodyTimeout: 100 }))).toBe('400 fetch-timeout');
  });

  it('of the headers do not end the body', async () => {
    const slow = load('/slow', { headersTimeout: 200, bodyTimeout: 2000, maxBytes: 20 });
    expect(await reason(slow)).toBe('413 fetched-file-too-large');
  });

  it('end a resolver that never answers', async () => {
    const hanging: Transport = { ...transport, resolve: () => new Promise(() => {}) };
    const fetched = fetchBytes('http://slow.test/', hanging, { ...policy, headersTimeout: 50 }, never);
    expect(await reason(fetched)).toBe('400 fetch-timeout');
  });

  it('and the client’s leaving ends the fetch', async () => {
    expect(await reason(load('/silent', {}, AbortSignal.timeout(50)))).toBe('400 fetch-failed');
    expect(await reason(load('/slow', {}, AbortSignal.timeout(100)))).toBe('400 fetch-failed');
  });
});

describe('TLS', () => {
  it('asks for the name and checks the certificate against it', async () => {
    const asked: string[] = [];
    const server = createTlsServer({
      SNICallback: (name, done) => {
        asked.push(name);
        done(new Error('no certificate'));
      },
    });
    server.on('tlsClientError', () => {});
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const allowed = { ...policy, allow: new Set([`files.test:${port}`]) };
    expect(await reason(fetchBytes(`https://files.test:${port}/`, transport, allowed, never))).toBe(
      '400 fetch-failed',
    );
    expect(asked).toEqual(['files.test']);
    server.close();
  });
});
