import { router } from '$/router/router.svelte';
import { start } from '$/shell/start';
import Operations from './Operations.svelte';
import { t } from './text';

const VIEWS = ['wall', 'maintenance', 'parties', 'staff', 'holds'] as const;

start({
  title: () => t().title,
  roles: ['ca-operator'],
  views: () =>
    VIEWS.map((view) => ({
      href: router.href(view === 'wall' ? '' : view),
      text: t().views[view],
      current: (router.path.split('/')[0] || 'wall') === view,
    })),
  page: Operations,
});
