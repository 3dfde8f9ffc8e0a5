// The HTTP layer, over raw sockets: faults that it finds itself are answered in the envelope too, and no connection is
// reset on which another request may follow.
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { checkResponse } from '../openapi.js';
import { type Client, key, paths } from './client.js';

const head = (first: string, ...lines: string[]): string =>
  `${[first, 'Host: x', ...lines].join('\r\n')}\r\n\r\n`;
const post = (...lines: string[]): string => head(`POST ${paths.extract} HTTP/1.1`, ...lines);

/** What comes back for bytes, until the other side ends, or so many answers have come. */
async function exchange(url: string, answers: number, ...pieces: string[]): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let text = '';
  let error: Error | undefined;
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1');
  });
  socket.on('error', (reason) => {
    error = reason;
  });
  for (const piece of pieces) {
    socket.write(piece, 'latin1');
    await wait(20);
  }
  const bodies = (): number => text.match(/\r\n\r\n(\{|[^H])/g)?.length ?? 0;
  for (let tries = 0; tries < 300 && !error && !socket.readableEnded && bodies() < answers; tries++)
    await wait(20);
  socket.destroy();
  expect(error).toBeUndefined();
  return text;
}

/** Compares a whole answer with the OpenAPI document. */
function checkAnswer(answer: string): void {
  const [head, body] = answer.split('\r\n\r\n') as [string, string];
  const [first, ...lines] = head.split('\r\n') as [string, ...string[]];
  const headers = new Headers(lines.map((line) => line.split(/: (.*)/, 2) as [string, string]));
  checkResponse('GET', '/', Number(first.split(' ')[1]), headers, new TextEncoder().encode(body));
}

export function testHttp(open: () => Client): void {
  describe('the HTTP layer', () => {
    it.each([
      ['bytes that are no request', 'not http at all\r\n\r\n', [400], 'malformed-request'],
      ['a long URL', head(`GET /${'a'.repeat(70_000)} HTTP/1.1`), [414], 'url-too-long'],
      ['long headers', head('GET / HTTP/1.1', `X: ${'a'.repeat(70_000)}`), [431], 'headers-too-large'],
      ['an unknown method', head('BREW / HTTP/1.1'), [501, 400], ''],
      ['CONNECT', head('CONNECT x:80 HTTP/1.1'), [501], 'method-not-implemented'],
      ['another expectation', post('Expect: a-miracle', 'Content-Length: 3'), [417], 'expectation-failed'],
      ['a length and chunks', post('Transfer-Encoding: chunked', 'Content-Length: 3'), [400, 501], ''],
      ['an unknown transfer coding', post(`X-API-Key: ${key}`, 'Transfer-Encoding: gzip'), [501, 400], ''],
      ['no host', 'GET / HTTP/1.1\r\n\r\n', [400], 'malformed-request'],
    ])('answers %s', async (_, bytes, statuses, code) => {
      const answer = await exchange(open().url, 1, bytes);
      const [, status] = /^HTTP\/1\.1 (\d{3}) /.exec(answer) ?? [];
      expect(statuses).toContain(Number(status));
      expect(answer).toMatch(new RegExp(`^x-error-code: ${code}`, 'im'));
      expect(answer).toMatch(/^x-request-id: \S+\r$/im);
      expect(answer).toMatch(/\{"success":false,"error":"[^"]+"\}/);
      checkAnswer(answer);
    });

    it('leaves a connection whose body was not read to the next request', async () => {
      const first = post('Content-Type: application/json', 'Content-Length: 40000');
      const second = head('GET /api/v1/extract/x HTTP/1.1', 'Connection: close');
      const answer = await exchange(open().url, 2, first, 'x'.repeat(40_000) + second);
      expect(answer.match(/HTTP\/1\.1 \d{3}/g)).toEqual(['HTTP/1.1 401', 'HTTP/1.1 404']);
    });

    it('says that it closes where a body is too long to wait for', async () => {
      const type = 'Content-Type: multipart/form-data; boundary=b';
      const answer = await exchange(
        open().url,
        1,
        post(`X-API-Key: ${key}`, type, 'Content-Length: 900000000'),
      );
      expect(answer).toMatch(/^HTTP\/1\.1 413 /);
      expect(answer).toMatch(/^connection: close\r$/im);
    });

    it('asks for a body only where it is wanted', async () => {
      const part =
        '--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\nFAKE\r\n--b--\r\n';
      const lines = [
        'Content-Type: multipart/form-data; boundary=b',
        'Expect: 100-continue',
        'Connection: close',
      ];
      const wanted = post(`X-API-Key: ${key}`, `Content-Length: ${part.length}`, ...lines);
      const answer = await exchange(open().url, 1, wanted, part);
      expect(answer).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 /);
      const unwanted = post('X-API-Key: wrong', `Content-Length: ${part.length}`, ...lines);
      expect(await exchange(open().url, 1, unwanted)).toMatch(/^HTTP\/1\.1 401 /);
    });

    it('takes a body byte by byte', async () => {
      const part =
        '--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\nFAKE\r\n--b--\r\n';
      const type = 'Content-Type: multipart/form-data; boundary=b';
      const start = post(`X-API-Key: ${key}`, type, `Content-Length: ${part.length}`, 'Connection: close');
      expect(await exchange(open().url, 1, start, ...part)).toMatch(/^HTTP\/1\.1 200 /);
    });
  });
}
