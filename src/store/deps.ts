import type { NamedInSettings } from '../case/notices/customer.ts'
import type { RetentionPeriods } from '../case/retention.ts'
import type { ServiceLineId } from '../case/service-lines.ts'
import type { Log } from '../log-fields.ts'
import type { Tap } from '../tap.ts'
import type { Db } from './db.ts'
import type { Vault } from './vault/vault.ts'
import type { StaffDays } from '../case/staff-days.ts'

/** What every part of the store works with. */
export type StoreDeps = {
  db: Db
  vault: Vault
  staff: StaffDays
  /** By what the dates of cases are counted; absent where nobody keeps it. */
  countedBy?: string
  log: Log
  /** The districts whose ACSSLs have a channel of their own. */
  districts?: ReadonlySet<string>
  /** Nobody is on duty: the leads are told in their place, in the one line that their channel has. */
  leadsAreOnDuty?: boolean
  /** Who is on duty, and each district's deputy: who is kept out of a case is not told of it (F15). */
  namedInSettings?: NamedInSettings
  /** The channels of the other CEAST teams that confirm releases (F3). */
  otherCeast?: readonly string[]
  /** Lines whose owner agreed in writing to do without the e-mail (F17). */
  emailAgreedOff?: readonly ServiceLineId[]
  /** For how long cases are kept after closing. Not set: for ever. */
  retention?: RetentionPeriods
  /** Only from tests. */
  tap?: Tap
}
