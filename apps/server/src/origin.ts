// Where the server is reached from outside: what download links start with.
import ipaddr from 'ipaddr.js';
import type { AddressRange } from './setting-values.js';

/**
 * The public URL where one is set, else the request's origin. `X-Forwarded-Proto` and `X-Forwarded-Host`
 * count only where the peer is a trusted proxy, and of several values the last: the one it added itself.
 */
export function publicOrigin(
  request: Request,
  peer: string | undefined,
  publicUrl: string | undefined,
  trustedProxies: readonly AddressRange[],
): string {
  if (publicUrl !== undefined) return publicUrl;
  const { protocol, host, origin } = new URL(request.url);
  if (!isTrusted(peer, trustedProxies)) return origin;
  const proto = forwarded(request, 'x-forwarded-proto', /^https?$/i)?.toLowerCase() ?? protocol.slice(0, -1);
  const outerHost =
    forwarded(request, 'x-forwarded-host', /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?$/i) ?? host;
  return URL.canParse(`${proto}://${outerHost}`) ? new URL(`${proto}://${outerHost}`).origin : origin;
}

function forwarded(request: Request, name: string, allowed: RegExp): string | undefined {
  const value = request.headers.get(name)?.split(',').at(-1)?.trim();
  return value !== undefined && allowed.test(value) ? value : undefined;
}

function isTrusted(peer: string | undefined, ranges: readonly AddressRange[]): boolean {
  if (peer === undefined || !ipaddr.isValid(peer)) return false;
  const address = ipaddr.process(peer);
  return ranges.some((range) => address.kind() === range[0].kind() && address.match(range));
}

/**
 * The address that a request comes from: of trusted proxies, what they say who asked them, which is the last address
 * of `X-Forwarded-For` that is none of theirs. Of IPv6 the network, within which one chooses addresses freely.
 */
export function clientAddress(
  header: string | undefined,
  peer: string | undefined,
  trustedProxies: readonly AddressRange[],
): string | undefined {
  let address = peer;
  const said = (header ?? '').split(',').map((text) => text.trim());
  while (address !== undefined && isTrusted(address, trustedProxies)) {
    const before = said.pop();
    if (before === undefined || !ipaddr.isValid(before)) break;
    address = before;
  }
  if (address === undefined || !ipaddr.isValid(address)) return undefined;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return `${parsed.toByteArray().slice(0, 8).join('.')}/64`;
}
