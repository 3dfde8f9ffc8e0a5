// Runs the command as people do: as a process of its own.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

export const command: string = resolve(import.meta.dirname, '../bin/exifkit.js');
export const fixtures: string = resolve(import.meta.dirname, '../../../fixtures/files');
export const photo: string = join(fixtures, 'jpeg-all-blocks.jpg');

/** What a call printed, and its exit status. */
export interface Outcome {
  readonly status: number | null;
  readonly out: string;
  readonly error: string;
}

/** Runs the command to its end, given up after half a minute. */
export function run(...args: readonly string[]): Outcome {
  return start(process.execPath, [command, ...args]);
}

/** Runs the command in a shell after `setup`, e.g. with a limit. */
export function runAfter(setup: string, ...args: readonly string[]): Outcome {
  return start('sh', ['-c', `${setup}; exec "$0" "$@"`, process.execPath, command, ...args]);
}

/** Somebody for whom permissions hold: root's tests run the command as this user. */
const other = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
/** Whether that user may run the command where it lies. */
export const runsUnprivileged: boolean =
  spawnSync(process.execPath, [command, '--version'], other).status === 0;

/** Runs the command as somebody who is not root, who owns the folder and all in it. */
export function runUnprivileged(folder: string, ...args: readonly string[]): Outcome {
  if (other.uid !== undefined) spawnSync('chown', ['-R', `${other.uid}:${other.gid}`, folder]);
  return start(process.execPath, [command, ...args], other);
}

function start(program: string, args: readonly string[], user: typeof other = {}): Outcome {
  const options = { encoding: 'utf8', timeout: 30_000, ...user } as const;
  const { status, stdout, stderr } = spawnSync(program, args, options);
  return { status, out: stdout, error: stderr };
}

/** Starts the command so that it stands still for a while when a file is written but has not got its name yet. */
export function startStalled(milliseconds: number, ...args: readonly string[]): ChildProcess {
  const stall = `import { open } from 'node:fs/promises';
    const file = await open(process.execPath);
    file.constructor.prototype.sync = () => new Promise((done) => setTimeout(done, ${milliseconds}));
    await file.close();`;
  return spawn(process.execPath, [
    '--import',
    `data:text/javascript,${encodeURIComponent(stall)}`,
    command,
    ...args,
  ]);
}
