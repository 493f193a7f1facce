import type { Option, Person } from '../api';

/** Where the API does not say who must come, anybody may. */
const ANYBODY: readonly (readonly Person[])[] = [['holder'], ['representative'], ['holder', 'representative'], ['proxy']];

const idOf = (group: readonly Person[]) => [...group].sort().join('+');

/** Who may come for all of these acts at once: the groups that each of them takes, as the API says. */
export function groupsFor(options: readonly Option[]): readonly (readonly Person[])[] {
  const told = options.flatMap((option) => (option.needs.present?.length ? [option.needs.present] : []));
  const [first, ...others] = told;
  if (!first) return ANYBODY;
  const common = first.filter((group) => others.every((other) => other.some((each) => idOf(each) === idOf(group))));
  return common.length > 0 ? common : first;
}

export { idOf as groupId };

/** The kinds of documents, those with a photograph first, as they lie on the counter most often. */
export const PHOTOGRAPH = ['driving-licence', 'individual-number-card', 'passport', 'residence-card', 'disability-certificate', 'driving-record', 'special-permanent-resident-certificate'] as const;
export const OTHERS = ['insurance-certificate', 'pension-book', 'student-or-staff-card', 'other-document', 'enquiry-letter', 'questions-answered', 'representation-proof'] as const;
