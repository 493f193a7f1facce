import { pemsOf } from './pem';

/** What an operator types to propose a change among the staff. */
export interface Form {
  kind: 'register' | 'renew' | 'replace' | 'withdraw' | 'restore';
  person: string;
  name: string;
  role: string;
  municipality: string;
  window: string;
  request: string;
  reason: string;
}

export const ROLES = [
  'office-clerk', 'office-supervisor', 'lossline-operator', 'auditor', 'ca-operator', 'register-feed', 'relying-party',
] as const;

/** The request of the API; null where something is missing. Whether it may be done, the authority says. */
export function proposalOf(form: Form): Readonly<Record<string, string>> | null {
  const person = form.person.trim();
  if (person === '') return null;
  const head = { kind: form.kind, person };
  if (form.kind === 'withdraw' || form.kind === 'restore') {
    return form.reason.trim() === '' ? null : { ...head, reason: form.reason.trim() };
  }
  const [request] = pemsOf(form.request, '(?:NEW )?CERTIFICATE REQUEST');
  if (!request) return null;
  if (form.kind !== 'register') return { ...head, request };
  const office = form.role.startsWith('office-');
  const missing = form.name.trim() === '' || (office && (!/^\d{5}$/.test(form.municipality) || form.window.trim() === ''));
  if (missing) return null;
  const seat = office ? { municipality: form.municipality, window: form.window.trim() } : {};
  return { ...head, name: form.name.trim(), role: form.role, ...seat, request };
}
