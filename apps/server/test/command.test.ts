import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { form, key } from './doors.js';
import { fake } from './fake-engine.js';
import { type Built, buildSources, type Child, run } from './process.js';

let built: Built;
let folder: string;
beforeAll(async () => {
  built = await buildSources();
});
afterAll(() => built.remove());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'exifkit-command-'));
});
afterEach(() => rm(folder, { recursive: true }));

const node = (script: string, args: readonly string[], env: Record<string, string> = {}): Child =>
  run(process.execPath, [join(built.folder, script), ...args], {
    PORT: '0',
    EXIFKIT_DATA_DIR: folder,
    ...env,
  });

/** What the command prints, and its exit code. */
async function command(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<[string, number | null]> {
  const child = node('src/entries/node.js', args, env);
  const code = await child.exit;
  return [child.output().trimEnd(), code];
}

describe('keys', () => {
  it('are made with their limits, listed and revoked, and a running server knows at once', async () => {
    const server = node('test/child-server.js', [], { EXIFKIT_API_KEYS: key });
    const url = (await server.printed(/listens on (\S+)/))[1]!;
    const ask = async (made: string): Promise<number> =>
      (
        await fetch(`${url}/api/v1/extract`, {
          method: 'POST',
          body: form(fake()),
          headers: { 'X-API-Key': made },
        })
      ).status;
    const [many, code] = await command(['keys', 'create', 'many']);
    expect([many, code]).toEqual([expect.stringMatching(/^exk_[\w-]{43}$/), 0]);
    const [few] = await command(['keys', 'create', 'few', '--rate=2', '--quota', '1000']);
    const [one] = await command(['keys', 'create', 'one', '--quota=1']);
    expect([await ask(many), await ask(many), await ask(many)]).toEqual([200, 200, 200]);
    expect([await ask(few), await ask(few), await ask(few)]).toEqual([200, 200, 429]);
    expect([await ask(one), await ask(one)]).toEqual([200, 429]);

    const [listed] = await command(['keys', 'list'], { EXIFKIT_API_KEYS: key });
    const rows = listed.split('\n').map((row) => row.split(/ {2,}/));
    const [id, time] = [expect.stringMatching(/^[0-9a-f]{12}$/), expect.stringMatching(/^\d{4}-.*Z$/)];
    expect(rows).toEqual([
      ['ID', 'NAME', 'RATE', 'QUOTA', 'CREATED'],
      [id, '(EXIFKIT_API_KEYS)', '-', '-', '-'],
      [id, 'few', '2/minute', '1000/day', time],
      [id, 'many', '-', '-', time],
      [id, 'one', '-', '1/day', time],
    ]);
    expect(listed).not.toMatch(/exk_/);

    expect(await command(['keys', 'revoke', 'many'])).toEqual(['', 0]);
    expect(await command(['keys', 'revoke', rows[4]![0]!])).toEqual(['', 0]);
    expect([await ask(many), await ask(one), await ask(key)]).toEqual([401, 401, 200]);
    server.process.kill('SIGKILL');
    await server.exit;
  });

  it('have names of their own', async () => {
    await command(['keys', 'create', 'mine']);
    expect(await command(['keys', 'create', 'mine'])).toEqual([
      'exifkit: there is a key named mine: revoke it, or take another name',
      1,
    ]);
    expect(await command(['keys', 'revoke', 'yours'])).toEqual(['exifkit: there is no key named yours', 1]);
  });

  it.each([
    [['keys', 'create', 'two words'], /^exifkit: a name has /],
    [['keys', 'create', 'a', '--rate=0'], /^exifkit: --rate: expected a number/],
    [['keys', 'create', 'a', '--quota=many'], /^exifkit: --quota: expected a number/],
    [['keys', 'create'], /^usage: /],
    [['keys', 'create', 'a', 'b'], /^usage: /],
    [['keys', 'list', 'a'], /^usage: /],
    [['keys', 'drop', 'a'], /^usage: /],
    [['keys', 'create', 'a', '--speed=1'], /^usage: /],
    [['keys'], /^usage: /],
    [['serve'], /^usage: /],
  ])('%j is refused with what is right', async (args, expected) => {
    expect(await command(args)).toEqual([expect.stringMatching(expected), 64]);
  });

  it('that would be lost are not made', async () => {
    expect(await command(['keys', 'create', 'a'], { EXIFKIT_STORE: 'memory:' })).toEqual([
      'exifkit: EXIFKIT_STORE: a key made for `memory:` would be lost',
      78,
    ]);
  });
});

it('SIGTERM ends the server in good order', async () => {
  const server = node('src/entries/node.js', [], { EXIFKIT_API_KEYS: key });
  await server.printed(/listens on (\S+)/);
  server.process.kill('SIGTERM');
  expect(await server.exit).toBe(0);
  expect(server.output()).toMatch(/"event":"stopped","requests":"finished"\}\n$/);
});
