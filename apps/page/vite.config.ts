// Builds the page as static files, and its service worker, which keeps them for use without a network.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

/** Writes `sw.js`: the worker of `src/service-worker.js` with the list of all files of the page. */
function serviceWorker(): Plugin {
  return {
    name: 'service-worker',
    apply: 'build',
    generateBundle(_, bundle) {
      const files = ['./', ...Object.keys(bundle), ...readdirSync(join(import.meta.dirname, 'public'))];
      const kept = files.filter((file) => file !== 'index.html' && !file.endsWith('.map')).sort();
      const hash = createHash('sha256');
      for (const part of Object.values(bundle)) hash.update(part.type === 'chunk' ? part.code : part.source);
      const source = readFileSync(join(import.meta.dirname, 'src/service-worker.js'), 'utf8')
        .replace('__FILES__', JSON.stringify(kept))
        .replace('__VERSION__', JSON.stringify(hash.digest('hex').slice(0, 16)));
      this.emitFile({ type: 'asset', fileName: 'sw.js', source });
    },
  };
}

export default defineConfig({
  base: './',
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
