import { existsSync, readdirSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
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

const SCRIPT_BUDGET = 60_000;
const STYLE_BUDGET = 15_000;
const size = (content) => gzipSync(content).length;

/** What an entry loads: its own chunk and all that it imports. */
function loaded(bundle, file, seen = new Map()) {
  const chunk = bundle[file];
  if (chunk && !seen.has(file)) {
    seen.set(file, chunk);
    chunk.imports.forEach((other) => loaded(bundle, other, seen));
  }
  return [...seen.values()];
}

/** A role's program stays small, and holds nothing of another role. */
const limits = {
  name: 'limits',
  generateBundle(_, bundle) {
    // The first part of its path; what everybody may see is one, in both languages.
    const placeOf = (file) => dirname(relative(web, file)).split('/')[0];
    const places = [...new Set(entries.map(placeOf))];
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk' || !chunk.isEntry) continue;
      const place = placeOf(chunk.facadeModuleId);
      const chunks = loaded(bundle, chunk.fileName);
      const styles = new Set(chunks.flatMap((each) => [...(each.viteMetadata?.importedCss ?? [])]));
      const script = chunks.reduce((sum, each) => sum + size(each.code), 0);
      const style = [...styles].reduce((sum, name) => sum + (bundle[name] ? size(bundle[name].source) : 0), 0);
      if (script > SCRIPT_BUDGET) this.error(`${place} loads ${script} octets of script; ${SCRIPT_BUDGET} are allowed`);
      if (style > STYLE_BUDGET) this.error(`${place} loads ${style} octets of style; ${STYLE_BUDGET} are allowed`);
      const others = places.filter((other) => other !== '.' && other !== place);
      const foreign = chunks
        .flatMap((each) => each.moduleIds)
        .map((id) => relative(web, id))
        .find((id) => others.some((other) => id.startsWith(`${other}/`)));
      if (foreign) this.error(`${place} holds ${foreign}, which is another entry's`);
    }
  },
};

export default defineConfig({
  root: web,
  base: '/office/',
  publicDir: existsSync(here('./src/main/files')) ? here('./src/main/files') : false,
  plugins: [svelte({ configFile: false, compilerOptions: { css: 'external' } }), sameOrigin, limits],
  resolve: {
    alias: {
      $: web,
      $golden: here('../audit-log/src/test/resources/org/jitsuin/audit/tlog'),
      $filters: here('../status-filter/src/test/resources/org/jitsuin/filter'),
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
