// The photos by name, with what is known of each, and what can be done with all of them.
import type { Photo } from './photo.js';
import type { Texts } from './text.js';

interface Props {
  readonly text: Texts;
  readonly photos: readonly Photo[];
  readonly selected: number | undefined;
  readonly onSelect: (id: number) => void;
  readonly onCleanAll: () => void;
  readonly onDownloadAll: () => void;
  readonly onClear: () => void;
}

export function PhotoList({ text, photos, selected, onSelect, onCleanAll, onDownloadAll, onClear }: Props) {
  const open = photos.filter(
    ({ step }) => step === 'waiting' || step === 'reading' || step === 'cleaning',
  ).length;
  const cleaned = photos.filter((photo) => photo.cleaned).length;
  const failed = photos.filter(({ step }) => step === 'failed').length;
  const done = photos.length - open;
  const cleanable = photos.filter(({ step }) => step === 'read' || step === 'cleaned').length;
  const isClean = cleaned > 0 && cleaned === cleanable;
  return (
    <nav class="photos card" aria-label={text.files}>
      <div class="row">
        <h2>{text.files}</h2>
        <button type="button" class="quiet" onClick={onClear}>
          {text.remove}
        </button>
      </div>
      <progress max={photos.length} value={done} aria-label={text.files} />
      <p class="hint" role="status">
        {text.progress(done, photos.length)}
        {failed > 0 && ` · ${text.failedCount(failed)}`}
      </p>
      <ul>
        {photos.map((photo) => (
          <li key={photo.id}>
            <button
              type="button"
              class="photo"
              aria-current={photo.id === selected ? 'true' : undefined}
              onClick={() => onSelect(photo.id)}
            >
              <span class="name">{photo.file.name}</span>
              <Status text={text} photo={photo} />
            </button>
          </li>
        ))}
      </ul>
      <div class="buttons">
        <button
          type="button"
          class={isClean ? '' : 'main'}
          disabled={open > 0 || cleanable === 0}
          onClick={onCleanAll}
        >
          {text.cleanAll(cleanable)}
        </button>
        {cleaned > 0 && (
          <button type="button" class={isClean ? 'main' : ''} disabled={open > 0} onClick={onDownloadAll}>
            {text.downloadZip(cleaned)}
          </button>
        )}
      </div>
    </nav>
  );
}

function Status({ text, photo: { step, inspection, cleaned } }: { text: Texts; photo: Photo }) {
  if (step === 'failed') return <span class="status bad">{text.failed}</span>;
  if (cleaned) return <span class="status good">✓ {text.cleaned}</span>;
  if (!inspection) return <span class="status">…</span>;
  return <span class="status">{text.findingsCount(inspection.findings.length)}</span>;
}
