// What every store must do, whatever is behind it.
import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Entry, type Kind, type Store, type Stored, StoreError } from '../../src/storage/store.js';

export const id = '123e4567-e89b-12d3-a456-426614174000';

/** Opens one more store over the same objects; they are gone when a test has ended. */
export type OpenStore = () => Promise<Store>;

/** The contract as tests. `setUp` makes an empty place for objects; what it gives back is opened twice. */
export function testStore(setUp: () => Promise<OpenStore>): void {
  describe('keeps the contract of a store:', () => {
    let store: Store;
    let other: Store;
    beforeEach(async () => {
      const open = await setUp();
      [store, other] = [await open(), await open()];
    });
    afterEach(async () => {
      await store.close();
      await other.close();
    });

    it('gives back what was put, whole and in part', async () => {
      const expires = Date.now() + 60_000;
      await store.put('cleaned', id, entry('0123456789', expires));
      const found = await other.get('cleaned', id);
      expect(found).toMatchObject({ id, meta: { name: 'a "b"\n日.jpg' }, size: 10, expires });
      expect(await text(found)).toBe('0123456789');
      expect(await text(found, 3, 5)).toBe('34');
      expect(await text(found, 9)).toBe('9');
      expect(await text(found)).toBe('0123456789');
    });

    it('keeps an empty body and long names', async () => {
      const meta = { name: '\u{1f5bc}'.repeat(100), type: 'image/jpeg' };
      await store.put('results', id, { meta, body: new Uint8Array(0), expires: undefined });
      const found = await store.get('results', id);
      expect([found?.meta, found?.size, await text(found)]).toEqual([meta, 0, '']);
    });

    it('keeps 45 MB that come as a stream', async () => {
      const size = 45_000_000;
      const sum = createHash('sha256');
      await store.put('cleaned', id, {
        meta: {},
        body: { size, stream: noise(size, sum) },
        expires: Date.now() + 60_000,
      });
      const found = (await other.get('cleaned', id))!;
      const read = createHash('sha256');
      for await (const chunk of (await found.open())!) read.update(chunk);
      expect([found.size, read.digest('hex')]).toEqual([size, sum.digest('hex')]);
      expect((await new Response(await found.open(12_345_678, 13_345_677)).arrayBuffer()).byteLength).toBe(
        999_999,
      );
      await store.delete('cleaned', id);
      expect(await other.get('cleaned', id)).toBeUndefined();
    });

    it('replaces what was there', async () => {
      await store.put('results', id, entry('old'));
      await other.put('results', id, entry('newer'));
      expect(await text(await store.get('results', id))).toBe('newer');
    });

    it('keeps kinds apart', async () => {
      await store.put('results', id, entry('x'));
      expect(await store.get('cleaned', id)).toBeUndefined();
      expect([await ids(store, 'results'), await ids(store, 'cleaned')]).toEqual([[id], []]);
    });

    it('lists all', async () => {
      const some = Array.from({ length: 25 }, () => crypto.randomUUID()).sort();
      await Promise.all(some.map((one) => store.put('keys', one, entry(one))));
      expect((await ids(other, 'keys')).sort()).toEqual(some);
    });

    it('keeps what a stream brings', async () => {
      await store.put('cleaned', id, streamEntry(10, ['0123', '', '456789']));
      const found = await store.get('cleaned', id);
      expect([found?.size, await text(found), await text(found, 3, 5)]).toEqual([10, '0123456789', '34']);
    });

    it.each([
      ['less than it said', 11, ['0123456789'], /as long as it said/],
      ['more than it said', 9, ['01234', '56789'], /as long as it said/],
      ['an error', 10, ['01234', new Error('of its own')], /of its own/],
    ])('keeps nothing of a stream that brings %s, and passes on why', async (_, size, chunks, why) => {
      await store.put('cleaned', id, entry('before'));
      const failed = store.put('cleaned', id, streamEntry(size, chunks));
      await expect(failed).rejects.toThrow(why);
      await expect(failed).rejects.not.toBeInstanceOf(StoreError);
      expect(await text(await store.get('cleaned', id))).toBe('before');
    });

    it('has nothing of an object before it is whole', async () => {
      let end = (): void => {};
      const half = new Promise<void>((settle) => {
        end = settle;
      });
      const size = 1_000_000;
      const sum = createHash('sha256');
      const putting = store.put('cleaned', id, {
        meta: {},
        body: { size, stream: noise(size, sum, () => half) },
        expires: undefined,
      });
      await wait(100);
      expect(await other.get('cleaned', id)).toBeUndefined();
      end();
      await putting;
      expect((await other.get('cleaned', id))?.size).toBe(size);
    });

    it('deletes, also what is not there', async () => {
      await store.put('results', id, entry('x'));
      await store.put('cleaned', id, entry('x'));
      await other.delete('results', id);
      await other.delete('results', id);
      expect(await store.get('results', id)).toBeUndefined();
      expect(await text(await store.get('cleaned', id))).toBe('x');
    });

    it('gives no mixture of two objects where one replaced the other', async () => {
      const [before, after] = [{ ...entry('-'.repeat(300_000)), meta: {} }, entry('+'.repeat(400_000))];
      await store.put('cleaned', id, before);
      const old = await other.get('cleaned', id);
      await store.put('cleaned', id, after);
      const read = await text(old);
      expect([undefined, '-'.repeat(300_000)].includes(read)).toBe(true);
    });

    it('has one of the objects that are put at once, and it whole', async () => {
      const bodies = Array.from({ length: 16 }, (_, i) =>
        String.fromCharCode(97 + i).repeat(1000 + i * 40_000),
      );
      const reads = bodies.map(async (_, i) => {
        await wait(i * 3);
        return await text(await store.get('results', id)).catch(() => undefined);
      });
      await Promise.all(bodies.map((body, i) => [store, other][i % 2]!.put('results', id, entry(body))));
      for (const read of await Promise.all(reads)) expect([undefined, ...bodies].includes(read)).toBe(true);
      expect(bodies.includes((await text(await other.get('results', id)))!)).toBe(true);
      expect(await ids(store, 'results')).toEqual([id]);
    });

    it('gives nothing out after its time, to the second, swept or not', async () => {
      const expires = Date.now() + 1500;
      await store.put('results', id, entry('x', expires));
      await store.put('cleaned', id, entry('x', expires));
      await store.put('keys', id, entry('x'));
      const found = await other.get('results', id);
      expect(found !== undefined || Date.now() >= expires).toBe(true);
      await wait(expires - Date.now());
      expect(await other.get('results', id)).toBeUndefined();
      await wait(50);
      await store.sweep();
      expect([await ids(store, 'results'), await ids(store, 'cleaned')]).toEqual([[], []]);
      expect(await ids(store, 'keys')).toEqual([id]);
    });

    it('sweeps all that is due, and nothing that was put anew', async () => {
      const due = Array.from({ length: 30 }, () => crypto.randomUUID());
      const expires = Date.now() + 300;
      await Promise.all(due.map((one) => store.put('results', one, entry('x', expires))));
      await store.put('results', id, entry('old', expires));
      await store.put('results', id, entry('anew', Date.now() + 60_000));
      await wait(Math.max(0, expires + 50 - Date.now()));
      await store.sweep();
      expect(await ids(store, 'results')).toEqual([id]);
      expect(await text(await store.get('results', id))).toBe('anew');
    });

    it.each(['', '../keys/a', 'a/b', 'A', '.', '*', 'a'.repeat(65)])(
      'finds nothing under the id %j',
      async (odd) => {
        expect(await store.get('results', odd)).toBeUndefined();
        await expect(store.put('results', odd, entry('x'))).rejects.toThrow(RangeError);
      },
    );
  });
}

export function entry(body: string, expires?: number): Entry {
  return { meta: { name: 'a "b"\n日.jpg' }, body: new TextEncoder().encode(body), expires };
}

export function streamEntry(size: number, chunks: readonly (string | Error)[]): Entry {
  const pieces = chunks.values();
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      const { done, value } = pieces.next();
      if (done) controller.close();
      else if (value instanceof Error) controller.error(value);
      else controller.enqueue(new TextEncoder().encode(value));
    },
  });
  return { meta: {}, body: { size, stream }, expires: undefined };
}

/** Bytes that are never the same, summed up as they go; `atHalf` holds up the second half. */
function noise(
  size: number,
  sum: ReturnType<typeof createHash>,
  atHalf: () => Promise<void> = async () => {},
): ReadableStream<Uint8Array> {
  let left = size;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (left < size / 2) await atHalf();
      const chunk = crypto.getRandomValues(new Uint8Array(Math.min(left, 65_536)));
      sum.update(chunk);
      left -= chunk.length;
      if (chunk.length > 0) controller.enqueue(chunk);
      if (left === 0) controller.close();
    },
  });
}

export async function ids(store: Store, kind: Kind): Promise<string[]> {
  const all: string[] = [];
  for await (const one of store.list(kind)) all.push(one);
  return all;
}

export async function text(
  stored: Stored | undefined,
  start?: number,
  end?: number,
): Promise<string | undefined> {
  const stream = await stored?.open(start, end);
  return stream && new Response(stream).text();
}
