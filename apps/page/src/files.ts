// Files from where people give them: a picker, the clipboard, a drop of files and folders.

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
  return (
    type.startsWith('image/') ||
    /\.(jpe?g|jfif|png|heic|heif|hif|avif|webp|gif|tiff?|dng|nef|cr2|arw|rw2|orf|pef|raf|psd|bmp|ico)$/i.test(
      name,
    )
  );
}

/** The name of a cleaned file: no file of that name is written over by accident. */
export function cleanedName(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? `${name.slice(0, dot)}-clean${name.slice(dot)}` : `${name}-clean`;
}

/** Offers a file for download. */
export function download(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
