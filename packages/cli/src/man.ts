// `exifkit man`: the manual page, made of the description of the verbs.
import { version } from './help.js';
import { print } from './terminal.js';
import { parse, UsageError } from './usage.js';
import { argumentsOf, exitStatus, helpOf, valueName, verbList } from './verbs.js';

/** Runs `exifkit man`; resolves with the exit status. */
export async function manCommand(args: readonly string[]): Promise<number> {
  if (parse('man', args).positionals.length > 0) throw new UsageError('exifkit man takes no arguments');
  await print(`${page().join('\n')}\n`);
  return 0;
}

function page(): string[] {
  const lines = [
    `.TH EXIFKIT 1 "" "exifkit ${version().trim()}"`,
    '.SH NAME',
    escaped('exifkit - read, extract, remove and set what is inside image files'),
    '.SH SYNOPSIS',
  ];
  for (const [name, verb] of verbList) lines.push(`.B exifkit ${name}`, escaped(argumentsOf(verb)), '.br');
  lines.push('.SH COMMANDS');
  for (const [name, { call, does, options, notes = [] }] of verbList) {
    lines.push(`.SS ${escaped(`${name} ${call}`)}`, escaped(`${does}.`));
    for (const [option, described] of Object.entries(options)) {
      const value = valueName(described);
      const short = described.short ? `-${described.short}, ` : '';
      lines.push(
        '.TP',
        `\\fB${escaped(`${short}--${option}`)}\\fR${value ? ` \\fI${escaped(value)}\\fR` : ''}`,
      );
      lines.push(escaped(helpOf(described)));
    }
    for (const note of notes) lines.push('.PP', escaped(note));
  }
  lines.push('.SH EXAMPLES', '.nf');
  for (const [, { examples }] of verbList) lines.push(...examples.map(escaped));
  return [...lines, '.fi', '.SH EXIT STATUS', escaped(exitStatus)];
}

/** Text in which troff finds nothing to act on. */
function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^(?=[.'])/, '\\&')
    .replaceAll('"', '\\(dq');
}
