/** Keys that work everywhere on a page: function keys only, since a single letter would be in the way of typing and of speech. */

export type PageKey = 'F2' | 'F4' | 'F8' | 'F9' | 'Escape';

const handlers = new Map<PageKey, (() => void)[]>();

/** Whether a key belongs to the input method: Enter there ends a conversion and sends nothing. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** Whether Enter was pressed to say so, and not to end a conversion. */
export function isEnter(event: KeyboardEvent): boolean {
  return event.key === 'Enter' && !isComposing(event);
}

/** Has a key do something as long as nobody after it has it do something else. Returns how to end that. */
export function onKey(key: PageKey, handler: () => void): () => void {
  const stack = handlers.get(key) ?? [];
  stack.push(handler);
  handlers.set(key, stack);
  return () => {
    const place = stack.lastIndexOf(handler);
    if (place >= 0) stack.splice(place, 1);
  };
}

export function listen(target: EventTarget = window): void {
  target.addEventListener('keydown', (pressed) => {
    const event = pressed as KeyboardEvent;
    if (isComposing(event) || event.ctrlKey || event.altKey || event.metaKey) return;
    const handler = handlers.get(event.key as PageKey)?.at(-1);
    if (!handler) return;
    event.preventDefault();
    handler();
  });
}
