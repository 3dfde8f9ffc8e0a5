// The `exifkit` command: picks the verb, turns errors into lines on standard error and an exit status. What not every
// call needs is loaded by those that do.
import { readCommand } from './read.js';
import { print } from './terminal.js';
import { UsageError } from './usage.js';

/** Runs the command; resolves with the exit status: 0, 1 where a file failed, 2 where the call was wrong. */
export async function main(args: readonly string[]): Promise<number> {
  const [verb, ...rest] = args;
  try {
    if (asksForHelp(args)) await print((await import('./help.js')).help);
    else if (verb === 'read') return await readCommand(rest);
    else if (verb === 'extract') return await (await import('./extract.js')).extractCommand(rest);
    else if (verb === 'remove') return await (await import('./remove.js')).removeCommand(rest);
    else if (verb === 'set') return await (await import('./set.js')).setCommand(rest);
    else if (verb === 'copy') return await (await import('./copy.js')).copyCommand(rest);
    else if (verb === '--version' || verb === '-V') await print((await import('./help.js')).version());
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
