import { momentText } from '$/era/format';
import { inBoth, word, words } from '../words';
import type { Job } from './types';

export function doneOf(job: Job): number {
  return job.state === 'finished' ? job.total : job.revoked + job.already;
}

/** What a job is about, in a few words. */
export function selectionText(selection: Readonly<Record<string, unknown>>): string {
  const text = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
  const moment = (value: unknown) => (typeof value === 'string' ? momentText(value) : '');
  const count = Array.isArray(selection['serials']) ? selection['serials'].length : (selection['serials'] ?? selection['listEntries']);
  const parts = [
    text(selection['municipality']),
    word(words().kindShort, text(selection['authority'])),
    text(selection['generation']) && `g${text(selection['generation'])}`,
    text(count) && `${text(count)} ${words() === inBoth.ja ? '件' : 'serials'}`,
    moment(selection['issuedFrom']) && `${moment(selection['issuedFrom'])} –`,
    moment(selection['issuedUntil']),
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** What a list is sealed with, which who approves compares with the file that they have from elsewhere; empty where it is of no list. */
export function sealOf(selection: Readonly<Record<string, unknown>>): string {
  const seal = selection['listSha256'];
  return typeof seal === 'string' ? seal : '';
}

/** What is typed to propose a job. */
export interface Typed {
  readonly of: 'municipality' | 'serials';
  readonly municipality: string;
  readonly authority: string;
  readonly serials: string;
  readonly from: string;
  readonly until: string;
  readonly ground: string;
  readonly reason: string;
  readonly perSecond: string;
}

/** The body of a proposal; null where something is missing. Times are Japan's. */
export function jobBody(typed: Typed): Record<string, unknown> | null {
  const serials = typed.serials.normalize('NFKC').toLowerCase().split(/[\s,;]+/).map((each) => each.replace(/[:\s]/g, '')).filter((each) => each !== '');
  const perSecond = Number.parseInt(typed.perSecond.normalize('NFKC'), 10);
  if (typed.reason.trim() === '' || !typed.ground || !(perSecond > 0) || (typed.of === 'serials' && serials.length === 0)) return null;
  const window = { ...(typed.from ? { issuedFrom: instant(typed.from) } : {}), ...(typed.until ? { issuedUntil: instant(typed.until) } : {}) };
  const selection = typed.of === 'municipality' ? { municipality: typed.municipality, ...window } : { authority: typed.authority, serials };
  return { selection, ground: typed.ground, reason: typed.reason.trim(), perSecond };
}

/** A local time of Japan, to the second. */
function instant(local: string): string {
  return new Date(`${local.length === 16 ? `${local}:00` : local}+09:00`).toISOString().replace(/\.\d+Z$/, 'Z');
}
