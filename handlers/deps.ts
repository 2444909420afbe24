import type { Calendar } from '../src/calendar/working-days.ts'
import type { Log, Store } from '../src/store/store.ts'
import type { Gate } from './gate.ts'

/** What every handler works with. */
export type Deps = {
  store: Store
  gate: Gate
  log: Log
  /** The staff teams' working days. */
  staff: Calendar
}
