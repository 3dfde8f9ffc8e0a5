// Names and connections on Node: the connection goes to the address given, the name only into the request.
import {
  type ClientRequest,
  type IncomingMessage,
  type RequestOptions,
  request as requestHttp,
} from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import type { FetchResponse, Transport } from './fetch-file.js';
import { type ResolveOptions, resolveName } from './resolve.js';

/** Node's http client, and look-ups that use none of its threads. */
export function createNodeTransport(names: ResolveOptions = {}): Transport {
  return { resolve: (hostname, signal) => resolveName(hostname, signal, names), get };
}

/** The transport as it is used. */
export const nodeTransport: Transport = createNodeTransport();

/** Answers of status 1xx that are waited through. */
const informationLimit = 8;

/** Whatever comes, at whatever moment, settles the promise or is heard and let go: no error is without a listener. */
function get(url: URL, address: string, signal: AbortSignal): Promise<FetchResponse> {
  return new Promise((settle, fail) => {
    const send = url.protocol === 'https:' ? requestHttps : requestHttp;
    const request = send(requestOptions(url, address, signal));
    const refuse = (why: string): void => {
      fail(new Error(why));
      request.destroy();
    };
    let informations = 0;
    request.on('error', fail);
    request.on('close', () => refuse('the connection was closed'));
    request.on('socket', (socket) => socket.on('error', fail));
    request.on('information', () => {
      if (++informations > informationLimit) refuse('too many interim answers');
    });
    // The connection has left the request here: it is to be ended by itself.
    request.on('upgrade', (_, socket) => {
      refuse('unexpected upgrade');
      socket.destroy();
    });
    request.on('response', (response) => settle(fetchResponse(request, response)));
    request.end();
  });
}

function requestOptions(url: URL, address: string, signal: AbortSignal): RequestOptions {
  const name = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return {
    method: 'GET',
    host: address,
    port: url.port || (url.protocol === 'https:' ? 443 : 80),
    path: `${url.pathname}${url.search}`,
    headers: { Host: url.host, Accept: '*/*', 'Accept-Encoding': 'identity', 'User-Agent': 'exifkit' },
    agent: false,
    signal,
    ...(isIP(name) ? {} : { servername: name }),
  };
}

function fetchResponse(request: ClientRequest, response: IncomingMessage): FetchResponse {
  response.on('error', () => request.destroy());
  return {
    status: response.statusCode ?? 0,
    header(name) {
      const value = response.headers[name];
      const first = Array.isArray(value) ? value[0] : value;
      return first === undefined ? undefined : Buffer.from(first, 'latin1').toString('utf8');
    },
    body: response,
    close: () => void request.destroy(),
  };
}
