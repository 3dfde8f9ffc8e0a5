// How the values of settings are spelled: each parser gives `undefined` for a text that is none.

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
  return isIpv6(bare) || /^[a-z0-9._-]+$/i.test(bare) ? bare : undefined;
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

/** A range of addresses, as `10.0.0.0/8`; one address is a range of its own. */
export function addressRange(text: string): string | undefined {
  const [, address = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const allBits = isIpv4(address) ? 32 : isIpv6(address) ? 128 : undefined;
  return allBits === undefined || Number(bits) > allBits ? undefined : `${address}/${bits ?? allBits}`;
}

/** Four decimal numbers: URLs spell such an address as it is. */
function isIpv4(text: string): boolean {
  return (
    URL.canParse(`http://${text}`) && /^[\d.]+$/.test(text) && new URL(`http://${text}`).hostname === text
  );
}

/** It may name an interface at its end, as `fe80::1%eth0`. */
function isIpv6(text: string): boolean {
  const [, address] = /^([\da-f:.]+)(?:%\w+)?$/i.exec(text) ?? [];
  return address !== undefined && URL.canParse(`http://[${address}]`);
}

/** A host and port as a URL spells them, so that they compare as text; the port is always there. */
export function hostPort(text: string): string | undefined {
  const [, name, port] = /^(\[[0-9a-f:.]+\]|[^:/?#@\s]+):(\d{1,5})$/i.exec(text) ?? [];
  if (name === undefined || !URL.canParse(`http://${name}:${port}`) || Number(port) === 0) return undefined;
  return `${new URL(`http://${name}`).hostname}:${Number(port)}`;
}
