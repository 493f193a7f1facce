import { en } from './en';
import { ja } from './ja';
import { texts } from './language.svelte';

export { language, texts, type Language } from './language.svelte';

/** The sentences that all pages share. */
export const shared = texts(ja, en);
