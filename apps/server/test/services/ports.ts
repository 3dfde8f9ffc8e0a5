// Ports that are free, for servers that must be told theirs.
import { type AddressInfo, createServer } from 'node:net';

/** So many ports that are free now, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  await Promise.all(servers.map((one) => new Promise<void>((settle) => one.listen(0, '127.0.0.1', settle))));
  const ports = servers.map((one) => (one.address() as AddressInfo).port);
  await Promise.all(servers.map((one) => new Promise((settle) => one.close(settle))));
  return ports;
}
