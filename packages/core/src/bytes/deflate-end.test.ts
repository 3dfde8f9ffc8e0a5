import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { DeflateEnd, type StreamEnd } from './deflate-end.js';

let seed = 1;
function random(below: number): number {
  seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
  return (seed >>> 8) % below;
}

function walk(bytes: Uint8Array, step: number): StreamEnd {
  const end = new DeflateEnd();
  for (let at = 0; at < bytes.length; at += step) {
    const found = end.push(bytes.subarray(at, at + step));
    if (found !== 'incomplete') return found;
  }
  return end.finish();
}

test('finds the end of streams of all kinds, however they are cut into parts', () => {
  for (let i = 0; i < 300; i++) {
    const data = Uint8Array.from({ length: random(20_000) }, () => random([2, 20, 200, 256][i & 3]!));
    const stream = deflateSync(data, {
      level: [0, 1, 6, 9][(i >> 2) & 3]!,
      strategy: i % 5,
      windowBits: [9, 12, 15][i % 3]!,
    });
    const tail = Uint8Array.from({ length: random(40) }, () => random(256));
    const whole = Buffer.concat([stream, tail]);
    expect(walk(whole, [1, 3, 17, 100, 1000, 70_000][i % 6]!)).toBe(stream.length);
    expect(walk(stream.subarray(0, random(stream.length)), 64)).toBe('incomplete');
  }
});

test('passes codes of up to 15 bits, and matches near and far', () => {
  for (let i = 0; i < 40; i++) {
    const data = new Uint8Array(60_000);
    for (let at = 0; at < data.length; ) {
      let value = 0;
      while (value < 250 && random(5) < 3) value++;
      data[at++] = value;
      if (at < 300 || random(6) > 0) continue;
      const from = at - 1 - random(Math.min(at - 1, i & 1 ? 32_000 : 4));
      const end = Math.min(data.length, at + random(250));
      for (let source = from; at < end; source++) data[at++] = data[source]!;
    }
    const stream = deflateSync(data, { level: 1 + (i % 9), strategy: i % 3 });
    const whole = Buffer.concat([stream, Buffer.alloc(i, i)]);
    expect(walk(whole, [977, 4096, 70_000][i % 3]!)).toBe(stream.length);
  }
});

test('damage is told, with the place up to which the stream is sound', () => {
  expect(walk(Uint8Array.of(1, 2, 3, 4, 5, 6), 6)).toBe('damaged');
  expect(walk(Uint8Array.of(0x78, 0x9c, 0x07, 0, 0, 0, 0, 0), 8)).toBe('damaged');
  const end = new DeflateEnd();
  end.push(
    Buffer.concat([
      deflateSync(Buffer.alloc(0), { level: 0 }).subarray(0, 2),
      Buffer.from('0001ffff0000', 'hex'),
    ]),
  );
  expect(end.finish()).toBe('damaged');
  expect(end.sound).toBe(2);
});

test('random bytes never throw and never hang', () => {
  for (let i = 0; i < 2000; i++) {
    const bytes = Uint8Array.from({ length: 200 }, () => random(256));
    bytes.set([0x78, 0x9c]);
    expect(['incomplete', 'damaged', 'number']).toContain(
      typeof walk(bytes, 50) === 'number' ? 'number' : walk(bytes, 50),
    );
  }
});
