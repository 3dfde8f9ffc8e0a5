// The connection to Redis: commands fail at once while it is gone, and it comes back by itself.
import { Redis } from 'ioredis';

/** A connection that is open. Rejects with the reason where there is none to be had. */
export async function connectRedis(url: string, waitFor: number = 5000): Promise<Redis> {
  const client = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    connectTimeout: waitFor,
    commandTimeout: waitFor,
    retryStrategy: (times) => Math.min(times * 100, 2000),
  });
  let reason: unknown;
  client.on('error', (error) => {
    reason = error;
  });
  try {
    await client.connect();
    return client;
  } catch (error) {
    client.disconnect();
    throw reason ?? error;
  }
}

/** Why a command failed, with a code that the log may show. */
export function redisFailure(error: unknown): Error {
  const message = error instanceof Error ? error.message : 'Redis failed';
  const reply = /^[A-Z]{2,20}(?= )/.exec(message)?.[0];
  const state = message === 'Command timed out' ? 'TIMEOUT' : 'GONE';
  return Object.assign(new Error(message), { code: `REDIS_${reply ?? state}` });
}
