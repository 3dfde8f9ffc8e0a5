// What can be done with the changes that wait: it stays in sight while there are any.
import type { Texts } from './text.js';

interface Props {
  readonly text: Texts;
  readonly count: number;
  readonly isSaving: boolean;
  /** Whether all of them can be understood. */
  readonly isReady: boolean;
  readonly onUndo: () => void;
  readonly onDiscard: () => void;
  readonly onSave: () => void;
}

export function SaveBar({ text, count, isSaving, isReady, onUndo, onDiscard, onSave }: Props) {
  return (
    <div class="save card">
      <p role="status">{isReady ? text.changesCount(count) : text.notUnderstood}</p>
      <div class="buttons">
        <button type="button" class="quiet" onClick={onUndo}>
          {text.undoLast}
        </button>
        <button type="button" class="quiet" onClick={onDiscard}>
          {text.discard}
        </button>
        <button type="button" class="main" disabled={isSaving || !isReady} onClick={onSave}>
          {isSaving ? text.saving : text.save}
        </button>
      </div>
    </div>
  );
}
