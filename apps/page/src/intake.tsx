// Where photos come in: buttons for files and folders; a drop or a paste works anywhere on the page.
import { useRef } from 'preact/hooks';
import { isPicture } from './files.js';
import type { Texts } from './text.js';

interface Props {
  readonly text: Texts;
  /** There are photos already. */
  readonly compact: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}

export function Intake({ text, compact, onFiles }: Props) {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const taken = (input: HTMLInputElement | null, wanted: (file: File) => boolean): void => {
    if (!input) return;
    onFiles([...(input.files ?? [])].filter(wanted));
    input.value = '';
  };
  return (
    <section class={compact ? 'intake compact' : 'intake'} aria-label={text.drop}>
      {!compact && (
        <>
          <p class="tagline">{text.tagline}</p>
          <p class="drop">{text.drop}</p>
          <p class="hint paste">{text.or}</p>
        </>
      )}
      <div class="buttons">
        <button type="button" class={compact ? '' : 'main'} onClick={() => files.current?.click()}>
          {compact ? text.another : text.choose}
        </button>
        <button type="button" onClick={() => folder.current?.click()}>
          {text.chooseFolder}
        </button>
      </div>
      {!compact && <p class="hint">{text.formats}</p>}
      <input
        ref={files}
        class="hidden"
        type="file"
        multiple
        aria-label={text.choose}
        tabIndex={-1}
        onChange={() => taken(files.current, () => true)}
      />
      <input
        ref={folder}
        class="hidden"
        type="file"
        multiple
        aria-label={text.chooseFolder}
        tabIndex={-1}
        {...{ webkitdirectory: true }}
        onChange={() => taken(folder.current, isPicture)}
      />
    </section>
  );
}
