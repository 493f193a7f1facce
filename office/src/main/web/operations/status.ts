/** What GET /status says, as far as the wall shows it; pure. */
export type Condition = 'good' | 'unknown' | 'attention' | 'failing';

export interface Part {
  readonly condition: Condition;
  readonly why: readonly string[];
  readonly whyJa: readonly string[];
}

/** A part of which nothing is to be said. */
export const WITHOUT_REASONS = { why: [], whyJa: [] } as const;

/** Why a part is not good, in that language. */
export function reasons(part: Pick<Part, 'why' | 'whyJa'>, language: 'ja' | 'en'): readonly string[] {
  return language === 'ja' ? part.whyJa : part.why;
}

export interface Signer {
  readonly responder?: string;
  readonly serial: string;
  readonly condition: Condition;
  readonly daysLeft: number;
}

export interface Generation extends Part {
  readonly issuer: string;
  readonly authority: string;
  readonly generation: number;
  readonly scheme: string;
  readonly issuing: boolean;
  readonly retired?: boolean;
  readonly issuesFrom?: string;
  readonly notAfter: string;
  readonly daysLeft: number;
  readonly signers: readonly Signer[];
}

export interface AuthorityCrls {
  readonly authority: string;
  readonly condition: Condition;
  readonly oldestSeconds?: number;
  readonly remainingSeconds?: number;
  readonly entries?: number;
}

export interface Status {
  readonly at: string;
  readonly node: string;
  readonly clock: Part & { readonly authorities: string; readonly machine: string; readonly moved: boolean };
  readonly database: Part;
  readonly services: readonly (Part & { readonly service: string })[];
  readonly token: Part & { readonly waiting: number };
  readonly log: Part & { readonly size?: number; readonly ageSeconds?: number; readonly witnesses: readonly (Part & { readonly name: string })[] };
  readonly generations: Part & { readonly generations: readonly Generation[] };
  readonly crls: Part & {
    readonly partitions?: number;
    readonly current?: number;
    readonly failing?: number;
    readonly manifestAgeSeconds?: number;
    readonly authorities: readonly AuthorityCrls[];
  };
  readonly ocsp: Part & { readonly feedAgeSeconds?: number; readonly signerRemainingSeconds?: number; readonly certificates?: number };
  readonly work: Part & { readonly rounds: readonly { readonly name: string; readonly condition: Condition; readonly sinceSeconds: number }[] };
  readonly certificates: Part & { readonly ends: readonly { readonly certificate: string; readonly condition: Condition; readonly daysLeft: number }[] };
  readonly waiting: Part & {
    readonly holds: number;
    readonly heldEvents: number;
    readonly budgetsUsedUp: number;
    readonly responders?: number;
    readonly retentionBehindSeconds: number;
  };
}

const ORDER: readonly Condition[] = ['good', 'unknown', 'attention', 'failing'];

export function worst(conditions: readonly Condition[]): Condition {
  return conditions.reduce((one, other) => (ORDER.indexOf(other) > ORDER.indexOf(one) ? other : one), 'good');
}

/** The condition of everything together. */
export function whole(status: Status): Condition {
  const parts: readonly Part[] = [
    status.database, status.token, status.log, status.generations, status.crls, status.ocsp, status.work,
    status.certificates, status.waiting, status.clock, ...status.services,
  ];
  return worst(parts.map((part) => part.condition));
}

const UNITS = [['d', 86_400], ['h', 3_600], ['min', 60], ['s', 1]] as const;
export type Unit = (typeof UNITS)[number][0];

/** A duration in its two largest units, such as 1 d 3 h. */
export function duration(seconds: number): readonly (readonly [number, Unit])[] {
  let rest = Math.max(Math.floor(seconds), 0);
  const parts: (readonly [number, Unit])[] = [];
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0 || (unit === 's' && parts.length === 0)) parts.push([count, unit]);
  }
  const first = UNITS.findIndex(([unit]) => unit === parts[0]![1]);
  return parts.filter(([, unit]) => UNITS.findIndex(([one]) => one === unit) <= first + 1);
}
