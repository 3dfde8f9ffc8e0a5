// Builds the page as static files, and its service worker, which keeps them for use without a network.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pictureExtensions } from 'exifkit/node';
import { defineConfig, type Plugin } from 'vite';

/** What `scripts/docs.mjs` makes of `docs/` once the page is built. */
const documents = ['', 'id/', 'en/', 'docs.css', 'docs.js', 'choose.js', 'style.css'].map(
  (file) => `docs/${file}`,
);

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}

/** Writes `sw.js`: the worker of `src/service-worker.js` with the list of all files of the page. */
function serviceWorker(): Plugin {
  return {
    name: 'service-worker',
    apply: 'build',
    generateBundle(_, bundle) {
      const own = (folder: string): string => join(import.meta.dirname, folder);
      const files = ['./', ...Object.keys(bundle), ...readdirSync(own('public')), ...documents];
      const kept = files.filter((file) => file !== 'index.html' && !file.endsWith('.map')).sort();
      const hash = createHash('sha256');
      for (const part of Object.values(bundle)) hash.update(part.type === 'chunk' ? part.code : part.source);
      for (const file of filesBelow(own('docs'))) hash.update(readFileSync(file));
      const source = readFileSync(own('src/service-worker.js'), 'utf8')
        .replace('__FILES__', JSON.stringify(kept))
        .replace('__VERSION__', JSON.stringify(hash.digest('hex').slice(0, 16)));
      this.emitFile({ type: 'asset', fileName: 'sw.js', source });
    },
  };
}

export default defineConfig({
  base: './',
  define: { __PICTURE_EXTENSIONS__: JSON.stringify([...pictureExtensions]) },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    // Beside the server, which serves it; the folder can be put on any server of static files.
    outDir: '../server/dist/page',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  worker: { format: 'es' },
  plugins: [serviceWorker()],
});
