import { KINDS, type Kind, type Option, type Person } from '../api';
import type { Requests } from '../keys/requests';

/** What an act needs besides identity and keys; each act takes its own part. */
export interface Extras {
  notification?: string;
  feeYen?: number;
  withoutPins?: boolean;
  note?: string;
  invalidSince?: string;
  reporter?: { relation: string; name?: string; contact?: string; note?: string };
}

/** What one visit brings for all of its acts: nothing is asked twice. */
export interface Brought {
  readonly present: readonly Person[];
  readonly documents: readonly string[];
  readonly ward: boolean;
  readonly requests: Requests;
}

export interface Posting {
  readonly address: string;
  readonly body: Record<string, unknown>;
  /** Whether it is decided at once on what was read of the card. */
  readonly isDirect: boolean;
}

/** What is sent for an act: to its own address or, where the office asks for a second person, as an application. */
export function postingOf(option: Option, extras: Extras, brought: Brought, card: string): Posting {
  if (!option.needs.secondPerson) return { address: option.address ?? '', body: contentOf(option, extras, brought), isDirect: option.act !== 'suspension' };
  const named = option.act === 'revocation' ? { authority: option.certificates[0], serial: option.serial } : {};
  return {
    address: '/applications',
    body: { kind: option.application, card, content: { ...named, ...contentOf(option, extras, brought) } },
    isDirect: false,
  };
}

function contentOf(option: Option, extras: Extras, brought: Brought): Record<string, unknown> {
  switch (option.act) {
    case 'certificates':
      return { requests: requestsOf(option.certificates, brought.requests), ...identityOf(brought), ...ward(brought) };
    case 'renewal':
      return { ground: option.ground, requests: requestsOf(option.certificates, brought.requests), ...identityOf(brought), ...ward(brought) };
    case 'replacement':
      return {
        cause: option.ground,
        ...given('notification', extras.notification),
        ...(extras.feeYen === undefined ? {} : { feeYen: extras.feeYen }),
        ...(extras.withoutPins ? { withoutPins: true } : {}),
        ...identityOf(brought),
      };
    case 'extension':
      return { ground: option.ground };
    case 'suspension':
      return { reporter: extras.reporter ?? { relation: 'holder' } };
    case 'revocation':
      return { ground: option.ground, ...given('note', extras.note), ...given('invalidSince', extras.invalidSince), ...identityOf(brought) };
    case 'pin':
      return { pin: option.certificates[0], what: option.ground, ...identityOf(brought) };
    default:
      return identityOf(brought);
  }
}

/** The requests that an act takes, as the API takes them. */
export function requestsOf(kinds: readonly Kind[], requests: Requests): Record<string, string> {
  return Object.fromEntries(KINDS.filter((kind) => kinds.includes(kind)).flatMap((kind) => (requests[kind] ? [[kind, requests[kind].pem]] : [])));
}

/** How identity was checked; nothing as long as it was not. */
export function identityOf({ present, documents }: Pick<Brought, 'present' | 'documents'>): Record<string, unknown> {
  return present.length > 0 && documents.length > 0 ? { identityCheck: { present, documents } } : {};
}

function ward({ ward: isWard }: Brought): Record<string, unknown> {
  return isWard ? { ward: true } : {};
}

function given(name: string, text: string | undefined): Record<string, string> {
  return text?.trim() ? { [name]: text.trim() } : {};
}
