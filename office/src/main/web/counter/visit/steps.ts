import { dayText } from '$/era/format';
import type { Language } from '$/text';
import type { Option } from '../api';
import type { Line, Shown } from '../customer/shown';
import { namesOf } from '../card/labels';
import type { Visit } from './visit.svelte';

export type Missing = 'acts' | 'present' | 'documents' | 'notification' | 'keys';

/** What a visit waits for next; null where all is there that the page can know of. The rest the API says. */
export function missingStep(visit: Pick<Visit, 'acts' | 'identifies' | 'present' | 'documents' | 'missing'>): Missing | null {
  if (visit.acts.length === 0) return 'acts';
  if (visit.identifies && visit.present.length === 0) return 'present';
  if (visit.identifies && visit.documents.length === 0) return 'documents';
  if (visit.acts.some((each) => each.option.needs.notification && !each.extras.notification?.trim())) return 'notification';
  return visit.missing.length > 0 ? 'keys' : null;
}

const days = (text: string, language: Language) => text.replace(/\d{4}-\d{2}-\d{2}/g, (day) => dayText(day, language));

const line = (effect: { text: string; textJa: string }): Line => ({ ja: days(effect.textJa, 'ja'), en: days(effect.text, 'en') });

function told(option: Option): readonly Line[] {
  return option.effects.map(line);
}

/** What of a visit the person in front of the counter sees. */
export function shownOf(visit: Visit): Shown {
  const { holder } = visit.file;
  return {
    kind: visit.isDone ? 'done' : 'confirm',
    name: holder.name,
    kana: holder.nameKana ?? '',
    acts: visit.acts.map((each) => ({ title: namesOf(each.option), effects: told(each.option) })),
    receipts: visit.acts.flatMap((each) => (each.outcome?.kind === 'done' && each.outcome.answer.receipt ? [each.outcome.answer.receipt.entry] : [])),
  };
}
