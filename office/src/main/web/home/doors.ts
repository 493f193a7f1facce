import { texts } from '$/text';

/** The pages of each role, in the order in which they are offered. Whoever adds an entry adds its door. */
export interface Door {
  readonly href: string;
  readonly roles: readonly string[];
  readonly text: () => { readonly title: string; readonly what: string };
}

export const DOORS: readonly Door[] = [];

export function doorsOf(role: string): readonly Door[] {
  return DOORS.filter((door) => door.roles.includes(role));
}

/** Both languages of a door. */
export const door = texts<{ title: string; what: string }>;
