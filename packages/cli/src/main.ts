// The `exifkit` command: picks the verb, turns errors into lines on standard error and an exit status.
import { help, version } from './help.js';
import { readCommand } from './read.js';
import { removeCommand } from './remove.js';
import { UsageError } from './usage.js';

/** Runs the command; resolves with the exit status: 0, 1 where a file failed, 2 where the call was wrong. */
export async function main(args: readonly string[]): Promise<number> {
  const [verb, ...rest] = args;
  try {
    if (verb === 'read') return await readCommand(rest);
    if (verb === 'remove') return await removeCommand(rest);
    if (verb === '--version' || verb === '-V') process.stdout.write(`${await version()}\n`);
    else if (verb === undefined || verb === '--help' || verb === '-h' || verb === 'help')
      process.stdout.write(help);
    else throw new UsageError(`no such command: ${verb}`);
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`exifkit: ${error.message}\nTry: exifkit --help\n`);
    return 2;
  }
}
