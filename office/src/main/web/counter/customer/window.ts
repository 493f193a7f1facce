import { READY, type Shown } from './shown';

/**
 * The second window, turned to the person in front of the counter. What it shows goes from window to window: nothing of it is in an
 * address or in storage, and no other page of this browser hears it.
 */
export class CustomerWindow {
  private window: Window | null = null;
  private shown: Shown = { kind: 'wait' };

  private readonly hear = (event: MessageEvent) => {
    if (event.origin === location.origin && event.source === this.window && event.data === READY) this.send();
  };

  open(): void {
    addEventListener('message', this.hear);
    if (this.window && !this.window.closed) this.window.focus();
    else this.window = open('/office/counter/customer.html', 'jitsuin-customer', 'popup,width=960,height=720');
  }

  show(shown: Shown): void {
    this.shown = shown;
    this.send();
  }

  close(): void {
    this.show({ kind: 'wait' });
    removeEventListener('message', this.hear);
    this.window?.close();
    this.window = null;
  }

  private send(): void {
    if (this.window && !this.window.closed) this.window.postMessage(this.shown, location.origin);
  }
}
