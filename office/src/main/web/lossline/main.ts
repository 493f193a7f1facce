import { start } from '$/shell/start';
import LossLine from './LossLine.svelte';
import { t } from './text';

start({ title: () => t().title, roles: ['lossline-operator'], page: LossLine });
