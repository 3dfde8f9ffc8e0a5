// The picture, by the browser where it knows the format, else by the small one in the file.
import { useEffect, useState } from 'preact/hooks';
import type { Inspection } from './protocol.js';
import type { Texts } from './text.js';

interface Props {
  readonly text: Texts;
  readonly file: Blob;
  readonly inspection: Inspection;
}

export function Preview({ text, file, inspection: { thumbnail } }: Props) {
  const [urls, setUrls] = useState<readonly string[]>([]);
  const [at, setAt] = useState(0);
  useEffect(() => {
    const made = [file, ...(thumbnail ? [thumbnail] : [])].map((blob) => URL.createObjectURL(blob));
    setUrls(made);
    setAt(0);
    return () => {
      for (const url of made) URL.revokeObjectURL(url);
    };
  }, [file, thumbnail]);
  const url = urls[at];
  return (
    <figure class="picture card">
      {url && <img src={url} alt={text.picture} onError={() => setAt(at + 1)} />}
      {urls.length > 0 && !url && <figcaption class="hint">{text.noPreview}</figcaption>}
    </figure>
  );
}
