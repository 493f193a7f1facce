import { tick } from 'svelte';
import { address, matched, type Params } from './address';

export { address } from './address';

/** Where an entry's program is: `/office/counter/`. */
export function baseOf(path: string): string {
  return /^\/office\/(?:[a-z]+\/)?/.exec(path)?.[0] ?? '/office/';
}

let here = $state({ path: '', query: '' });
let base = '/office/';

function look(): void {
  here = { path: location.pathname.slice(base.length), query: location.search };
}

/** What is shown is named by the address; the back button works as everywhere. */
export const router = {
  get path(): string {
    return here.path;
  },

  get query(): Params {
    return Object.fromEntries(new URLSearchParams(here.query));
  },

  /** The parameters of a view, or null where the address is that of another. */
  match(pattern: string): Params | null {
    return matched(pattern, here.path);
  },

  /** The whole address of a view, for a link. */
  href(pattern: string, params: Params = {}, query: Params = {}): string {
    return base + address(pattern, params, query);
  },

  go(pattern: string, params: Params = {}, query: Params = {}, replace = false): void {
    const target = router.href(pattern, params, query);
    if (replace) history.replaceState(null, '', target);
    else history.pushState(null, '', target);
    arrive();
  },

  /** Follows links inside of the program without loading it anew. */
  start(): void {
    base = baseOf(location.pathname);
    look();
    addEventListener('popstate', arrive);
    document.addEventListener('click', follow);
  },
};

function arrive(): void {
  look();
  void tick().then(() => {
    scrollTo(0, 0);
    // Who does not see the page change hears the new heading.
    document.querySelector<HTMLElement>('main h1')?.focus();
  });
}

function follow(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (!link || !plain || event.defaultPrevented || link.target !== '' || link.hasAttribute('download')) return;
  const target = new URL(link.href);
  if (target.origin !== location.origin || baseOf(target.pathname) !== base || target.hash !== '') return;
  event.preventDefault();
  history.pushState(null, '', target.pathname + target.search);
  arrive();
}
