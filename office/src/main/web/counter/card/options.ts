import type { Kind, Option } from '../api';

/** Acts of one kind that can be done now. */
export interface OpenAct {
  readonly act: string;
  readonly options: readonly Option[];
}

/** Acts of one kind that cannot be done now, each reason once. */
export interface BarredAct {
  readonly act: string;
  readonly reasons: readonly BarredReason[];
}

export interface BarredReason {
  readonly code: string;
  readonly detail: string;
  readonly detailJa: string;
  readonly from?: string;
  readonly options: readonly Option[];
}

/** What names an option among those of its card. */
export function idOf(option: Option): string {
  return [option.act, option.ground ?? '', option.certificates.join('+'), option.serial ?? ''].join(' ');
}

/** Groups by act, in the order of the API. */
export function openActs(options: readonly Option[]): readonly OpenAct[] {
  return byAct(options.filter((option) => option.allowed && !option.alreadySo)).map(([act, of]) => ({ act, options: of }));
}

export function barredActs(options: readonly Option[]): readonly BarredAct[] {
  return byAct(options.filter((option) => !option.allowed)).map(([act, of]) => ({ act, reasons: reasons(of) }));
}

function byAct(options: readonly Option[]): [string, Option[]][] {
  const groups = new Map<string, Option[]>();
  for (const option of options) groups.set(option.act, [...(groups.get(option.act) ?? []), option]);
  return [...groups];
}

function reasons(options: readonly Option[]): BarredReason[] {
  const groups = new Map<string, BarredReason>();
  for (const option of options) {
    const { code = '', detail = '', detailJa = '', from } = option;
    const key = [code, detail, from].join(' ');
    const before = groups.get(key)?.options ?? [];
    groups.set(key, { code, detail, detailJa, ...(from ? { from } : {}), options: [...before, option] });
  }
  return [...groups.values()];
}

/** The kinds of keys that several acts need together, in their order. */
export function keysOf(options: readonly Option[]): readonly Kind[] {
  const all: readonly Kind[] = ['signature', 'user-identification'];
  return all.filter((kind) => options.some((option) => option.needs.keys?.includes(kind)));
}
