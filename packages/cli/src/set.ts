// `exifkit set`: writes files with changed metadata, and prints what each tag said and says.
import { type Changes, type EditReport, edit, type TagChange } from 'exifkit';
import { changesOf, isAssignment } from './assignments.js';
import { reportLine, rewriteFiles } from './rewriting.js';
import { choice, parse, UsageError } from './usage.js';

/** Runs `exifkit set` with the arguments after the verb; resolves with the exit status. */
export async function setCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse('set', args);
  const assigned = positionals.filter(isAssignment);
  const files = positionals.filter((argument) => !isAssignment(argument));
  const shift = values['shift-dates'];
  const changes: Changes = {
    ...changesOf(assigned),
    ...(shift !== undefined && { shiftDates: shiftOf(shift) }),
    ...(values.c2pa !== undefined && { c2pa: choice('c2pa', values.c2pa, ['keep', 'remove', 'refuse']) }),
  };
  if (Object.keys(changes).length === 0) throw new UsageError('nothing to set: give NAME=VALUE');
  return rewriteFiles(files, values, {
    done: 'edited',
    suffix: 'edited',
    plan: (source) => edit(source, changes),
    lines: editLines,
  });
}

/** `-5`, `+1:30` or `0:0:10`: hours, minutes and seconds. */
function shiftOf(text: string): NonNullable<Changes['shiftDates']> {
  const [, sign, hours, minutes = '0', seconds = '0'] =
    /^([+-]?)(\d+)(?::(\d+))?(?::(\d+))?$/.exec(text) ?? [];
  if (hours === undefined) throw new UsageError(`--shift-dates takes hours as -5 or +1:30, not ${text}`);
  const signed = (part: string): number => Number(`${sign}${part}`);
  return { hours: signed(hours), minutes: signed(minutes), seconds: signed(seconds) };
}

/** What an edit did, as lines. */
export function editLines({ tags, changed, warnings }: EditReport): string[] {
  return [
    ...tags.map((tag) => reportLine(verbOf(tag), `${tag.group}:${tag.name}`, valuesOf(tag))),
    ...(changed.length === 0 ? [reportLine('note', 'there was nothing to change')] : []),
    ...warnings.map(({ message, path }) => reportLine('warning', `${message} (${path})`)),
  ];
}

function verbOf({ before, after }: TagChange): string {
  if (before === undefined) return 'added';
  return after === undefined ? 'removed' : 'changed';
}

function valuesOf({ before, after }: TagChange): string {
  const shown = (text: TagChange['before']): string => {
    const whole = typeof text === 'string' ? text : JSON.stringify(text);
    return whole.length > 60 ? `${whole.slice(0, 60)}...` : whole;
  };
  if (before === undefined) return shown(after);
  return after === undefined ? shown(before) : `${shown(before)} -> ${shown(after)}`;
}
