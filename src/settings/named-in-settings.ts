import type { NamedInSettings } from '../case/notices/customer.ts'
import { named } from './place-names.ts'
import type { Settings } from './settings.ts'

/** Whom the settings name as on duty, and as the deputy of a district. */
export const namedInSettings = ({
  dutyContact,
  districts,
}: Pick<Settings, 'dutyContact' | 'districts'>): NamedInSettings => ({
  ...(dutyContact !== undefined && { onDuty: dutyContact }),
  deputyOf: district => named(districts, district)?.deputy,
})
