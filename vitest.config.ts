import { defineConfig } from 'vitest/config';

const here = new URL('.', import.meta.url).pathname;

export default defineConfig({
  resolve: {
    alias: [
      { find: /^exifkit\/all$/, replacement: `${here}packages/core/src/index.ts` },
      { find: /^exifkit\/(\w+)$/, replacement: `${here}packages/core/src/$1.ts` },
      { find: /^exifkit$/, replacement: `${here}packages/core/src/main.ts` },
    ],
  },
  test: {
    setupFiles: ['test/setup.ts'],
    include: [
      'packages/*/{src,test}/**/*.test.ts',
      'apps/*/{src,test}/**/*.test.ts',
      'fixtures/**/*.test.ts',
      'bench/**/*.test.ts',
      'test/**/*.test.ts',
    ],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
