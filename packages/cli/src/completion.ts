// `exifkit completion`: what bash, zsh and fish need to complete the command, made of the description of the verbs.
import { print } from './terminal.js';
import { choice, parse, UsageError } from './usage.js';
import { helpOf, type Option, optionNames, type Verb, verbList } from './verbs.js';

/** Runs `exifkit completion` with the arguments after the verb; resolves with the exit status. */
export async function completionCommand(args: readonly string[]): Promise<number> {
  const [shell, ...more] = parse('completion', args).positionals;
  if (shell === undefined || more.length > 0) throw new UsageError('name one shell: bash, zsh or fish');
  const scripts = { bash, zsh, fish };
  const known = Object.keys(scripts) as (keyof typeof scripts)[];
  await print(`${scripts[choice('shell', shell, known)]().join('\n')}\n`);
  return 0;
}

/** Words that stand for arguments that are no files, as `bash|zsh|fish`. */
function argumentWords({ call }: Verb): readonly string[] {
  return /^[a-z|]+$/.test(call) ? call.split('|') : [];
}

const verbNames = verbList.map(([name]) => name);

function bash(): string[] {
  const lines = [
    '_exifkit() {',
    `  local word="$2" before="$3" verb="\${COMP_WORDS[1]}" words=""`,
    '  if [ "$COMP_CWORD" -eq 1 ] && [[ "$word" != -* ]]; then',
    `    COMPREPLY=($(compgen -W "${verbNames.join(' ')} help" -- "$word") $(compgen -f -- "$word"))`,
    '    compopt -o filenames 2>/dev/null',
    '    return',
    '  fi',
    `  case "$verb" in ${verbNames.join('|')}) ;; *) verb=read ;; esac`,
    '  case "$verb $before" in',
  ];
  for (const [verb, { options }] of verbList)
    for (const [name, { words, short }] of Object.entries(options))
      if (words)
        lines.push(
          `    "${verb} --${name}"${short ? `|"${verb} -${short}"` : ''}) words="${words.join(' ')}" ;;`,
        );
  lines.push('  esac', '  if [ -z "$words" ]; then', '    case "$verb" in');
  for (const [verb, described] of verbList) {
    const inPlace = argumentWords(described);
    lines.push(
      `      ${verb}) [[ "$word" == -* ]] && words="${optionNames(described.options).join(' ')} --help"${inPlace.length ? ` || words="${inPlace.join(' ')}"` : ''} ;;`,
    );
  }
  return [
    ...lines,
    '    esac',
    '  fi',
    '  if [ -n "$words" ]; then COMPREPLY=($(compgen -W "$words" -- "$word"))',
    '  else COMPREPLY=($(compgen -f -- "$word")); compopt -o filenames 2>/dev/null; fi',
    '}',
    'complete -F _exifkit exifkit',
  ];
}

function zsh(): string[] {
  const quoted = (text: string): string => text.replaceAll("'", "'\\''");
  const inBrackets = (text: string): string => quoted(text).replace(/[[\]:\\]/g, '\\$&');
  const spec = (name: string, option: Option): string => {
    const value =
      option.type === 'boolean' ? '' : `:value:${option.words ? `(${option.words.join(' ')})` : '_files'}`;
    const told = `[${inBrackets(helpOf(option))}]${value}`;
    const many = option.multiple ? '*' : '';
    const long = `'${many}--${name}${told}'`;
    return option.short ? `${long} '${many}-${option.short}${told}'` : long;
  };
  const lines = [
    '#compdef exifkit',
    '_exifkit() {',
    '  local verb=$words[2]',
    '  if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then',
    '    local -a verbs=(',
    ...verbList.map(([name, { does }]) => `      '${name}:${quoted(does)}'`),
    '    )',
    "    _describe 'command' verbs",
    '    _files',
    '    return',
    '  fi',
    '  case $verb in',
    `    ${verbNames.join('|')}) shift words; (( CURRENT-- )) ;;`,
    '    *) verb=read ;;',
    '  esac',
    '  case $verb in',
  ];
  for (const [verb, described] of verbList) {
    const words = argumentWords(described);
    const rest = words.length ? `'1:shell:(${words.join(' ')})'` : "'*:file:_files'";
    const options = Object.entries(described.options).map(([name, option]) => spec(name, option));
    lines.push(`    ${verb}) _arguments ${[...options, rest].join(' ')} ;;`);
  }
  return [
    ...lines,
    '  esac',
    '}',
    // Sourced, it makes itself known; from a folder of functions it is called.
    'if [[ $funcstack[1] == _exifkit ]]; then _exifkit "$@"; else compdef _exifkit exifkit; fi',
  ];
}

function fish(): string[] {
  const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  const others = verbNames.filter((name) => name !== 'read').join(' ');
  const lines = verbList.map(
    ([name, { does }]) => `complete -c exifkit -n __fish_use_subcommand -a ${name} -d ${quoted(does)}`,
  );
  for (const [verb, described] of verbList) {
    // What reads needs no verb.
    const when =
      verb === 'read' ? `not __fish_seen_subcommand_from ${others}` : `__fish_seen_subcommand_from ${verb}`;
    for (const [name, option] of Object.entries(described.options)) {
      const value = option.words ? ` -x -a ${quoted(option.words.join(' '))}` : ' -r';
      lines.push(
        `complete -c exifkit -n ${quoted(when)} -l ${name}${option.short ? ` -s ${option.short}` : ''}${option.type === 'string' ? value : ''} -d ${quoted(helpOf(option))}`,
      );
    }
    for (const word of argumentWords(described))
      lines.push(`complete -c exifkit -n ${quoted(when)} -x -a ${word}`);
  }
  return lines;
}
