// How the values of settings are spelled: each parser gives `undefined` for a text that is none.
import ipaddr from 'ipaddr.js';

/** A range of addresses, as ipaddr.js parses it. */
export type AddressRange = ReturnType<typeof ipaddr.parseCIDR>;

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const durations: Readonly<Record<string, number>> = { s: second, m: minute, h: hour, d: day };
const sizes: Readonly<Record<string, number>> = { '': 1, kib: 2 ** 10, mib: 2 ** 20, gib: 2 ** 30 };

/** A whole number within limits. */
export function integer(min: number, max: number): (text: string) => number | undefined {
  return (text) => {
    if (!/^\d{1,15}$/.test(text)) return undefined;
    const value = Number(text);
    return value >= min && value <= max ? value : undefined;
  };
}

/** A comma list. */
export function list<Value>(
  parse: (text: string) => Value | undefined,
): (text: string) => Value[] | undefined {
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

/** A number of bytes within limits, as `52428800` or `50MiB`. */
export function bytes(min: number, max: number): (text: string) => number | undefined {
  return (text) => {
    const [, digits, unit] = /^(\d{1,15}) ?([kmg]ib)?$/i.exec(text) ?? [];
    if (digits === undefined) return undefined;
    const value = Number(digits) * sizes[(unit ?? '').toLowerCase()]!;
    return value >= min && value <= max ? value : undefined;
  };
}

/** Milliseconds of a time from one second to a number of days, as `90s`, `30m`, `24h` or `7d`. */
export function duration(maxDays: number): (text: string) => number | undefined {
  return (text) => {
    const [, digits, unit] = /^(\d{1,9})([smhd])$/.exec(text) ?? [];
    if (digits === undefined) return undefined;
    const time = Number(digits) * durations[unit!]!;
    return time >= second && time <= maxDays * day ? time : undefined;
  };
}

/** An address or name to listen on. */
export function host(text: string): string | undefined {
  const bare = text.replace(/^\[(.*)\]$/, '$1');
  return ipaddr.isValid(bare) || /^[a-z0-9._-]+$/i.test(bare) ? bare : undefined;
}

/** A key or token: what a header can carry, without spaces. */
export function secret(text: string): string | undefined {
  return /^[\x21-\x7e]{1,256}$/.test(text) ? text : undefined;
}

/** A URL that others are made of by adding a path. */
export function baseUrl(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, username, password, search, hash, href } = new URL(text);
  const web = protocol === 'http:' || protocol === 'https:';
  return web && !username && !password && !search && !hash ? href.replace(/\/+$/, '') : undefined;
}

/** An address, or a range of them. */
export function addressRange(text: string): AddressRange | undefined {
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text);
  if (!ipaddr.IPv4.isValidFourPartDecimal(text) && !ipaddr.IPv6.isValid(text)) return undefined;
  const address = ipaddr.process(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

/** A host and port as a URL spells them, so that they compare as text; the port is always there. */
export function hostPort(text: string): string | undefined {
  const [, name, port] = /^(\[[0-9a-f:.]+\]|[^:/?#@\s]+):(\d{1,5})$/i.exec(text) ?? [];
  if (name === undefined || !URL.canParse(`http://${name}:${port}`) || Number(port) === 0) return undefined;
  return `${new URL(`http://${name}`).hostname}:${Number(port)}`;
}
