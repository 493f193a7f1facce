import { router } from '$/router/router.svelte';
import { start } from '$/shell/start';
import Audit from './Audit.svelte';
import { t } from './text';

const VIEWS = ['log', 'health', 'statistics', 'powers'] as const;

start({
  title: () => t().title,
  roles: ['auditor'],
  views: () =>
    VIEWS.map((view) => ({
      href: router.href(view === 'log' ? '' : view),
      text: t().views[view],
      current: (router.path.split('/')[0] || 'log').replace('entries', 'log') === view,
    })),
  page: Audit,
});
