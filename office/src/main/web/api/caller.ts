import { read } from './read';

/** Who works here, as the authority knows them by the certificate. */
export interface Caller {
  readonly person?: string;
  readonly name: string;
  readonly role: string;
  readonly municipality?: string;
  readonly window?: string;
  /** The same municipality with its names. */
  readonly office?: { code: string; name: string; nameJa: string; prefecture: string; prefectureJa: string };
  readonly budgets?: readonly { budget: string; limit: number; used: number; left: number }[];
  readonly certificate?: { serial: string; notAfter: string; daysLeft: number };
  readonly clock?: { now: string; moved: boolean; offset?: string };
  readonly mode?: string;
  readonly policies?: { registerConfirmation: boolean; dualControl?: readonly string[] };
  readonly languages?: readonly string[];
}

/** Why nobody is known, one page each. */
export type Failure = 'no-certificate' | 'not-staff' | 'ended' | 'unavailable' | 'other-role';

export type Known =
  | { readonly kind: 'known'; readonly caller: Caller }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly code?: string };

/** Which page a refusal of the very first question leads to. */
export function failureOf(status: number, code: string): Failure {
  if (code === 'CERTIFICATE_NEEDED') return 'no-certificate';
  return status === 401 || status === 403 ? 'not-staff' : 'unavailable';
}

/** Asks who the caller is. */
export async function whoAmI(): Promise<Known> {
  const reading = await read<Caller>('/api/v1/caller');
  switch (reading.kind) {
    case 'read':
      return { kind: 'known', caller: reading.answer };
    case 'refused': {
      const { status, code } = reading.problem;
      return { kind: 'failed', failure: failureOf(status, code), code };
    }
    case 'unreachable':
      // The handshake refuses a certificate that has ended, and a script cannot tell that from a cable that was pulled.
      return { kind: 'failed', failure: 'ended' };
  }
}
