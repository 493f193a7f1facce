import { router } from '$/router/router.svelte';
import type { View } from '$/shell/Header.svelte';
import { start } from '$/shell/start';
import Counter from './Counter.svelte';
import { t } from './text';

const view = (pattern: string, text: string, here: boolean): View => ({ href: router.href(pattern), text, current: here });

start({
  title: () => t().title,
  roles: ['office-clerk', 'office-supervisor'],
  views: ({ role }) => [
    view('', t().views.find, router.path === '' || router.path.startsWith('cards/') || router.path === 'visit'),
    view('today', t().views.today, router.path === 'today'),
    view('register', t().views.register, router.path === 'register'),
    view('applications', t().views.applications, router.path.startsWith('applications')),
    view('letters', t().views.letters, router.path === 'letters'),
    ...(role === 'office-supervisor'
      ? [view('jobs', t().views.jobs, router.path === 'jobs'), view('two-people', t().views.two, router.path === 'two-people')]
      : []),
  ],
  page: Counter,
});
