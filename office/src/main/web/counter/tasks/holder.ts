import type { Person } from '../api';
import { identityOf } from '../visit/bodies';

/** A holder as they are typed. */
export interface TypedHolder {
  readonly registerId: string;
  readonly name: string;
  readonly nameKana: string;
  readonly nameRomaji: string;
  readonly address: string;
  readonly sex: string;
  readonly birthDate: string;
  /** The residence status; empty for nationals. */
  readonly stay: string;
  readonly until: string;
  readonly ward: boolean;
  readonly withoutPins: boolean;
}

export const NOBODY: TypedHolder = {
  registerId: '', name: '', nameKana: '', nameRomaji: '', address: '', sex: '', birthDate: '', stay: '', until: '', ward: false, withoutPins: false,
};

/** Whether all is there that a registration needs; whether it is right the API says. */
export function isWhole(typed: TypedHolder): boolean {
  return [typed.registerId, typed.name, typed.address, typed.sex, typed.birthDate].every((text) => text.trim() !== '');
}

/** The body of a registration. Names and addresses stay as they were typed. */
export function holderBody(typed: TypedHolder, municipality: string, check: { present: readonly Person[]; documents: readonly string[] }): Record<string, unknown> {
  const given = (name: 'nameKana' | 'nameRomaji') => (typed[name].trim() ? { [name]: typed[name].trim() } : {});
  const stay = typed.stay ? { stay: { status: typed.stay, ...(typed.until ? { until: typed.until } : {}) } } : {};
  return {
    municipality,
    ...(typed.withoutPins ? { withoutPins: true } : {}),
    holder: {
      registerId: typed.registerId,
      name: typed.name.trim(),
      ...given('nameKana'),
      ...given('nameRomaji'),
      address: typed.address.trim(),
      sex: typed.sex,
      birthDate: typed.birthDate,
      ...stay,
      ...(typed.ward ? { ward: true } : {}),
    },
    ...identityOf(check),
  };
}
