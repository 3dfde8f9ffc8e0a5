// The `exifkit` command: picks the verb, turns errors into lines on standard error and an exit status.
import { extractCommand } from './extract.js';
import { help, version } from './help.js';
import { readCommand } from './read.js';
import { removeCommand } from './remove.js';
import { watchOutput } from './terminal.js';
import { UsageError } from './usage.js';

/** Runs the command; resolves with the exit status: 0, 1 where a file failed, 2 where the call was wrong. */
export async function main(args: readonly string[]): Promise<number> {
  const [verb, ...rest] = args;
  watchOutput();
  try {
    if (asksForHelp(args)) process.stdout.write(help);
    else if (verb === 'read') return await readCommand(rest);
    else if (verb === 'extract') return await extractCommand(rest);
    else if (verb === 'remove') return await removeCommand(rest);
    else if (verb === '--version' || verb === '-V') process.stdout.write(`${await version()}\n`);
    else throw new UsageError(`no such command: ${verb}`);
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`exifkit: ${error.message}\nTry: exifkit --help\n`);
    return 2;
  }
}

function asksForHelp(args: readonly string[]): boolean {
  if (args.length === 0 || args[0] === 'help') return true;
  const end = args.indexOf('--');
  return args
    .slice(0, end < 0 ? undefined : end)
    .some((argument) => argument === '--help' || argument === '-h');
}
