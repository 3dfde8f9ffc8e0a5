// Reading the command's arguments.
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { didYouMean } from 'exifkit/node';
import { type Option, optionNames, type VerbName, verbList, verbs } from './verbs.js';

/** The call itself is wrong; the message says how. */
export class UsageError extends Error {}

type Parsed<Options extends ParseArgsConfig['options']> = ReturnType<
  typeof parseArgs<{ args: string[]; options: Options; allowPositionals: true }>
>;

/** The options and the other arguments of a verb. Throws {@link UsageError}. */
export function parse<Name extends VerbName>(
  verb: Name,
  args: readonly string[],
): Parsed<(typeof verbs)[Name]['options']> {
  const { options } = verbs[verb];
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true }) as Parsed<
      (typeof verbs)[Name]['options']
    >;
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException;
    const unknown = code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' && /'(--?[^']+)'/.exec(message)?.[1];
    throw new UsageError(unknown ? unknownOption(verb, options, unknown) : message);
  }
}

function unknownOption(verb: VerbName, options: Readonly<Record<string, Option>>, given: string): string {
  const others = verbList.filter(([, other]) => optionNames(other.options).includes(given));
  const of = others.map(([name]) => name).join(', ');
  return `exifkit ${verb} has no option ${given}${of ? `: it is of ${of}` : didYouMean(given, optionNames(options))}`;
}

/** The value of an option that takes one of a few words. */
export function choice<const Word extends string>(
  name: string,
  value: string | undefined,
  words: readonly Word[],
): Word {
  const word = value ?? words[0];
  const found = words.find((candidate) => candidate === word);
  if (found === undefined)
    throw new UsageError(
      `--${name} takes ${words.join(', ')}, not ${value}${didYouMean(value ?? '', words)}`,
    );
  return found;
}

/** What stands in comma lists that may be given more than once. */
export function names(lists: readonly string[] | undefined): string[] {
  return (lists ?? []).flatMap((list) => list.split(',')).map((name) => name.trim());
}
