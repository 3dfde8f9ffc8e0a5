// The `exifkit` command: picks the verb, turns errors into lines on standard error and an exit status. What not every
// call needs is loaded by those that do.
import { existsSync } from 'node:fs';
import { didYouMean } from 'exifkit/node';
import { looksLikePicture } from './files.js';
import { readCommand } from './read.js';
import { print } from './terminal.js';
import { UsageError } from './usage.js';
import { isVerb, type VerbName, verbList, verbs } from './verbs.js';

/** Runs a verb with the arguments after it; resolves with the exit status. */
type Command = (args: readonly string[]) => Promise<number>;

const commands: Readonly<Record<VerbName, () => Promise<Command>>> = {
  read: async () => readCommand,
  report: async () => (await import('./report.js')).reportCommand,
  extract: async () => (await import('./extract.js')).extractCommand,
  remove: async () => (await import('./remove.js')).removeCommand,
  set: async () => (await import('./set.js')).setCommand,
  copy: async () => (await import('./copy.js')).copyCommand,
  rename: async () => (await import('./rename.js')).renameCommand,
  completion: async () => (await import('./completion.js')).completionCommand,
  man: async () => (await import('./man.js')).manCommand,
};

/** Runs the command; resolves with the exit status: 0, 1 where a file failed, 2 where the call was wrong. */
export async function main(args: readonly string[]): Promise<number> {
  const [first = '', ...rest] = args;
  try {
    if (asksForHelp(args)) await print(await helpFor(args));
    else if (first === '--version' || first === '-V') await print((await import('./help.js')).version());
    else if (isVerb(first)) return await (await commands[first]())(rest);
    else {
      checkVerbLeftOut(first, rest);
      return await readCommand(args);
    }
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(
      `exifkit: ${error.message}\nTry: exifkit ${isVerb(first) ? `${first} ` : ''}--help\n`,
    );
    return 2;
  }
}

/** Files to be read stand without a verb. Throws {@link UsageError} where a word is none of them. */
function checkVerbLeftOut(first: string, rest: readonly string[]): void {
  const later = rest.find((word) => isVerb(word) && !existsSync(word));
  if (later !== undefined) throw new UsageError(`the verb comes first: exifkit ${later} ...`);
  if (first.startsWith('-') || looksLikePicture(first) || /[./\\]/.test(first) || existsSync(first)) return;
  const known = verbList.map(([name]) => name);
  throw new UsageError(`no such command or file: ${first}${didYouMean(first, known)}`);
}

function asksForHelp(args: readonly string[]): boolean {
  if (args.length === 0 || args[0] === 'help') return true;
  const end = args.indexOf('--');
  return args
    .slice(0, end < 0 ? undefined : end)
    .some((argument) => argument === '--help' || argument === '-h');
}

async function helpFor(args: readonly string[]): Promise<string> {
  const { help, helpOfVerb } = await import('./help.js');
  const verb = args.slice(0, 2).find(isVerb);
  return verb === undefined ? help() : helpOfVerb(verb, verbs[verb]);
}
