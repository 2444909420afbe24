import type { NamedInSettings } from '../case/notices/customer.ts'
import type { RetentionPeriods } from '../case/retention.ts'
import type { ServiceLineId } from '../case/service-lines.ts'
import { type BankHolidays, bankHolidays } from './bank-holidays.ts'
import { type Checkpoints, checkpoints } from './checkpoints.ts'
import { clock, type ClockStore } from './clock.ts'
import { countedBy } from './counted-by.ts'
import { openDb } from './db.ts'
import { delivery, type Delivery } from './delivery.ts'
import type { StoreDeps } from './deps.ts'
import type { Log } from '../log-fields.ts'
import { type FigureStore, figures } from './figures.ts'
import { type Forgets, forgets } from './forget-told.ts'
import { type Heartbeats, heartbeats } from './heartbeat.ts'
import { type Leavers, leavers } from './leavers.ts'
import { type ManyChecks, manyChecks } from './many-checks.ts'
import { migrate } from './migrate.ts'
import { type Places, places } from './places.ts'
import { type MorningLists, morningLists } from './morning-lists.ts'
import { cases, type Cases } from './perform/perform.ts'
import type { Committed } from './perform/request.ts'
import { retention as retentionOf, type RetentionStore } from './retention.ts'
import { recounts, type Recounts } from './recount-all.ts'
import { reads, type Reads } from './reads.ts'
import { checkSettings } from './settings.ts'
import { teamMembers, type TeamMembers } from './team-members.ts'
import { type OfficeLog, officeLog } from './office-log.ts'
import { type Troubles, troubles } from './trouble.ts'
import { type ViewLog, viewLog } from './view-log.ts'
import { type DataKeys, keyEncryption, type KeyEncryption } from './vault/key-encryption.ts'
import { loadKeyring } from './vault/keyring.ts'
import { makeVault } from './vault/make-vault.ts'
import { keyKeeping, type KeyKeeping, refuseMissingKeys } from './vault/rewrap.ts'
import type { StaffDays } from '../case/staff-days.ts'
import type { Tap } from '../tap.ts'
import { tappedStore } from './tapped-store.ts'

export type { WaitingRung } from './deadlines-due.ts'
export { type DataKeys, KeysAwayError, type KeyEncryption } from './vault/key-encryption.ts'
export { VaultError } from './vault/sealing.ts'
export type { Committed, Performed, PerformRequest, PlainText } from './perform/request.ts'

export type StoreOptions = {
  databaseUrl: string
  /** The staff teams' working days. */
  staff: StaffDays
  log: Log
  /** The districts whose ACSSLs have a channel of their own. */
  districts?: ReadonlySet<string>
  /** Nobody is named as on duty, so the leads are. */
  leadsAreOnDuty?: boolean
  /** Who is on duty, and each district's deputy: who is kept out of a case is not told of it (F15). */
  namedInSettings?: NamedInSettings
  /** The channels of the other CEAST teams that confirm releases (F3). */
  otherCeast?: readonly string[]
  /** Lines whose owner agreed in writing to do without the e-mail (F17). */
  emailAgreedOff?: readonly ServiceLineId[]
  /** For how many months cases are kept after closing. Not set: for ever. */
  retention?: RetentionPeriods
  /** Only from tests: told at each point where the process may die. */
  tap?: Tap
} & (DataKeys | { keks: KeyEncryption })

/** The record and everything that is read from it or sent because of it. */
export type Store = Cases &
  Reads &
  Delivery &
  Places &
  ClockStore &
  TeamMembers &
  Leavers &
  Recounts &
  MorningLists &
  ManyChecks &
  Heartbeats &
  Checkpoints &
  FigureStore &
  Forgets &
  Troubles &
  BankHolidays &
  KeyKeeping &
  OfficeLog &
  RetentionStore &
  ViewLog & {
    /** Told after each commit. A listener's error is logged, and never reaches the person who made the change. */
    onCommitted(listener: (what: Committed) => void): void
    close(): Promise<void>
  }

/**
 * Opens the store: brings the schema up to date, checks that the database keeps what it confirms, and loads the keys.
 * Any number of programs may open one at the same moment. Rejects with `exitCode: 2` for what the operator must put
 * right: a newer schema, a database that may lose data, a wrong DATA_KEY; with the driver's error while PostgreSQL is
 * merely away (`awayCode`), and with KeysAwayError while whoever keeps the keys is.
 */
export const openStore = async (options: StoreOptions): Promise<Store> => {
  const { databaseUrl, staff, log, districts, otherCeast, emailAgreedOff, tap } = options
  const { leadsAreOnDuty, namedInSettings, retention } = options
  const keks = 'keks' in options ? options.keks : keyEncryption(options)
  await migrate(databaseUrl, log)
  const db = openDb(databaseUrl, log)
  try {
    await checkSettings(db)
    // First: a start that is refused has changed nothing.
    await refuseMissingKeys(db, keks)
    const vault = makeVault(keks, await loadKeyring(db, keks))
    const deps = {
      db,
      vault,
      staff,
      countedBy: countedBy(staff),
      log,
      ...(districts && { districts }),
      ...(leadsAreOnDuty && { leadsAreOnDuty }),
      ...(namedInSettings && { namedInSettings }),
      ...(otherCeast && { otherCeast }),
      ...(emailAgreedOff && { emailAgreedOff }),
      ...(retention && { retention }),
      ...(tap && { tap }),
    }
    const store = compose(deps, keyKeeping(db, keks, log))
    return tap ? tappedStore(store, tap) : store
  } catch (error) {
    await db.close()
    throw error
  }
}

const compose = (deps: StoreDeps, keys: KeyKeeping): Store => {
  const listeners: ((what: Committed) => void)[] = []
  const committed = (what: Committed) => {
    for (const listener of listeners) {
      try {
        listener(what)
      } catch (error) {
        deps.log.error(
          { error, caseId: what.caseId },
          'A listener failed after a commit; the sweep will do its work',
        )
      }
    }
  }
  return {
    ...cases(deps, committed),
    ...reads(deps),
    ...delivery(deps),
    ...places(deps),
    ...clock(deps),
    ...teamMembers(deps),
    ...leavers(deps),
    ...recounts(deps),
    ...morningLists(deps),
    ...manyChecks(deps),
    ...heartbeats(deps),
    ...checkpoints(deps),
    ...figures(deps),
    ...forgets(deps),
    ...troubles(deps),
    ...bankHolidays(deps),
    ...officeLog(deps),
    ...retentionOf(deps),
    ...viewLog(deps),
    ...keys,
    onCommitted: listener => void listeners.push(listener),
    close: () => deps.db.close(),
  }
}
