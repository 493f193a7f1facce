import type { Octets } from '$/tlog/octets';

/** What an answer may be at the most. */
export interface Bounds {
  readonly milliseconds: number;
  readonly octets: number;
}

/** The octets at an address of where the page comes from. Throws where they do not come, or too many or too late. */
export async function octetsOf(address: string, bounds: Bounds, request: RequestInit = {}): Promise<Octets> {
  const response = await fetch(address, { ...request, signal: AbortSignal.timeout(bounds.milliseconds) });
  if (!response.ok) throw new Error(`status ${response.status}`);
  if (Number(response.headers.get('Content-Length') ?? 0) > bounds.octets) throw new Error('too many octets');
  return new Uint8Array(await response.arrayBuffer());
}
