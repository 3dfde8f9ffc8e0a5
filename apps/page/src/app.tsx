// The page: photos come in, one of them is shown and can be edited, all of them can be cleaned.
import type { Keep } from 'exifkit';
import { useEffect, useReducer, useRef, useState } from 'preact/hooks';
import { CleanPanel } from './clean-panel.js';
import { EditPanel } from './edit-panel.js';
import { changesOf, type Edit, mistakenField, withEdit } from './edits.js';
import { clean, edit, FileFault, inspect } from './engine.js';
import { download, droppedFiles, isPicture, named } from './files.js';
import { Intake } from './intake.js';
import type { Photo } from './photo.js';
import { PhotoList } from './photo-list.js';
import { PhotoView } from './photo-view.js';
import type { Inspection } from './protocol.js';
import { SaveBar } from './save-bar.js';
import { firstLanguage, type Language, texts } from './text.js';

type Change =
  | { readonly add: readonly Photo[] }
  | { readonly id: number; readonly set: Partial<Photo> }
  | 'clear';

function changed(photos: readonly Photo[], change: Change): readonly Photo[] {
  if (change === 'clear') return [];
  if ('add' in change) return [...photos, ...change.add];
  return photos.map((photo) => (photo.id === change.id ? { ...photo, ...change.set } : photo));
}

let lastId = 0;

function faultOf(error: unknown): FileFault {
  return error instanceof FileFault ? error : new FileFault('unexpected', String(error));
}

export function App() {
  const [language, setLanguage] = useState<Language>(firstLanguage);
  const [photos, change] = useReducer(changed, []);
  const [selected, select] = useState<number>();
  const [keep, setKeep] = useState<ReadonlySet<Keep>>(new Set<Keep>(['orientation', 'icc']));
  const result = useRef<HTMLElement>(null);
  const text = texts[language];
  const photo = photos.find(({ id }) => id === selected) ?? photos[0];
  const edits = photo?.edits ?? [];

  useEffect(() => {
    document.documentElement.lang = language;
    localStorage.setItem('language', language);
  }, [language]);

  const read = ({ id, file }: Pick<Photo, 'id' | 'file'>): void => {
    change({ id, set: { step: 'reading' } });
    inspect(file).then(
      (inspection) => change({ id, set: { step: 'read', inspection } }),
      (error: unknown) => change({ id, set: { step: 'failed', fault: faultOf(error) } }),
    );
  };

  const add = (files: readonly File[]): void => {
    const added = files.map((file): Photo => ({ id: ++lastId, file, step: 'waiting' }));
    if (added.length === 0) return;
    change({ add: added });
    select(added[0]!.id);
    added.forEach(read);
  };

  /** The version that came of a photo, in its place. */
  const goOn = ({ id, file }: Photo, blob: Blob): void => {
    const version = new File([blob], file.name, { type: file.type });
    change({ id, set: { file: version, cleaned: undefined, edits: [], edited: undefined } });
    read({ id, file: version });
  };

  const setEdits = ({ id }: Photo, edits: readonly Edit[]): void =>
    change({ id, set: { edits, edited: undefined, editFault: undefined } });

  const save = async ({ id, file, edits = [] }: Photo, inspection: Inspection): Promise<void> => {
    change({ id, set: { isSaving: true, editFault: undefined } });
    try {
      change({ id, set: { edited: await edit(file, changesOf(edits, inspection)) } });
    } catch (error) {
      change({ id, set: { editFault: faultOf(error) } });
    }
    change({ id, set: { isSaving: false } });
  };

  const cleanPhotos = async (chosen: readonly Photo[]): Promise<void> => {
    const kept = [...keep];
    const one = async ({ id, file }: Photo): Promise<void> => {
      change({ id, set: { step: 'cleaning' } });
      try {
        const cleaned = await clean(file, kept);
        change({ id, set: { step: 'cleaned', cleaned, isOneOfMany: chosen.length > 1 } });
      } catch (error) {
        change({ id, set: { step: 'failed', fault: faultOf(error) } });
      }
    };
    await Promise.all(chosen.map(one));
  };

  const addEdit = (to: Photo, one: Edit): void => {
    if (to.inspection) setEdits(to, withEdit(to.edits ?? [], one, to.inspection));
  };
  const undo = (of: Photo, one: Edit): void =>
    setEdits(
      of,
      (of.edits ?? []).filter((other) => other !== one),
    );

  const downloadAll = async (): Promise<void> => {
    const { downloadZip } = await import('client-zip');
    const files = photos.flatMap(({ file, cleaned }) =>
      cleaned ? [{ name: named(file.webkitRelativePath || file.name, 'clean'), input: cleaned.blob }] : [],
    );
    download(await downloadZip(files).blob(), 'exifkit-clean.zip');
  };

  usePageDrops(add);

  return (
    <>
      <a class="skip" href="#result">
        {text.skip}
      </a>
      <header class="top">
        <h1>
          <img src="./icon.svg" alt="" width="28" height="28" /> exifkit
        </h1>
        <button type="button" class="quiet" onClick={() => setLanguage(language === 'en' ? 'id' : 'en')}>
          {text.language}
        </button>
      </header>
      <main class={photos.length ? 'busy' : 'empty'}>
        <Intake text={text} compact={photos.length > 0} onFiles={add} />
        {photos.length > 1 && (
          <PhotoList
            text={text}
            photos={photos}
            selected={photo?.id}
            onSelect={(id) => {
              select(id);
              result.current?.focus();
            }}
            onCleanAll={() => cleanPhotos(photos.filter(({ step }) => step === 'read' || step === 'cleaned'))}
            onDownloadAll={downloadAll}
            onClear={() => change('clear')}
          />
        )}
        <section id="result" ref={result} tabIndex={-1} aria-label={photo?.file.name ?? text.reveals}>
          <p class="unseen" role="status">
            {photo?.inspection &&
              `${photo.file.name}: ${text.findingsCount(photo.inspection.findings.length)}`}
          </p>
          {photo && (
            <PhotoView
              key={photo.id}
              text={text}
              photo={photo}
              onEdit={(one) => addEdit(photo, one)}
              onUndo={(one) => undo(photo, one)}
            >
              <CleanPanel
                text={text}
                photo={photo}
                keep={keep}
                onKeep={setKeep}
                onClean={() => cleanPhotos([photo])}
                onGoOn={(blob) => goOn(photo, blob)}
              />
              {photo.inspection && (
                <EditPanel
                  text={text}
                  photo={photo}
                  inspection={photo.inspection}
                  onEdit={(one) => addEdit(photo, one)}
                  onUndo={(one) => undo(photo, one)}
                  onGoOn={(blob) => goOn(photo, blob)}
                />
              )}
            </PhotoView>
          )}
        </section>
        {photo?.inspection && edits.length > 0 && !photo.edited && (
          <SaveBar
            text={text}
            count={edits.length}
            isSaving={photo.isSaving === true}
            mistaken={mistakenField(edits)}
            onUndo={() => setEdits(photo, edits.slice(0, -1))}
            onDiscard={() => setEdits(photo, [])}
            onSave={() => photo.inspection && save(photo, photo.inspection)}
          />
        )}
      </main>
      <footer>
        <p>{text.promise}</p>
        <p>
          <a href="./docs/">{text.documents}</a>
        </p>
      </footer>
    </>
  );
}

/** Files may be dropped anywhere, and pasted. */
function usePageDrops(add: (files: readonly File[]) => void): void {
  const latest = useRef(add);
  latest.current = add;
  useEffect(() => {
    const over = (event: DragEvent): void => event.preventDefault();
    const drop = async (event: DragEvent): Promise<void> => {
      event.preventDefault();
      const { items } = event.dataTransfer ?? {};
      if (items) latest.current((await droppedFiles(items)).filter(isPicture));
    };
    const paste = (event: ClipboardEvent): void => latest.current([...(event.clipboardData?.files ?? [])]);
    addEventListener('dragover', over);
    addEventListener('drop', drop);
    addEventListener('paste', paste);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('drop', drop);
      removeEventListener('paste', paste);
    };
  }, []);
}
