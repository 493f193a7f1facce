import { tick } from 'svelte';

/** Leads to the first field that must be mended, so that nobody has to look for it; its error is read with it. */
export async function toFirstError(form: ParentNode = document): Promise<void> {
  await tick();
  form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}
