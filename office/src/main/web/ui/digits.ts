import { isComposing } from '$/shell/keys';

/** What the digits 1 to 9 stand for inside of a group; none of it while a conversion or a shortcut is typed. */
export function picked<Option>(event: KeyboardEvent, options: readonly Option[]): Option | undefined {
  if (isComposing(event) || event.ctrlKey || event.altKey || event.metaKey) return undefined;
  return /^[1-9]$/.test(event.key) ? options[Number(event.key) - 1] : undefined;
}
