// Where the server is reached from outside: what download links start with.

/**
 * The public URL where one is set, else the request's origin. `X-Forwarded-Proto` and `X-Forwarded-Host`
 * count only where the peer is a trusted proxy, and of several values the last: the one it added itself.
 */
export async function publicOrigin(
  request: Request,
  peer: string | undefined,
  publicUrl: string | undefined,
  trustedProxies: readonly string[],
): Promise<string> {
  if (publicUrl !== undefined) return publicUrl;
  const { protocol, host, origin } = new URL(request.url);
  if (!(await isTrusted(peer, trustedProxies))) return origin;
  const proto = forwarded(request, 'x-forwarded-proto', /^https?$/i)?.toLowerCase() ?? protocol.slice(0, -1);
  const outerHost =
    forwarded(request, 'x-forwarded-host', /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?$/i) ?? host;
  return URL.canParse(`${proto}://${outerHost}`) ? new URL(`${proto}://${outerHost}`).origin : origin;
}

function forwarded(request: Request, name: string, allowed: RegExp): string | undefined {
  const value = request.headers.get(name)?.split(',').at(-1)?.trim();
  return value !== undefined && allowed.test(value) ? value : undefined;
}

/** Whether a request comes from a trusted proxy. */
async function isTrusted(peer: string | undefined, ranges: readonly string[]): Promise<boolean> {
  if (peer === undefined || ranges.length === 0) return false;
  return (await import('./addresses.js')).isWithin(peer, ranges);
}

/**
 * The address that a request comes from: of trusted proxies, what they say who asked them, which is the last address
 * of `X-Forwarded-For` that is none of theirs; as it is counted by.
 */
export async function clientAddress(
  header: string | undefined,
  peer: string | undefined,
  trustedProxies: readonly string[],
): Promise<string | undefined> {
  const { clientOf, isAddress, isWithin } = await import('./addresses.js');
  let address = peer;
  const said = (header ?? '').split(',').map((text) => text.trim());
  while (address !== undefined && isWithin(address, trustedProxies)) {
    const before = said.pop();
    if (before === undefined || !isAddress(before)) break;
    address = before;
  }
  return address !== undefined && isAddress(address) ? clientOf(address) : undefined;
}
