// Hosts that answer a fetch with anything but a file, by what they send.
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

/** What a host does once it has been asked. */
export type Answer = (socket: Socket, path: string) => void;

/** Lines of a head. */
export const http = (...lines: string[]): string => [...lines, '', ''].join('\r\n');
const sends =
  (...pieces: (string | Uint8Array)[]): Answer =>
  async (socket) => {
    for (const piece of pieces) {
      socket.write(piece);
      await wait(5);
    }
  };
const sendsAndEnds =
  (...pieces: (string | Uint8Array)[]): Answer =>
  async (socket, path) => {
    await sends(...pieces)(socket, path);
    socket.end();
  };
const sendsAndResets =
  (...pieces: (string | Uint8Array)[]): Answer =>
  async (socket, path) => {
    await sends(...pieces)(socket, path);
    socket.resetAndDestroy();
  };
const upgrade = http('HTTP/1.1 101 Switching Protocols', 'Upgrade: x', 'Connection: Upgrade');
const endless =
  (piece: string): Answer =>
  (socket) => {
    const more = (): void => {
      while (!socket.destroyed && socket.write(piece.repeat(100)));
    };
    socket.on('drain', more);
    more();
  };

export const attacks: Readonly<Record<string, Answer>> = {
  '101 with bytes behind it': sends(upgrade, 'bytes of another protocol'),
  '101 without headers': sends(http('HTTP/1.1 101 x')),
  '101 and a reset': sendsAndResets(upgrade),
  '101 and bytes, then a reset': sendsAndResets(upgrade, 'x'.repeat(100_000)),
  '101 and a file': sends(upgrade, http('HTTP/1.1 200 OK', 'Content-Length: 4'), 'FAKE'),
  '101 behind 100': sends(http('HTTP/1.1 100 Continue'), upgrade),
  '101 to WebSocket': sends(
    http('HTTP/1.1 101 x', 'Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Accept: x'),
    new Uint8Array([0x88, 0]),
  ),
  'endless 100': endless(http('HTTP/1.1 100 Continue')),
  'endless 103': endless(http('HTTP/1.1 103 Early Hints', 'Link: </a>')),
  'no byte, but an end': sendsAndEnds(),
  'no byte, but a reset': sendsAndResets(),
  'half a status line, then a reset': sendsAndResets('HTTP/1.1 2'),
  'half the headers, then an end': sendsAndEnds('HTTP/1.1 200 OK\r\nContent-Le'),
  'half the headers, then a reset': sendsAndResets('HTTP/1.1 200 OK\r\nContent-Le'),
  'a status line of rubbish': sends('\0\xff\xfe rubbish\r\n\r\n'),
  'a status that is no number': sends(http('HTTP/1.1 abc OK')),
  'a status of 0': sends(http('HTTP/1.1 000 OK', 'Content-Length: 0')),
  'a status of 999': sends(http('HTTP/1.1 999 OK', 'Content-Length: 0')),
  'HTTP/0.9': sendsAndEnds('FAKE'),
  'HTTP/9.9': sends(http('HTTP/9.9 200 OK', 'Content-Length: 4'), 'FAKE'),
  'the preface of HTTP/2': sends('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  'a frame of HTTP/2': sends(new Uint8Array([0, 0, 0, 4, 0, 0, 0, 0, 0])),
  'a TLS alert': sends(new Uint8Array([21, 3, 1, 0, 2, 2, 40])),
  'headers without end': endless('X-A: b\r\n'),
  'one header without end': sends('HTTP/1.1 200 OK\r\nX: ', 'a'.repeat(1_000_000)),
  'a header with a NUL': sends('HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n'),
  'two lengths': sends(http('HTTP/1.1 200 OK', 'Content-Length: 4', 'Content-Length: 5'), 'FAKE!'),
  'a negative length': sends(http('HTTP/1.1 200 OK', 'Content-Length: -1'), 'FAKE'),
  'a length and chunks': sends(
    http('HTTP/1.1 200 OK', 'Content-Length: 4', 'Transfer-Encoding: chunked'),
    '4\r\nFAKE\r\n0\r\n\r\n',
  ),
  'a body that ends early': sendsAndEnds(http('HTTP/1.1 200 OK', 'Content-Length: 100'), 'FAKE'),
  'a body that is reset': sendsAndResets(http('HTTP/1.1 200 OK', 'Content-Length: 100'), 'FAKE'),
  'a reset at once with the headers': (socket) => {
    socket.write(http('HTTP/1.1 200 OK', 'Content-Length: 100'));
    socket.resetAndDestroy();
  },
  'chunks of no size': sends(http('HTTP/1.1 200 OK', 'Transfer-Encoding: chunked'), 'zz\r\nFAKE\r\n'),
  'chunks of too large a size': sends(
    http('HTTP/1.1 200 OK', 'Transfer-Encoding: chunked'),
    'fffffffffffffffff\r\nFAKE\r\n',
  ),
  'a chunk that ends early': sendsAndEnds(http('HTTP/1.1 200 OK', 'Transfer-Encoding: chunked'), '9\r\nFAKE'),
  'trailers of rubbish': sends(
    http('HTTP/1.1 200 OK', 'Transfer-Encoding: chunked'),
    '4\r\nFAKE\r\n0\r\n\0rubbish\r\n\r\n',
  ),
  'trailers without end': (socket, path) => {
    socket.write(`${http('HTTP/1.1 200 OK', 'Transfer-Encoding: chunked')}4\r\nFAKE\r\n0\r\n`);
    endless('X-A: b\r\n')(socket, path);
  },
  'a compressed body': sends(
    http('HTTP/1.1 200 OK', 'Content-Encoding: gzip', 'Connection: close'),
    gzipSync('FAKE'),
  ),
  'an unknown coding': sends(http('HTTP/1.1 200 OK', 'Content-Encoding: x, y', 'Content-Length: 4'), 'FAKE'),
  'a redirect to itself': (socket, path) =>
    void socket.write(http('HTTP/1.1 302 Found', `Location: ${path}`, 'Content-Length: 0')),
  'a redirect to nowhere': sends(http('HTTP/1.1 302 Found', 'Location: http://[', 'Content-Length: 0')),
  'a redirect with a body without end': (socket, path) => {
    socket.write(http('HTTP/1.1 302 Found', `Location: ${path}`, 'Transfer-Encoding: chunked'));
    endless('4\r\nFAKE\r\n')(socket, path);
  },
  'a redirect of 100,000 characters': sends(
    http('HTTP/1.1 302 Found', `Location: /${'a'.repeat(100_000)}`, 'Content-Length: 0'),
  ),
  'a status of 204 with a body': sends(http('HTTP/1.1 204 No Content'), 'FAKE'),
  'a status of 401': sends(http('HTTP/1.1 401 x', 'WWW-Authenticate: Basic', 'Content-Length: 0')),
};
