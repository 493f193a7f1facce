/** The kinds of entries, as docs/audit-format.md has them; a test compares both. */
export const KINDS = [
  'issuer-created', 'issuer-retired', 'ocsp-signer-issued', 'status-signer-issued', 'ocsp-signer-requested', 'ocsp-responder-proposed', 'ocsp-responder-admitted',
  'ocsp-responder-withdrawn', 'log-key-created', 'staff-registered', 'staff-change-proposed', 'staff-change-approved',
  'staff-change-cancelled', 'staff-blocked', 'open-work-fell', 'staff-withdrawn', 'staff-restored', 'server-certificate-issued',
  'custodians-appointed', 'tokens-unlocked', 'ceremony-recorded', 'roll-over-begun', 'link-certificate-issued',
  'roll-over-completed', 'tokens-backed-up', 'tokens-restored', 'card-registered', 'holder-confirmed', 'holder-differs',
  'certificates-issued', 'issue-abandoned', 'certificate-revoked', 'authority-certificate-revoked', 'revocation-amended',
  'compromise-reported', 'revocation-requested', 'certificate-held', 'certificate-restored', 'card-replaced',
  'card-term-changed', 'card-ended', 'card-suspended', 'suspension-lifted', 'pin-recorded', 'card-write-begun', 'card-written',
  'card-write-ended', 'resident-event-recorded',
  'refused', 'refused-again', 'staff-recognised', 'staff-turned-away', 'holder-read', 'holder-searched', 'log-exported',
  'lineage-read', 'application-received', 'application-extended', 'application-approved', 'application-refused',
  'application-completed', 'application-read', 'dual-control-proposed', 'dual-control-approved', 'revocation-job-proposed',
  'revocation-job-approved', 'revocation-job-finished', 'revocation-job-cancelled', 'issuing-closed', 'issuing-opened',
  'records-erased', 'erasure-proposed', 'holder-erased', 'relying-party-registered', 'relying-party-changed',
  'relying-party-ended', 'consent-recorded', 'consent-withdrawn', 'consent-answered', 'consents-shown', 'budget-used-up', 'suspensions-slowed', 'events-held', 'event-hold-proposed', 'event-hold-approved',
  'held-event-refused', 'event-hold-finished', 'crl-published', 'delta-crl-published', 'status-filter-published', 'server-started', 'server-stopped',
  'log-recovered', 'settings-changed',
] as const;

export type Kind = (typeof KINDS)[number];

export function isKind(text: string): text is Kind {
  return (KINDS as readonly string[]).includes(text);
}
