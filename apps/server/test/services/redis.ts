// Debian's Redis, as a process of its own that can be stopped, killed and started again.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Child, run } from '../process.js';
import { freePorts } from './ports.js';

/** A Redis that runs, and writes each change to disk before it answers. */
export interface RedisService {
  readonly url: string;
  /** Stops it where it is; it answers nothing and refuses nothing. */
  pause(): void;
  resume(): void;
  /** Ends it as a loss of power would. */
  kill(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

export async function startRedis(): Promise<RedisService> {
  const folder = await mkdtemp(join(tmpdir(), 'exifkit-redis-'));
  const [port] = await freePorts(1);
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', ''];
  const durable = ['--appendonly', 'yes', '--appendfsync', 'always'];
  let child: Child;
  const start = async (): Promise<void> => {
    child = run('redis-server', [...args, ...durable]);
    await child.printed(/Ready to accept connections/);
  };
  const kill = async (): Promise<void> => {
    child.process.kill('SIGKILL');
    await child.exit;
  };
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    pause: () => void child.process.kill('SIGSTOP'),
    resume: () => void child.process.kill('SIGCONT'),
    kill,
    start,
    async close() {
      await kill();
      await rm(folder, { recursive: true });
    },
  };
}
