// Which addresses are public: what the server may connect to on a stranger's word.
import ipaddr from 'ipaddr.js';

/**
 * Whether an address (an IP address as text, no name, no brackets) is on the public internet. IPv6 must lie
 * in 2000::/3, so every mapped, translated and local form is out; the special ranges are IANA's
 * (RFC 6890 registries).
 */
export function isPublicAddress(address: string): boolean {
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) {
    return !reachableButNotPublic.has(address) && ipaddr.IPv4.parse(address).range() === 'unicast';
  }
  if (!ipaddr.IPv6.isValid(address) || address.includes('%')) return false;
  const parsed = ipaddr.IPv6.parse(address);
  return (parsed.parts[0]! & 0xe000) === 0x2000 && parsed.range() === 'unicast';
}

/** Azure's platform address: answers inside every virtual network, though its number is a public one. */
const reachableButNotPublic: ReadonlySet<string> = new Set(['168.63.129.16']);

/** The IP address a URL's host is, without brackets; `undefined` where it is a name. */
export function addressOfHost(hostname: string): string | undefined {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1');
  return ipaddr.IPv4.isValidFourPartDecimal(bare) || ipaddr.IPv6.isValid(bare) ? bare : undefined;
}
