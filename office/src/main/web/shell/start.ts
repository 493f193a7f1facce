import { mount, type Component } from 'svelte';
import '$/ui/base.css';
import type { Caller } from '$/api/caller';
import { router } from '$/router/router.svelte';
import { language } from '$/text';
import Frame from './Frame.svelte';
import type { View } from './Header.svelte';
import { listen } from './keys';

/** What the pages of a role bring; all that is around them is the same for all. */
export interface Entry {
  readonly title: () => string;
  /** Who may use it. The API judges each call by itself; this only says at once whose page it is. */
  readonly roles: readonly string[] | 'any';
  readonly views?: (caller: Caller) => readonly View[];
  readonly page: Component<{ caller: Caller }>;
}

export function start(entry: Entry): void {
  document.documentElement.lang = language.current;
  router.start();
  listen();
  mount(Frame, { target: document.body, props: { entry } });
}
