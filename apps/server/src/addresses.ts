// IP addresses and ranges of them: whose they are. Loaded where an address is looked at.
import ipaddr from 'ipaddr.js';

/** Whether the text is an address. */
export function isAddress(text: string): boolean {
  return ipaddr.isValid(text);
}

/** Whether an address lies in one of the ranges, each as `addressRange` of setting-values.ts gives it. */
export function isWithin(text: string, ranges: readonly string[]): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  return ranges.some((range) => {
    const [start, bits] = parsedRange(range);
    return address.kind() === start.kind() && address.match(start, bits);
  });
}

/** IPv4 in the dress of IPv6 is IPv4. */
function parsedRange(range: string): ReturnType<typeof ipaddr.parseCIDR> {
  const [start, bits] = ipaddr.parseCIDR(range);
  const isMapped = start instanceof ipaddr.IPv6 && start.isIPv4MappedAddress() && bits >= 96;
  return isMapped ? [start.toIPv4Address(), bits - 96] : [start, bits];
}

/** Whether an address is this machine's own. */
export function isLoopback(text: string): boolean {
  return ipaddr.isValid(text) && ipaddr.process(text).range() === 'loopback';
}

/** An address as it is counted by: of IPv6 the network, within which one chooses addresses freely. */
export function clientOf(text: string): string {
  const parsed = ipaddr.process(text);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return `${parsed.toByteArray().slice(0, 8).join('.')}/64`;
}
