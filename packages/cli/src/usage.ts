// Reading the command's arguments.
import { type ParseArgsConfig, parseArgs } from 'node:util';

/** The call itself is wrong; the message says how. */
export class UsageError extends Error {}

/** `parseArgs` of Node with positionals, its complaints as a {@link UsageError}. */
export function parse<const Options extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: Options,
): ReturnType<typeof parseArgs<{ args: string[]; options: Options; allowPositionals: true }>> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** The value of an option that takes one of a few words. */
export function choice<const Word extends string>(
  name: string,
  value: string | undefined,
  words: readonly Word[],
): Word {
  const word = value ?? words[0];
  const found = words.find((candidate) => candidate === word);
  if (found === undefined) throw new UsageError(`--${name} takes ${words.join(', ')}, not ${value}`);
  return found;
}
