// The settings: a list of them, each read from the environment, checked, and with its default.
import {
  addressRange,
  baseUrl,
  bytes,
  duration,
  host,
  hostPort,
  integer,
  list,
  secret,
} from './setting-values.js';
import { parseStore, type StoreSetting, storeForms } from './storage/setting.js';

/** The settings of a server. What they mean is told in the README; times are in milliseconds. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly apiKeys: readonly string[];
  readonly dataDir: string;
  readonly store: StoreSetting;
  /** Without a slash at its end. */
  readonly publicUrl: string | undefined;
  /** Ranges of addresses. */
  readonly trustedProxies: readonly string[];
  readonly maxBytes: number;
  readonly retention: number;
  /** `host:port` as URLs spell them. */
  readonly fetchAllow: ReadonlySet<string>;
  /** Requests of a key in a minute. */
  readonly rateLimit: number | undefined;
  /** Bytes of requests held in memory. */
  readonly maxMemory: number;
  /** Files that are worked on or wait for it. */
  readonly maxConcurrency: number;
  readonly maxConnections: number;
  /** Downloads that are being sent. */
  readonly maxDownloads: number;
  readonly headersTimeout: number;
  /** Bytes a second. */
  readonly minBodyRate: number;
  readonly metricsToken: string | undefined;
  readonly shutdownTimeout: number;
}

/** A setting: the variable it is read from, its value where that is not set, and how it is spelled. */
interface Setting<Value> {
  readonly name: string;
  readonly fallback: Value;
  /** Gives `undefined` for a text that is no value; throws ConfigError where more can be said than `expected`. */
  readonly parse: (text: string) => Value | undefined;
  /** Ends the sentence `NAME: expected ...`. No message quotes the text, which may hold a secret. */
  readonly expected: string;
}

const settings: { readonly [Field in keyof Config]: Setting<Config[Field]> } = {
  port: {
    name: 'PORT',
    fallback: 3000,
    parse: integer(0, 65_535),
    expected: 'a port number, 0 to 65535',
  },
  host: {
    name: 'HOST',
    fallback: '127.0.0.1',
    parse: host,
    expected: 'an address or host name',
  },
  apiKeys: {
    name: 'EXIFKIT_API_KEYS',
    fallback: [],
    parse: list(secret),
    expected: 'a comma list of keys of 1 to 256 printable ASCII characters, no spaces',
  },
  dataDir: {
    name: 'EXIFKIT_DATA_DIR',
    fallback: './data',
    parse: (text) => text,
    expected: 'a directory',
  },
  store: {
    name: 'EXIFKIT_STORE',
    fallback: { kind: 'file', path: undefined },
    parse: parseStore,
    expected: storeForms,
  },
  publicUrl: {
    name: 'EXIFKIT_PUBLIC_URL',
    fallback: undefined,
    parse: baseUrl,
    expected: 'an http or https URL without query, e.g. https://photos.example',
  },
  trustedProxies: {
    name: 'EXIFKIT_TRUSTED_PROXIES',
    fallback: [],
    parse: list(addressRange),
    expected: 'a comma list of IP addresses or CIDR ranges, e.g. 10.0.0.0/8',
  },
  maxBytes: {
    name: 'EXIFKIT_MAX_BYTES',
    fallback: 50 * 2 ** 20,
    parse: bytes(1, 2 ** 31),
    expected: 'a size from 1 byte to 2 GiB, e.g. 52428800 or 50MiB',
  },
  retention: {
    name: 'EXIFKIT_RETENTION',
    fallback: 24 * 60 * 60_000,
    parse: duration(365),
    expected: 'a time from 1s to 365d, e.g. 90s, 30m, 24h or 7d',
  },
  fetchAllow: {
    name: 'EXIFKIT_FETCH_ALLOW',
    fallback: new Set(),
    parse: (text) => {
      const hosts = list(hostPort)(text);
      return hosts && new Set(hosts);
    },
    expected: 'a comma list of host:port, e.g. localhost:8080',
  },
  rateLimit: {
    name: 'EXIFKIT_RATE_LIMIT',
    fallback: undefined,
    parse: integer(1, 1_000_000),
    expected: 'a number of requests per minute, 1 to 1000000',
  },
  maxMemory: {
    name: 'EXIFKIT_MAX_MEMORY',
    fallback: 256 * 2 ** 20,
    parse: bytes(2 ** 20, 2 ** 36),
    expected: 'a size from 1 MiB to 64 GiB, e.g. 256MiB',
  },
  maxConcurrency: {
    name: 'EXIFKIT_MAX_CONCURRENCY',
    fallback: 256,
    parse: integer(1, 100_000),
    expected: 'a number of files, 1 to 100000',
  },
  maxConnections: {
    name: 'EXIFKIT_MAX_CONNECTIONS',
    fallback: 2000,
    parse: integer(1, 1_000_000),
    expected: 'a number of connections, 1 to 1000000',
  },
  maxDownloads: {
    name: 'EXIFKIT_MAX_DOWNLOADS',
    fallback: 1000,
    parse: integer(1, 1_000_000),
    expected: 'a number of downloads, 1 to 1000000',
  },
  headersTimeout: {
    name: 'EXIFKIT_HEADERS_TIMEOUT',
    fallback: 15_000,
    parse: duration(1),
    expected: 'a time from 1s to 1d, e.g. 15s',
  },
  minBodyRate: {
    name: 'EXIFKIT_MIN_BODY_RATE',
    fallback: 8 * 1024,
    parse: bytes(1, 2 ** 31),
    expected: 'a size for each second, e.g. 8KiB',
  },
  metricsToken: {
    name: 'EXIFKIT_METRICS_TOKEN',
    fallback: undefined,
    parse: secret,
    expected: '1 to 256 printable ASCII characters, no spaces',
  },
  shutdownTimeout: {
    name: 'EXIFKIT_SHUTDOWN_TIMEOUT',
    fallback: 30_000,
    parse: duration(1),
    expected: 'a time from 1s to 1d, e.g. 30s',
  },
};

/** The names of all variables that are read. */
export const settingNames: readonly string[] = Object.values(settings).map(({ name }) => name);

/** Settings that cannot be used; the message has a line for each, which names it and says what it should be. */
export class ConfigError extends Error {
  override readonly name: string = 'ConfigError';
}

/** Environment variables by name. */
export type Environment = { readonly [name: string]: string | undefined };

/**
 * Reads and checks all settings. An empty variable counts as unset. Throws {@link ConfigError} that tells of all that
 * are wrong, and of every `EXIFKIT_` name that is no setting.
 */
export function readConfig(env: Environment): Config {
  const faults: string[] = [];
  const read = <Value>({ name, fallback, parse, expected }: Setting<Value>): Value => {
    const text = env[name]?.trim();
    if (!text) return fallback;
    try {
      const value = parse(text);
      if (value !== undefined) return value;
      faults.push(`${name}: expected ${expected}`);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      faults.push(error.message);
    }
    return fallback;
  };
  const values = Object.entries(settings).map(([field, setting]) => [
    field,
    read(setting as Setting<unknown>),
  ]);
  for (const name of Object.keys(env)) {
    if (name.startsWith('EXIFKIT_') && !settingNames.includes(name)) faults.push(`${name}: no such setting`);
  }
  if (faults.length > 0) throw new ConfigError(faults.join('\n'));
  return Object.fromEntries(values) as Config;
}
