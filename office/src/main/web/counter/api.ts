/** What the office API answers about cards, as far as the counter reads it. Members that may be absent are marked so. */

export type Kind = 'signature' | 'user-identification';
export type CardState = 'valid' | 'suspended' | 'ended' | 'expired';
export type CertificateState = 'good' | 'suspended' | 'revoked' | 'expired';
export type Person = 'holder' | 'representative' | 'proxy';

/** Until when something is valid, and by which rule. */
export interface Ends {
  readonly on: string;
  readonly because: string;
  readonly text: string;
  readonly textJa: string;
}

export interface Certificate {
  readonly authority: Kind;
  readonly generation: number;
  readonly serial: string;
  readonly state: CertificateState;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly reason?: string;
  readonly revokedAt?: string;
  readonly chainNumber: number;
  readonly ends?: Ends;
  /** PEM; absent on time lines. */
  readonly certificate?: string;
}

export interface Holder {
  readonly registerId: string;
  readonly municipality: string;
  readonly name: string;
  readonly nameSubstitutes?: string;
  readonly nameKana?: string;
  readonly nameRomaji?: string;
  readonly address: string;
  readonly addressSubstitutes?: string;
  readonly sex: string;
  readonly birthDate: string;
}

export interface Actor {
  readonly kind: string;
  readonly name?: string;
  readonly role?: string;
  readonly municipality?: string;
  readonly window?: string;
  readonly component?: string;
}

export interface Facts {
  readonly authority?: string;
  readonly serial?: string;
  readonly reason?: string;
  readonly ground?: string;
  readonly cause?: string;
  readonly certificates?: readonly { readonly authority?: string; readonly serial?: string }[];
  readonly present?: readonly string[];
  readonly documents?: readonly string[];
  readonly secondPerson?: string;
  readonly predecessor?: string;
  readonly feeYen?: number;
  readonly expiresOn?: string;
  readonly municipality?: string;
  readonly confirmation?: string;
  readonly items?: readonly string[];
  readonly pin?: string;
  readonly what?: string;
  readonly application?: string;
  readonly applicationKind?: string;
  readonly kind?: string;
  readonly invalidSince?: string;
  readonly code?: string;
}

/** An entry of the audit log about a card. */
export interface Entry {
  readonly entry?: number;
  readonly at: string;
  readonly act: string;
  readonly actor: Actor;
  readonly card?: string;
  readonly facts?: Facts;
}

export interface Needs {
  readonly identityCheck?: 'none' | 'recorded' | 'sufficient';
  readonly present?: readonly (readonly Person[])[];
  readonly notification?: boolean;
  readonly keys?: readonly Kind[];
  readonly secondPerson?: boolean;
  readonly budget?: string;
}

export interface Effect {
  readonly effect: string;
  readonly certificate?: Kind;
  readonly serial?: string;
  readonly endsOn?: string;
  readonly text: string;
  readonly textJa: string;
}

/** An act that there is for a card: whether it can be done now, and else why not and from when. The API decides, by its rules. */
export interface Option {
  readonly act: string;
  readonly ground?: string;
  readonly certificates: readonly Kind[];
  readonly serial?: string;
  readonly allowed: boolean;
  readonly alreadySo?: boolean;
  readonly code?: string;
  readonly detail?: string;
  readonly detailJa?: string;
  readonly from?: string;
  readonly needs: Needs;
  readonly effects: readonly Effect[];
  readonly application?: string;
  readonly address?: string;
}

export interface CardFile {
  readonly card: string;
  readonly municipality: string;
  readonly issuedOn: string;
  readonly expiresOn: string;
  readonly state: CardState;
  readonly stateSince?: string;
  readonly stateCause?: string;
  readonly term?: { readonly longestUntil: string; readonly speciallyExtended: boolean };
  readonly withoutPins: boolean;
  readonly predecessor?: string;
  readonly successor?: string;
  readonly stay?: { readonly status: string; readonly until?: string };
  readonly holder: Holder;
  readonly registerConfirmation?: string;
  readonly registerDiffers?: readonly string[];
  readonly certificates: readonly Certificate[];
  readonly history: readonly Entry[];
  readonly historyBefore?: number;
  readonly ends?: Ends;
  readonly options?: readonly Option[];
  /** What was seen by this: an act on it is refused once it holds no more. */
  readonly version?: string;
}

/** A card on the time line of its holder. */
export interface CardLine {
  readonly card: string;
  readonly issuedOn: string;
  readonly ends: Ends;
  readonly state: CardState;
  readonly stateSince?: string;
  readonly stateCause?: string;
  readonly predecessor?: string;
}

export interface TimeLineFile {
  readonly card: string;
  readonly cards: readonly CardLine[];
  readonly certificates: readonly (Certificate & { readonly card: string })[];
  readonly entries: readonly Entry[];
  readonly before?: number;
}

/** A card that a search found. */
export interface FoundCard {
  readonly card: string;
  readonly municipality: string;
  readonly state: CardState;
  readonly issuedOn?: string;
  readonly expiresOn?: string;
  readonly stateCause?: string;
}

/** By what an act can be proved: the number of its entry in the audit log. */
export interface Receipt {
  readonly entry: number;
  readonly entries: number;
  readonly at: string;
  /** Of the card from then on, for the next act upon it. */
  readonly version?: string;
}

export const KINDS: readonly Kind[] = ['signature', 'user-identification'];
export const API = '/api/v1';
