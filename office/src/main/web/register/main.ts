import { start } from '$/shell/start';
import Batch from './Batch.svelte';
import { t } from './text';

start({ title: () => t().title, roles: ['register-feed'], page: Batch });
