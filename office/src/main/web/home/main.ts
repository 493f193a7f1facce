import { start } from '$/shell/start';
import Home from './Home.svelte';
import { t } from './text';

start({ title: () => t().title, roles: 'any', page: Home });
