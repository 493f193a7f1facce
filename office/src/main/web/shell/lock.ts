/** When a page locks: pure, so that it can be tested without waiting. */

export type LockReason = 'byHand' | 'byTime' | 'hidden';

export const IDLE = 5 * 60_000;
export const WARNING = 30_000;
export const HIDDEN = 60_000;

export interface Presence {
  /** When somebody last did something. */
  readonly active: number;
  /** Since when the page cannot be seen; null while it can. */
  readonly hiddenSince: number | null;
}

export type LockState = { readonly kind: 'open' } | { readonly kind: 'soon'; readonly seconds: number } | { readonly kind: 'locked'; readonly reason: LockReason };

/** Says whether the page must lock at that moment, or warn. */
export function lockAt(now: number, presence: Presence): LockState {
  if (presence.hiddenSince !== null && now - presence.hiddenSince >= HIDDEN) {
    return { kind: 'locked', reason: 'hidden' };
  }
  const left = presence.active + IDLE - now;
  if (left <= 0) return { kind: 'locked', reason: 'byTime' };
  return left <= WARNING ? { kind: 'soon', seconds: Math.ceil(left / 1000) } : { kind: 'open' };
}

/** Watches the page and calls back. The clock of the day goes on while the machine sleeps. */
export class LockWatch {
  private presence: Presence;
  private readonly timer: ReturnType<typeof setInterval>;

  constructor(
    private readonly changed: (state: LockState) => void,
    private readonly clock: () => number = () => Date.now(),
  ) {
    this.presence = { active: clock(), hiddenSince: null };
    this.timer = setInterval(() => this.look(), 1000);
    for (const type of ['pointerdown', 'keydown', 'wheel']) {
      addEventListener(type, this.active, { passive: true, capture: true });
    }
    document.addEventListener('visibilitychange', this.visible);
  }

  private readonly active = () => {
    this.look();
    this.presence = { ...this.presence, active: this.clock() };
    this.look();
  };

  private readonly visible = () => {
    this.look();
    this.presence = { ...this.presence, hiddenSince: document.hidden ? this.clock() : null };
  };

  private look(): void {
    this.changed(lockAt(this.clock(), this.presence));
  }

  stop(): void {
    clearInterval(this.timer);
    for (const type of ['pointerdown', 'keydown', 'wheel']) {
      removeEventListener(type, this.active, { capture: true });
    }
    document.removeEventListener('visibilitychange', this.visible);
  }
}
