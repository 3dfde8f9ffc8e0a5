// Names to addresses on Node, without the C library's resolver: that one holds a thread of the few that all file
// work shares for as long as a name server is silent.
import { Resolver } from 'node:dns/promises';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';

/** Where names are looked up. */
export interface ResolveOptions {
  /** Name servers, as `address` or `address:port`. Default those of the system. */
  readonly servers?: readonly string[];
  /** The system's own list of names. */
  readonly hostsFile?: string;
}

const loopback: readonly string[] = ['127.0.0.1', '::1'];
const systemHosts =
  process.platform === 'win32' ? 'C:\\Windows\\System32\\drivers\\etc\\hosts' : '/etc/hosts';
/** Milliseconds for a first answer; the second try has twice as long. */
const timeout = 2000;

/** All addresses of a name, IPv4 first. Rejects where it has none. */
export async function resolveName(
  hostname: string,
  signal: AbortSignal,
  { servers, hostsFile = systemHosts }: ResolveOptions = {},
): Promise<readonly string[]> {
  const name = hostname.toLowerCase().replace(/\.$/, '');
  if (name === 'localhost' || name.endsWith('.localhost')) return loopback;
  const own = addressesIn(await readFile(hostsFile, 'utf8').catch(() => ''), name);
  if (own.length > 0) return own;
  const resolver = new Resolver({ timeout, tries: 2 });
  if (servers) resolver.setServers(servers);
  const cancel = (): void => resolver.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
    const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    if (found.length > 0) return found;
    throw new Error('the name has no address');
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

/** The addresses that a hosts file gives a name. */
function addressesIn(hosts: string, name: string): string[] {
  const addresses: string[] = [];
  for (const line of hosts.split('\n')) {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (isIP(address) && names.some((one) => one.toLowerCase() === name)) addresses.push(address);
  }
  return addresses;
}
