import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Capacity } from '../src/capacity.js';
import type { Engine } from '../src/engine.js';
import type { UploadFolder } from '../src/upload.js';
import { type Door, openApp, post } from './doors.js';
import { fake, fakeEngine } from './fake-engine.js';

interface Line {
  readonly index: number;
  readonly uuid?: string;
}

let door: Door;
beforeAll(async () => {
  door = await openApp();
});
afterAll(() => door.close());

describe('a batch', () => {
  const several = (...flags: string[]): FormData => {
    const body = new FormData();
    for (const [i, flag] of flags.entries()) body.append('file', new Blob([fake(flag)]), `${i}.jpg`);
    return body;
  };
  const lines = async (response: Response): Promise<Line[]> =>
    (await response.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));

  it('answers a line for each file, an error where one fails, and keeps the results', async () => {
    const response = await door.ask('/api/v1/extract/batch?format=numeric', post(several('', '!', 'W')));
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/x-ndjson']);
    const found = (await lines(response)).sort((a, b) => a.index - b.index);
    expect(found[0]).toMatchObject({
      index: 0,
      success: true,
      fileName: '0.jpg',
      metadata: { exif: { ISO: 100 } },
    });
    expect(found[1]).toEqual({
      index: 1,
      fileName: '1.jpg',
      success: false,
      error: 'An error occurred while processing your request',
      code: 'internal-error',
    });
    expect(found[2]).toMatchObject({ index: 2, success: true, warnings: [{ code: 'malformed' }] });
    expect((await door.ask(`/api/v1/extract/${found[2]!.uuid}`)).status).toBe(200);
    expect(door.log.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({
        event: 'batch',
        level: 'error',
        cause: expect.stringMatching(/^Error < at/),
      }),
    );
  });

  it('takes up to 20 files', async () => {
    const full = await door.ask('/api/v1/extract/batch', post(several(...Array(20).fill(''))));
    expect((await lines(full)).map(({ index }) => index).sort((a, b) => a - b)).toEqual([
      ...Array(20).keys(),
    ]);
    const refused = async (body: FormData): Promise<string | null> =>
      (await door.ask('/api/v1/extract/batch', post(body))).headers.get('x-error-code');
    expect(await refused(several(...Array(21).fill('')))).toBe('too-many-files');
    expect(await refused(several())).toBe('missing-input');
    const form = several('');
    form.set('format', 'octal');
    expect(await refused(form)).toBe('invalid-parameter');
  });

  it('sends a line as soon as its file is done, whatever the others take', async () => {
    let release = (): void => {};
    const released = new Promise<void>((settle) => {
      release = settle;
    });
    const read: Engine['read'] = async (source, options) => {
      const found = await fakeEngine.read(source, options);
      if (found.warnings.length > 0) await released;
      return found;
    };
    const slow = await openApp({}, Date.now, { ...fakeEngine, read });
    const response = await slow.unchecked('/api/v1/extract/batch', post(several('W', '', '')));
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    const first = JSON.parse((await reader.read()).value!);
    const second = JSON.parse((await reader.read()).value!);
    expect([first.index, second.index].sort()).toEqual([1, 2]);
    release();
    expect(JSON.parse((await reader.read()).value!).index).toBe(0);
    expect((await reader.read()).done).toBe(true);
  });

  it('lets its files go when the client goes', async () => {
    const files = new Set<string>();
    const uploads: UploadFolder = {
      create: async () => {
        const path = `file-${files.size}`;
        files.add(path);
        return {
          path,
          source: { size: 300_000, read: async () => fake() },
          write: async () => {},
          close: async () => {},
          remove: async () => void files.delete(path),
        };
      },
    };
    const door = await openApp({}, Date.now, fakeEngine, { uploads });
    const body = new FormData();
    for (let i = 0; i < 9; i++) body.append('file', new Blob([fake('', 300_000)]), `${i}.jpg`);
    const response = await door.unchecked('/api/v1/extract/batch', post(body));
    const reader = response.body!.getReader();
    await reader.read();
    expect(files.size).toBeGreaterThan(0);
    await reader.cancel();
    expect([...files]).toEqual([]);
  });

  it('holds nothing of its files where one of them is empty', async () => {
    const capacity = new Capacity();
    const counted = await openApp({}, Date.now, fakeEngine, { capacity });
    const body = several('', '');
    body.append('file', new Blob([]), 'empty.jpg');
    const refused = await counted.ask('/api/v1/extract/batch', post(body));
    expect([refused.headers.get('x-error-code'), capacity.held]).toEqual(['empty-file', 0]);
  });

  it('counts each file as a request', async () => {
    const limited = await openApp({ EXIFKIT_RATE_LIMIT: '3' });
    const ask = async (body: FormData): Promise<number> =>
      (await limited.ask('/api/v1/extract/batch', post(body))).status;
    expect(await ask(several('', '', '', ''))).toBe(429);
    await limited.close();
  });
});
