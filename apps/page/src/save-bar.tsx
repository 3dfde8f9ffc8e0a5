// What can be done with the changes that wait: it stays in sight while there are any.
import { useEffect } from 'preact/hooks';
import type { Field } from './edits.js';
import type { Texts } from './text.js';

interface Props {
  readonly text: Texts;
  readonly count: number;
  readonly isSaving: boolean;
  /** A field that cannot be understood. */
  readonly mistaken: Field | undefined;
  readonly onUndo: () => void;
  readonly onDiscard: () => void;
  readonly onSave: () => void;
}

export function SaveBar({ text, count, isSaving, mistaken, onUndo, onDiscard, onSave }: Props) {
  // What has the focus may be where the bar comes.
  useEffect(() => document.activeElement?.scrollIntoView({ block: 'nearest' }), []);
  return (
    <div class="save card">
      <p role="status">{mistaken ? text.notUnderstood(text.fields[mistaken]) : text.changesCount(count)}</p>
      <div class="buttons">
        <button type="button" class="quiet" onClick={onUndo}>
          {text.undoLast}
        </button>
        <button type="button" class="quiet" onClick={onDiscard}>
          {text.discard}
        </button>
        <button type="button" class="main" disabled={isSaving || mistaken !== undefined} onClick={onSave}>
          {isSaving ? text.saving : text.save}
        </button>
      </div>
    </div>
  );
}
