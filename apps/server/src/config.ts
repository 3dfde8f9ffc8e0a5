// The settings: each read from the environment, checked, and with its default.
import ipaddr from 'ipaddr.js';
import { parseStore, type StoreSetting, storeForms } from './storage/setting.js';

/** A range of addresses, as ipaddr.js parses it. */
export type AddressRange = ReturnType<typeof ipaddr.parseCIDR>;

/** The settings of a server. */
export interface Config {
  /** `PORT`: TCP port, 0 for any free one. Default 3000. */
  readonly port: number;
  /** `HOST`: address or name to listen on. Default 127.0.0.1. */
  readonly host: string;
  /** `EXIFKIT_API_KEYS`: keys in a comma list, beside those in the store. Default none. */
  readonly apiKeys: readonly string[];
  /** `EXIFKIT_STORE`: `file:`, `file:PATH` or `memory:`. Default `file:`, in `EXIFKIT_DATA_DIR` (`./data`). */
  readonly store: StoreSetting;
  /** `EXIFKIT_PUBLIC_URL`: what download links start with. Default the request's origin. */
  readonly publicUrl: string | undefined;
  /** `EXIFKIT_TRUSTED_PROXIES`: addresses and CIDR ranges whose forwarded headers count. Default none. */
  readonly trustedProxies: readonly AddressRange[];
  /** `EXIFKIT_MAX_BYTES`: largest file, uploaded or fetched, in bytes; `KiB`, `MiB`, `GiB` may follow. Default 50 MiB. */
  readonly maxBytes: number;
  /** `EXIFKIT_RETENTION`: how long results and files are kept, as `90s`, `30m`, `24h`, `7d`; here in milliseconds. Default 24h. */
  readonly retention: number;
  /** `EXIFKIT_FETCH_ALLOW`: `host:port` list that may be fetched although it is not public. Default none. */
  readonly fetchAllow: ReadonlySet<string>;
  /** `EXIFKIT_RATE_LIMIT`: requests a key may make in a minute. Default no limit. */
  readonly rateLimit: number | undefined;
}

/** A setting that cannot be used; the message names it and says what it should be. */
export class ConfigError extends Error {
  override readonly name: string = 'ConfigError';
}

/** Environment variables by name. */
export type Environment = { readonly [name: string]: string | undefined };

/** Reads and checks all settings. An empty variable counts as unset. Throws {@link ConfigError}. */
export function readConfig(env: Environment): Config {
  const setting = <Value>(
    name: string,
    fallback: Value,
    parse: (text: string) => Value | undefined,
    expected: string,
  ): Value => {
    const text = env[name]?.trim();
    if (!text) return fallback;
    const value = parse(text);
    if (value === undefined) throw new ConfigError(`${name}: expected ${expected}`);
    return value;
  };
  const dataDir = setting('EXIFKIT_DATA_DIR', './data', (text) => text, 'a directory');
  return {
    port: setting('PORT', 3000, (text) => integer(text, 0, 65_535), 'a port number, 0 to 65535'),
    host: setting('HOST', '127.0.0.1', parseHost, 'an address or host name'),
    apiKeys: setting(
      'EXIFKIT_API_KEYS',
      [],
      list(parseKey),
      'a comma list of keys of 1 to 256 printable ASCII characters, no spaces',
    ),
    store: setting(
      'EXIFKIT_STORE',
      { kind: 'file', path: dataDir },
      (text) => parseStore(text, dataDir),
      storeForms,
    ),
    publicUrl: setting(
      'EXIFKIT_PUBLIC_URL',
      undefined,
      parsePublicUrl,
      'an http or https URL without query, e.g. https://photos.example',
    ),
    trustedProxies: setting(
      'EXIFKIT_TRUSTED_PROXIES',
      [],
      list(parseRange),
      'a comma list of IP addresses or CIDR ranges, e.g. 10.0.0.0/8',
    ),
    maxBytes: setting(
      'EXIFKIT_MAX_BYTES',
      50 * 2 ** 20,
      parseBytes,
      'a size from 1 byte to 2 GiB, e.g. 52428800 or 50MiB',
    ),
    retention: setting(
      'EXIFKIT_RETENTION',
      24 * hour,
      parseDuration,
      'a time from 1s to 365d, e.g. 90s, 30m, 24h or 7d',
    ),
    fetchAllow: new Set(
      setting(
        'EXIFKIT_FETCH_ALLOW',
        [],
        list(parseHostPort),
        'a comma list of host:port, e.g. localhost:8080',
      ),
    ),
    rateLimit: setting(
      'EXIFKIT_RATE_LIMIT',
      undefined,
      (text) => integer(text, 1, 1_000_000),
      'a number of requests per minute, 1 to 1000000',
    ),
  };
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const durations: Readonly<Record<string, number>> = { s: second, m: minute, h: hour, d: 24 * hour };
const sizes: Readonly<Record<string, number>> = { '': 1, kib: 2 ** 10, mib: 2 ** 20, gib: 2 ** 30 };

function integer(text: string, least: number, most: number): number | undefined {
  if (!/^\d{1,15}$/.test(text)) return undefined;
  const value = Number(text);
  return value >= least && value <= most ? value : undefined;
}

function list<Value>(parse: (text: string) => Value | undefined): (text: string) => Value[] | undefined {
  return (text) => {
    const values: Value[] = [];
    for (const part of text.split(',').map((one) => one.trim())) {
      const value = part === '' ? undefined : parse(part);
      if (value === undefined) return undefined;
      values.push(value);
    }
    return values;
  };
}

function parseHost(text: string): string | undefined {
  const bare = text.replace(/^\[(.*)\]$/, '$1');
  return ipaddr.isValid(bare) || /^[a-z0-9._-]+$/i.test(bare) ? bare : undefined;
}

function parseKey(text: string): string | undefined {
  return /^[\x21-\x7e]{1,256}$/.test(text) ? text : undefined;
}

function parsePublicUrl(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, username, password, search, hash, href } = new URL(text);
  const web = protocol === 'http:' || protocol === 'https:';
  return web && !username && !password && !search && !hash ? href.replace(/\/+$/, '') : undefined;
}

function parseRange(text: string): AddressRange | undefined {
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text);
  if (!ipaddr.IPv4.isValidFourPartDecimal(text) && !ipaddr.IPv6.isValid(text)) return undefined;
  const address = ipaddr.process(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

function parseBytes(text: string): number | undefined {
  const [, digits, unit] = /^(\d{1,10}) ?([kmg]ib)?$/i.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const bytes = Number(digits) * sizes[(unit ?? '').toLowerCase()]!;
  return bytes >= 1 && bytes <= 2 ** 31 ? bytes : undefined;
}

function parseDuration(text: string): number | undefined {
  const [, digits, unit] = /^(\d{1,9})([smhd])$/.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const time = Number(digits) * durations[unit!]!;
  return time >= second && time <= 365 * 24 * hour ? time : undefined;
}

/** A host and port as a URL spells them, so that they compare as text; the port is always there. */
function parseHostPort(text: string): string | undefined {
  const [, host, port] = /^(\[[0-9a-f:.]+\]|[^:/?#@\s]+):(\d{1,5})$/i.exec(text) ?? [];
  if (host === undefined || !URL.canParse(`http://${host}:${port}`) || Number(port) === 0) return undefined;
  return `${new URL(`http://${host}`).hostname}:${Number(port)}`;
}
