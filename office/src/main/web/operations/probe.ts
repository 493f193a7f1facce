import { ask, issuerOf } from '$/der/ask';

/** A live OCSP answer about an authority's own certificate: whether it came and was signed by the authority, and how long it took. */
export interface Probe {
  readonly authority: string;
  readonly good: boolean;
  readonly milliseconds: number;
}

export const AUTHORITIES = ['signature', 'user-identification'] as const;

/**
 * Asks the responder about the certificate of an authority itself.
 *
 * @param now by the authorities' clock, which may be moved
 */
export async function probe(authority: string, now: () => Date): Promise<Probe> {
  const issuer = await issuerOf(authority);
  const began = performance.now();
  const asked = issuer ? await ask(issuer, issuer.serial, now) : null;
  const good = asked?.kind === 'answered' && asked.authentic === true;
  return { authority, good, milliseconds: Math.round(performance.now() - began) };
}
