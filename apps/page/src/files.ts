// Files from where people give them: a picker, the clipboard, a drop of files and folders.

declare const __PICTURE_EXTENSIONS__: readonly string[];

const maxFiles = 2000;

/** All files of a drop, those in folders too. */
export async function droppedFiles(items: DataTransferItemList): Promise<File[]> {
  // The list is emptied once this function yields.
  const entries = [...items].map((item) => item.webkitGetAsEntry());
  const files: File[] = [];
  for (const entry of entries) if (entry) await gather(entry, files);
  return files;
}

async function gather(entry: FileSystemEntry, files: File[]): Promise<void> {
  if (files.length >= maxFiles || entry.name.startsWith('.')) return;
  if (entry.isFile) files.push(await fileOf(entry as FileSystemFileEntry));
  else for (const child of await childrenOf(entry as FileSystemDirectoryEntry)) await gather(child, files);
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    // A folder is given a part at a time; an empty part is its end.
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (part.length === 0) return all;
    all.push(...part);
  }
}

/** Whether a file in a folder may be a picture; those that were picked one by one are all tried. */
export function isPicture({ name, type }: File): boolean {
  return type.startsWith('image/') || extensions.has(name.slice(name.lastIndexOf('.') + 1).toLowerCase());
}

/** Those that the library knows; the build writes them here. */
const extensions: ReadonlySet<string> = new Set(__PICTURE_EXTENSIONS__);

/** The name of a new version: no file of that name is written over by accident. */
export function named(name: string, suffix: 'clean' | 'edited'): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? `${name.slice(0, dot)}-${suffix}${name.slice(dot)}` : `${name}-${suffix}`;
}

export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(0)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** Offers a file for download. */
export function download(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
