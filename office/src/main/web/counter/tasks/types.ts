import type { Receipt } from '../api';

export type ApplicationState = 'received' | 'awaiting-approval' | 'refused' | 'completed';

export interface Application {
  readonly application: string;
  readonly kind: string;
  readonly state: ApplicationState;
  readonly municipality: string;
  readonly card?: string;
  readonly enteredBy: string;
  readonly enteredAt: string;
  readonly approvedBy?: string;
  readonly approvedAt?: string;
  readonly endedBy?: string;
  readonly endedAt?: string;
  readonly refusal?: { readonly code: string; readonly detail?: string; readonly detailJa?: string };
  readonly reason?: string;
  readonly complete?: boolean;
  readonly keys?: Readonly<Record<string, string>>;
  readonly content?: Readonly<Record<string, unknown>>;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly receipt?: Receipt;
}

export interface Notice {
  readonly card: string;
  readonly what: string;
  readonly serial?: string;
  readonly endsOn: string;
  readonly renewableFrom: string;
  readonly endsWithCard: boolean;
}

export interface Letter {
  readonly card: string;
  readonly name: string;
  readonly address: string;
  readonly office: { readonly code: string; readonly name: string; readonly nameJa: string };
  readonly ends: readonly Omit<Notice, 'card' | 'serial'>[];
  readonly text: readonly string[];
  readonly textJa: readonly string[];
}

/** Letters that were asked for together, and why there is none about the other cards. */
export interface Letters {
  readonly letters: readonly Letter[];
  readonly refused: readonly { readonly card: string; readonly code: string; readonly detail: string; readonly detailJa: string }[];
}

export interface Suspension {
  readonly card: string;
  readonly municipality: string;
  readonly suspendedAt: string;
  readonly expiresOn: string;
}

export interface Job {
  readonly job: string;
  readonly state: 'proposed' | 'running' | 'finished' | 'cancelled';
  readonly selection: Readonly<Record<string, unknown>>;
  readonly ground: string;
  readonly reason: string;
  readonly perSecond: number;
  readonly total: number;
  readonly revoked: number;
  readonly already: number;
  readonly remaining: number;
  readonly proposedBy: string;
  readonly proposedAt: string;
  readonly approvedBy?: string;
  readonly finished?: string;
  readonly cancelledBy?: string;
}

export interface DualControl {
  readonly municipality: string;
  readonly kinds: readonly string[];
  readonly proposed?: { readonly kinds: readonly string[]; readonly by: string; readonly at: string };
}

export const APPLICATION_KINDS = ['registration', 'certificates', 'renewal', 'replacement', 'extension', 'lift', 'revocation', 'pin'] as const;
