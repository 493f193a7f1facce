import { router } from '$/router/router.svelte';
import type { View } from '$/shell/Header.svelte';
import { start } from '$/shell/start';
import Counter from './Counter.svelte';
import { t } from './text';

const view = (pattern: string, text: string, here: boolean): View => ({ href: router.href(pattern), text, current: here });

start({
  title: () => t().title,
  roles: ['office-clerk', 'office-supervisor'],
  views: () => [view('', t().views.find, router.path === '')],
  page: Counter,
});
