// The command `exifkit-server`: starts the server, and makes, lists and revokes keys.
import { parseArgs } from 'node:util';
import { ConfigError, readConfig } from './config.js';
import type { Running, StartOptions } from './entries/node.js';
import { openSetStore } from './entries/open-store.js';
import { createKeyRing, type Key, type KeyRing, shortId } from './keys.js';
import { integer } from './setting-values.js';

const usage = `usage: exifkit-server                     start the server (settings are in the environment)
       exifkit-server keys create NAME    make an API key, print it once, store its hash
                      --rate N            it may make N requests a minute
                      --quota N           it may make N requests a day
       exifkit-server keys list           id, name, limits and age of all keys
       exifkit-server keys revoke NAME    forget a key, by its name or id`;

/** What cannot be done as it was asked; the message says why. */
class CommandError extends Error {
  override readonly name: string = 'CommandError';
  readonly exitCode: number;

  constructor(message: string, exitCode: number) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** The exit codes that `sysexits.h` has for settings (systemd knows that starting again is no use) and for usage. */
const wrongSetting = 78;
const wrongUsage = 64;

/** Does what the command line says, and tells what is wrong with it. */
export async function runCommand(start: (options: StartOptions) => Promise<Running>): Promise<void> {
  try {
    const [command, ...rest] = process.argv.slice(2);
    if (command === undefined) return await serve(start);
    if (command === 'keys') return await keys(rest);
    if (command === '--help' || command === '-h') return console.log(usage);
    throw new CommandError(usage, wrongUsage);
  } catch (error) {
    if (!(error instanceof ConfigError || error instanceof CommandError)) throw error;
    console.error(error.message.replace(/^(?!usage:| )/gm, 'exifkit: '));
    process.exitCode = error instanceof CommandError ? error.exitCode : wrongSetting;
  }
}

async function serve(start: (options: StartOptions) => Promise<Running>): Promise<void> {
  const starting = start({
    env: process.env,
    log: (line) => console.error(line),
    print: (text) => console.log(text),
  });
  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    starting.then(
      (running) => running.stop(),
      () => {},
    );
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  await starting;
}

async function keys(args: readonly string[]): Promise<void> {
  const { positionals, values } = parseKeysArgs(args);
  const [verb, name, ...more] = positionals;
  const act = verb === undefined || more.length > 0 ? undefined : verbs[verb];
  if (!act || (verb === 'list') !== (name === undefined)) throw new CommandError(usage, wrongUsage);
  const limits = { rate: limit('rate', values.rate), quota: limit('quota', values.quota) };
  const config = readConfig(process.env);
  if (config.store.kind === 'memory') {
    throw new ConfigError('EXIFKIT_STORE: a key made for `memory:` would be lost');
  }
  const store = await openSetStore(config, process.env);
  try {
    await act(await createKeyRing(config.apiKeys, store), name ?? '', limits);
  } finally {
    await store.close();
  }
}

interface KeysArgs {
  readonly positionals: readonly string[];
  readonly values: { readonly rate?: string | undefined; readonly quota?: string | undefined };
}

function parseKeysArgs(args: readonly string[]): KeysArgs {
  try {
    const options = { rate: { type: 'string' }, quota: { type: 'string' } } as const;
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch {
    throw new CommandError(usage, wrongUsage);
  }
}

const maxLimit = 1_000_000_000;

function limit(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = integer(1, maxLimit)(text);
  if (value === undefined) {
    throw new CommandError(`--${option}: expected a number of requests, 1 to ${maxLimit}`, wrongUsage);
  }
  return value;
}

type Verb = (ring: KeyRing, name: string, limits: Key['limits']) => Promise<void>;

const verbs: Readonly<Record<string, Verb | undefined>> = {
  async create(ring, name, limits) {
    if (!/^[\w.@+-]{1,64}$/.test(name)) {
      throw new CommandError('a name has 1 to 64 letters, digits, and . _ @ + -', wrongUsage);
    }
    if ((await ring.list()).some((key) => key.name === name)) {
      throw new CommandError(`there is a key named ${name}: revoke it, or take another name`, 1);
    }
    console.log(await ring.make(name, limits));
  },
  async list(ring) {
    const rows = (await ring.list()).map(({ id, name, limits, created }) => [
      shortId(id),
      name ?? '(EXIFKIT_API_KEYS)',
      limits.rate ? `${limits.rate}/minute` : '-',
      limits.quota ? `${limits.quota}/day` : '-',
      created ? new Date(created).toISOString() : '-',
    ]);
    console.log(table([['ID', 'NAME', 'RATE', 'QUOTA', 'CREATED'], ...rows]));
  },
  async revoke(ring, name) {
    const found = (await ring.list()).filter((key) => key.name === name || shortId(key.id) === name);
    if (found.length === 0) throw new CommandError(`there is no key named ${name}`, 1);
    if (found.some((key) => key.name === undefined)) {
      throw new CommandError('a key of EXIFKIT_API_KEYS is revoked by taking it out of there', 1);
    }
    for (const { id } of found) await ring.revoke(id);
  },
};

function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
