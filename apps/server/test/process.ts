// Runs the server's sources as processes of their own.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const home = fileURLToPath(new URL('..', import.meta.url));

/** The sources as JavaScript, in a folder from which the packages are found. */
export interface Built {
  readonly folder: string;
  remove(): Promise<void>;
}

export async function buildSources(): Promise<Built> {
  const cache = join(home, 'node_modules/.cache');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'test-'));
  const entryPoints = ['test/child-server.ts', 'test/fake-engine.ts'].map((path) => join(home, path));
  for (const name of await readdir(join(home, 'src'), { recursive: true })) {
    if (name.endsWith('.ts')) entryPoints.push(join(home, 'src', name));
  }
  await build({ entryPoints, outdir: folder, outbase: home, format: 'esm', target: 'node20', bundle: false });
  return { folder, remove: () => rm(folder, { recursive: true }) };
}

/** A process, and what it has printed. */
export interface Child {
  readonly process: ChildProcess;
  readonly exit: Promise<number | null>;
  output(): string;
  /** The first match in the output, as soon as it is there. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
}

export function run(command: string, args: readonly string[], env: Record<string, string> = {}): Child {
  const child = spawn(command, args, {
    env: { PATH: process.env['PATH']!, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const take = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const exit = once(child, 'close').then(([code]) => code as number | null);
  return {
    process: child,
    exit,
    output: () => output,
    async printed(pattern) {
      for (;;) {
        const match = pattern.exec(output);
        if (match) return match;
        const ended = await Promise.race([
          exit.then(() => true),
          new Promise((wait) => setTimeout(wait, 20)),
        ]);
        if (ended) throw new Error(`ended without printing ${pattern}: ${output}`);
      }
    },
  };
}
