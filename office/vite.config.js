import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const web = here('./src/main/web');

// Each HTML file is an entry of its own; what several need becomes a file of its own.
const entries = readdirSync(web, { recursive: true })
  .filter((file) => file.endsWith('.html'))
  .map((file) => `${web}/${file}`);

/** Scripts and style sheets come from where the page comes from; the attribute would make them anonymous. */
const sameOrigin = {
  name: 'same-origin',
  transformIndexHtml: (html) => html.replaceAll(' crossorigin', ''),
};

export default defineConfig({
  root: web,
  base: '/office/',
  publicDir: existsSync(here('./src/main/files')) ? here('./src/main/files') : false,
  plugins: [svelte({ configFile: false, compilerOptions: { css: 'external' } }), sameOrigin],
  resolve: {
    alias: {
      $: web,
      $golden: here('../audit-log/src/test/resources/org/jitsuin/audit/tlog'),
    },
  },
  build: {
    outDir: here('./target/web'),
    emptyOutDir: true,
    // Nothing inline: the policy of the pages forbids it, pictures included.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
    rollupOptions: { input: entries },
  },
  test: {
    root: here('.'),
    include: ['src/test/web/**/*.test.ts'],
    environment: 'node',
  },
});
