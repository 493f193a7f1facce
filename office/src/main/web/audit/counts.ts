import type { Schemas } from '$/api/schema';

/** Sums and tables of GET /statistics; pure. */
export type Count = Schemas['Count'];

export interface Bar {
  readonly period: string;
  /** By what the act was about: the authority, or the code of a refusal. */
  readonly parts: Readonly<Record<string, number>>;
  readonly total: number;
}

export interface Chart {
  readonly act: string;
  readonly series: readonly string[];
  readonly bars: readonly Bar[];
  readonly total: number;
}

export const ACTS = ['issued', 'renewed', 'revoked', 'suspended', 'lifted', 'refused'] as const;

/** What the bars of an act are divided into. */
function seriesOf(count: Count): string {
  return count.act === 'refused' ? '' : (count.authority ?? '');
}

/** One chart for each act that there is, in the order of a card's life; each has all periods, so that they compare. */
export function charts(counts: readonly Count[]): readonly Chart[] {
  const periods = [...new Set(counts.map((count) => count.period))].sort();
  return ACTS.map((act) => chart(act, counts.filter((count) => count.act === act), periods)).filter((one) => one.total > 0);
}

function chart(act: string, counts: readonly Count[], periods: readonly string[]): Chart {
  const series = [...new Set(counts.map(seriesOf))].sort();
  const bars = periods.map((period) => {
    const mine = counts.filter((count) => count.period === period);
    const parts = Object.fromEntries(
      series.map((name) => [name, mine.filter((count) => seriesOf(count) === name).reduce((sum, { count }) => sum + count, 0)]),
    );
    return { period, parts, total: Object.values(parts).reduce((sum, part) => sum + part, 0) };
  });
  return { act, series, bars, total: bars.reduce((sum, bar) => sum + bar.total, 0) };
}

/** Details of an act, such as reasons, with how often; the most first. */
export function details(counts: readonly Count[], act: string): readonly (readonly [string, number])[] {
  const sums = new Map<string, number>();
  for (const count of counts) {
    if (count.act === act && count.detail) sums.set(count.detail, (sums.get(count.detail) ?? 0) + count.count);
  }
  return [...sums].sort((one, other) => other[1] - one[1] || one[0].localeCompare(other[0]));
}

/** A whole number of which the axis is made: at least the greatest, round, and never nothing. */
export function top(greatest: number): number {
  if (greatest <= 4) return 4;
  const power = 10 ** Math.floor(Math.log10(greatest));
  return [1, 2, 4, 5, 10].map((step) => step * power).find((value) => value >= greatest)!;
}

/** What a spreadsheet reads (RFC 4180). A text that it would take for a formula is kept one. */
export function csv(counts: readonly Count[]): string {
  const cell = (value: string | number | undefined) => {
    const text = String(value ?? '').replace(/^(?=[=+\-@\t\r])/, "'");
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const head = ['period', 'municipality', 'act', 'authority', 'detail', 'count'] as const;
  return [head.join(','), ...counts.map((count) => head.map((member) => cell(count[member])).join(','))].join('\r\n') + '\r\n';
}
