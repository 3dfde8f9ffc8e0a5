import { describe, expect, test } from 'vitest';
import { ahead } from './ahead.js';

const things = Array.from({ length: 10 }, (_, i) => i);

/** Works that end when they are told to. */
function works(sizes: (thing: number) => number) {
  const started: number[] = [];
  const ends = new Map<number, () => void>();
  const result = ahead(
    things,
    (thing) => {
      started.push(thing);
      return new Promise<number>((resolve) => ends.set(thing, () => resolve(thing)));
    },
    sizes,
  );
  return { result, started, end: (thing: number) => ends.get(thing)?.() };
}

describe('work ahead', () => {
  test('starts four at once, and gives results in order', async () => {
    const { result, started, end } = works(() => 1);
    const first = result(0);
    expect(started).toEqual([0, 1, 2, 3]);
    end(3);
    end(0);
    expect(await first).toBe(0);
    expect(started).toEqual([0, 1, 2, 3, 4]);
  });

  test('holds few bytes at once, but a large file alone', async () => {
    const { result, started, end } = works((thing) => (thing === 1 ? 1e9 : 20 << 20));
    const first = result(0);
    expect(started).toEqual([0]);
    end(0);
    await first;
    expect(started).toEqual([0, 1]);
    const second = result(1);
    end(1);
    await second;
    expect(started).toEqual([0, 1, 2, 3, 4]);
  });

  test('tells a fault when its turn has come', async () => {
    const failing = ahead(
      things,
      async (thing) => {
        if (thing === 1) throw new Error('no');
        return thing;
      },
      () => 1,
    );
    expect(await failing(0)).toBe(0);
    await expect(failing(1)).rejects.toThrow('no');
    expect(await failing(2)).toBe(2);
  });
});
