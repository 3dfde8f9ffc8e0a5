// What a photo says in words, to be written over; what waits to be saved, and the saved version with what changed.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { DateField } from './date-field.js';
import { type Edit, type Field, fieldText, isUnderstood, listFields } from './edits.js';
import { Fault } from './fault.js';
import { Outcome } from './outcome.js';
import type { Photo } from './photo.js';
import type { ChangedTag, Inspection } from './protocol.js';
import { TagName } from './tag-name.js';
import type { Texts } from './text.js';

interface Props {
  readonly text: Texts;
  readonly photo: Photo;
  readonly inspection: Inspection;
  readonly onEdit: (edit: Edit) => void;
  readonly onUndo: (edit: Edit) => void;
  readonly onGoOn: (blob: Blob) => void;
}

export function EditPanel({ text, photo, inspection, onEdit, onUndo, onGoOn }: Props) {
  const { edits = [], edited, editFault } = photo;
  const field = (name: Field): FieldProps => {
    const edit = edits.find((one) => 'field' in one && one.field === name);
    return {
      ...{ text, name, value: edit && 'field' in edit ? edit.value : fieldText(name, inspection) },
      ...{ isChanged: edit !== undefined, onValue: (value) => onEdit({ field: name, value }) },
    };
  };
  const panel = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    // Tags are deleted with the panel closed, too.
    if (panel.current && (edited || editFault)) panel.current.open = true;
  }, [edited, editFault]);
  return (
    <details class="edit card" ref={panel}>
      <summary>
        <h3>{text.edit}</h3> <small>{text.editHint}</small>
      </summary>
      <div class="fields">
        <TextField {...field('title')} />
        <LongField {...field('description')} rows={1} />
        <LongField {...field('creator')} rows={1} hint={text.onePerLine} />
        <LongField {...field('copyright')} rows={1} />
        <LongField {...field('keywords')} rows={3} hint={text.onePerLine} />
        <DateField {...field('date')} />
        <ChoiceField {...field('rating')} choices={text.ratings} />
        <ChoiceField {...field('orientation')} choices={text.orientations} />
        <fieldset>
          <legend>{text.place}</legend>
          <TextField {...field('position')} hint={text.positionHint} />
          <TextField {...field('sublocation')} />
          <TextField {...field('city')} />
          <TextField {...field('state')} />
          <TextField {...field('country')} />
          <TextField {...field('countryCode')} hint={text.countryCodeHint} />
        </fieldset>
      </div>
      <p class="hint">{text.deleteHint}</p>
      {edits.length > 0 && !edited && (
        <Waiting text={text} edits={edits} inspection={inspection} onUndo={onUndo} />
      )}
      {editFault && <Fault text={text} fault={editFault} isRead />}
      {edited && (
        <Outcome
          text={text}
          name={photo.file.name}
          suffix="edited"
          before={inspection}
          version={edited}
          isShown
          onGoOn={() => onGoOn(edited.blob)}
        >
          <Changed text={text} changed={edited.changed} />
        </Outcome>
      )}
    </details>
  );
}

export interface FieldProps {
  readonly text: Texts;
  readonly name: Field;
  readonly value: string;
  readonly isChanged: boolean;
  readonly hint?: string;
  readonly onValue: (value: string) => void;
}

/** A label over what takes the value, which has the id of its field. */
export function Labelled({ text, name, isChanged, hint, children }: FieldProps & ComponentProps) {
  return (
    <div class={`field ${name} ${isChanged ? 'changed' : ''}`}>
      <label htmlFor={idOf(name)}>
        {text.fields[name]} {hint && <small>{hint}</small>}
      </label>
      {children}
    </div>
  );
}

interface ComponentProps {
  readonly children: ComponentChildren;
}

export function idOf(name: Field): string {
  return `field-${name}`;
}

function TextField(props: FieldProps) {
  const { name, value, onValue } = props;
  return (
    <Labelled {...props}>
      <input
        id={idOf(name)}
        type="text"
        value={value}
        aria-invalid={!isUnderstood({ field: name, value })}
        onInput={({ currentTarget }) => onValue(currentTarget.value)}
      />
    </Labelled>
  );
}

function LongField({ rows, ...props }: FieldProps & { readonly rows: number }) {
  const { name, value, onValue } = props;
  const lines = Math.min(8, Math.max(rows, value.split('\n').length));
  return (
    <Labelled {...props}>
      <textarea
        id={idOf(name)}
        rows={lines}
        value={value}
        onInput={({ currentTarget }) => onValue(currentTarget.value)}
      />
    </Labelled>
  );
}

interface ChoiceProps extends FieldProps {
  readonly choices: { readonly [value: string]: string };
}

function ChoiceField({ choices, ...props }: ChoiceProps) {
  const { name, value, onValue } = props;
  const known = Object.entries(choices).sort(([one], [other]) => Number(one) - Number(other));
  return (
    <Labelled {...props}>
      <select id={idOf(name)} value={value} onChange={({ currentTarget }) => onValue(currentTarget.value)}>
        <option value="">–</option>
        {value !== '' && !(value in choices) && <option value={value}>{value}</option>}
        {known.map(([one, label]) => (
          <option key={one} value={one}>
            {label}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

interface WaitingProps {
  readonly text: Texts;
  readonly edits: readonly Edit[];
  readonly inspection: Inspection;
  readonly onUndo: (edit: Edit) => void;
}

/** What waits to be saved; each can be taken back. */
function Waiting({ text, edits, inspection, onUndo }: WaitingProps) {
  return (
    <table class="waiting">
      <caption>{text.waiting}</caption>
      <tbody>
        {edits.map((edit) => {
          const name = 'field' in edit ? text.fields[edit.field] : `${edit.tag.group}:${edit.tag.name}`;
          const [before, after] =
            'field' in edit
              ? [fieldText(edit.field, inspection), edit.value.trim()].map((one) =>
                  labelOf(text, edit.field, one),
                )
              : [edit.tag.text];
          return (
            <tr key={name}>
              <th scope="row">
                <TagName name={name} />
              </th>
              <td>
                <FromTo text={text} before={before} after={after} />
              </td>
              <td class="action">
                <button
                  type="button"
                  class="quiet"
                  aria-label={`${text.undo} ${name}`}
                  onClick={() => onUndo(edit)}
                >
                  {text.undo}
                </button>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Changed({ text, changed }: { text: Texts; changed: readonly ChangedTag[] }) {
  if (changed.length === 0) return <p>{text.nothingChanged}</p>;
  return (
    <table class="waiting">
      <caption>{text.changedTags}</caption>
      <tbody>
        {changed.map(({ group, name, before, after }, i) => (
          <tr key={`${group}:${name} ${i}`}>
            <th scope="row">
              <TagName name={`${group}:${name}`} />
            </th>
            <td>
              <FromTo text={text} before={before} after={after} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A value in words where it is a number that stands for some; a list in one line. */
function labelOf({ ratings, orientations }: Texts, field: Field, value: string): string {
  if (listFields.has(field)) return value.replaceAll('\n', ', ');
  const labels = field === 'rating' ? ratings : field === 'orientation' ? orientations : {};
  return labels[value] ?? value;
}

interface FromToProps {
  readonly text: Texts;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** What was there, and what is in its place. */
function FromTo({ text, before, after }: FromToProps) {
  return (
    <>
      {before && <del>{before}</del>}
      {before && after && ' → '} {after ? <ins>{after}</ins> : <em>{text.deleted}</em>}
    </>
  );
}
