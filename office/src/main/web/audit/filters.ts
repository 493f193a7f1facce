/** What is looked for in the log, as it stands in the address: ids, kinds and days, nothing of a person. */
export interface Filters {
  readonly kind: string;
  readonly card: string;
  readonly serial: string;
  readonly actor: string;
  readonly from: string;
  readonly until: string;
}

export const NO_FILTERS: Filters = { kind: '', card: '', serial: '', actor: '', from: '', until: '' };
const FORMS: Readonly<Record<keyof Filters, RegExp>> = {
  kind: /^[a-z-]{1,40}$/,
  card: /^[0-9A-Za-z-]{1,64}$/,
  serial: /^[0-9a-f]{2,40}$/,
  actor: /^[0-9A-Za-z._-]{1,64}$/,
  from: /^\d{4}-\d{2}-\d{2}$/,
  until: /^\d{4}-\d{2}-\d{2}$/,
};
const MEMBERS = Object.keys(FORMS) as (keyof Filters)[];

/** Takes from an address what has the right form. */
export function filtersOf(query: Readonly<Record<string, string>>): Filters {
  const taken = MEMBERS.map((member) => [member, FORMS[member].test(query[member] ?? '') ? query[member]! : '']);
  return Object.fromEntries(taken) as Record<keyof Filters, string>;
}

/** The filters whose form is wrong. */
export function wrong(filters: Filters): readonly (keyof Filters)[] {
  return MEMBERS.filter((member) => filters[member] !== '' && !FORMS[member].test(filters[member]));
}

export function isEmpty(filters: Filters): boolean {
  return MEMBERS.every((member) => filters[member] === '');
}

const DAY = 86_400_000;

/** The moment at which a day begins in Japan, as the API takes it. */
export function beginning(day: string, later = 0): string {
  return new Date(Date.parse(`${day}T00:00:00+09:00`) + later * DAY).toISOString().replace('.000', '');
}

/** What the API is asked. Days are Japan's; the last one counts to its end. */
export function queryOf(filters: Filters, after: number, limit: number): string {
  const asked = new URLSearchParams({ after: String(after), limit: String(limit) });
  for (const member of ['kind', 'card', 'serial', 'actor'] as const) {
    if (filters[member]) asked.set(member, filters[member]);
  }
  if (filters.from) asked.set('from', beginning(filters.from));
  if (filters.until) asked.set('until', beginning(filters.until, 1));
  return asked.toString();
}
