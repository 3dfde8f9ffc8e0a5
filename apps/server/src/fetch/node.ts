// Names and connections on Node: the connection goes to the address given, the name only into the request.
import { lookup } from 'node:dns/promises';
import {
  type ClientRequest,
  type IncomingMessage,
  type RequestOptions,
  request as requestHttp,
} from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import type { FetchResponse, Transport } from './fetch-file.js';

/** Node's own resolver and http client. */
export const nodeTransport: Transport = {
  async resolve(hostname) {
    const answers = await lookup(hostname, { all: true });
    return answers.map(({ address }) => address);
  },
  get: (url, address, signal) =>
    new Promise((settle, fail) => {
      const send = url.protocol === 'https:' ? requestHttps : requestHttp;
      const request = send(requestOptions(url, address, signal));
      request.on('error', fail);
      request.on('upgrade', () => request.destroy(new Error('unexpected upgrade')));
      request.on('response', (response) => settle(fetchResponse(request, response)));
      request.end();
    }),
};

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
