// The API's document says cURL, so cURL itself is asked: the one of the system.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasProgram } from '../../../test/debian.js';
import { type Door, key, openSocket } from './doors.js';
import { fake } from './fake-engine.js';

describe.skipIf(!hasProgram('curl', 'curl'))('cURL', () => {
  let door: Door;
  let folder: string;

  beforeAll(async () => {
    door = await openSocket();
    folder = await mkdtemp(join(tmpdir(), 'exifkit-curl-'));
  });
  afterAll(async () => {
    await door.close();
    await rm(folder, { recursive: true });
  });

  const curl = async (...args: string[]): Promise<string> => {
    const { stdout } = await promisify(execFile)('curl', ['-sS', ...args], { maxBuffer: 1 << 27 });
    return stdout;
  };
  const json = async (...args: string[]): Promise<Record<string, never>> => JSON.parse(await curl(...args));
  const fileNamed = async (name: string, bytes: Uint8Array = fake()): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, bytes);
    return path;
  };
  const header = ['-H', `X-API-Key: ${key}`];

  it('extracts, and gets the result again', async () => {
    const path = await fileNamed('image.jpg');
    const first = await json('-X', 'POST', ...header, '-F', `file=@${path}`, `${door.origin}/api/v1/extract`);
    expect(first).toMatchObject({ success: true, status: 'completed', fileName: 'image.jpg' });
    const again = await json(`${door.origin}/api/v1/extract/${first['uuid']}`);
    expect(again).toEqual({ ...first, filename: 'image.jpg' });
  });

  it('removes, and downloads under the original name', async () => {
    const path = await fileNamed('holiday.jpg');
    const { downloadUrl } = await json(
      '-F',
      `file=@${path}`,
      `${door.origin}/api/v1/remove?key=${key}&keep=none`,
    );
    await curl('--output-dir', folder, '-o', 'out.jpg', downloadUrl!);
    expect(await readFile(join(folder, 'out.jpg'), 'utf8')).toMatch(/^FAKE\[\]/);
    const range = await curl('-r', '0-3', downloadUrl!);
    expect(range).toBe('FAKE');
    const head = await curl('-I', downloadUrl!);
    expect(head).toMatch(/content-length: 21\r\n/i);
    expect(head).toContain(`filename*=UTF-8''holiday.jpg`);
  });

  it.each(['日本 語.jpg', 'say "cheese".jpg', "it's; a=b, c.jpg", 'back\\slash.jpg', '100%22.jpg'])(
    'sends a file named %s',
    async (name) => {
      const path = await fileNamed(name);
      const quoted = `file=@"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
      const { fileName } = await json(...header, '-F', quoted, `${door.origin}/api/v1/extract`);
      const ambiguous = { 'back\\slash.jpg': 'slash.jpg', '100%22.jpg': '100".jpg' }[name];
      expect(fileName).toBe(ambiguous ?? name);
    },
  );

  it('sends 45 MB, waiting for 100 Continue', async () => {
    const path = await fileNamed('large.jpg', fake('', 45_000_000));
    const url = `${door.origin}/api/v1/extract`;
    const answer = await curl(
      '-v',
      '--stderr',
      '-',
      ...header,
      '-H',
      'Expect: 100-continue',
      '-F',
      `file=@${path}`,
      url,
    );
    expect(answer).toContain('HTTP/1.1 100 Continue');
    expect(answer).toContain('"Size":45000000');
  });

  it('gets an error for a body over the limit', async () => {
    const path = await fileNamed('too-large.jpg', fake('', 60_000_000));
    const url = `${door.origin}/api/v1/extract`;
    const status = ['-o', '/dev/null', '-w', '%{http_code} %header{x-error-code}'];
    expect(await curl(...status, ...header, '-F', `file=@${path}`, url)).toBe('413 body-too-large');
    const chunked = ['-H', 'Transfer-Encoding: chunked', '-H', 'Expect:'];
    expect(await curl(...status, ...chunked, ...header, '-F', `file=@${path}`, url)).toBe(
      '413 body-too-large',
    );
  });

  it('gets errors in the envelope', async () => {
    const url = `${door.origin}/api/v1/extract`;
    expect(await json('-X', 'POST', url)).toEqual({ success: false, error: 'Invalid API key' });
    expect(await json('-X', 'POST', ...header, url)).toEqual({
      success: false,
      error: 'Invalid request parameters',
    });
    const local = await json(...header, '--json', '{"url":"http://169.254.169.254/"}', url);
    expect(local).toEqual({ success: false, error: 'Invalid request parameters' });
    const form = await json(...header, '-d', 'url=http://[::1]/', url);
    expect(form).toEqual({ success: false, error: 'Invalid request parameters' });
  });
});
