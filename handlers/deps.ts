import type { ChannelWatch } from '../src/slack/channel-watch.ts'
import type { Settings } from '../src/settings/settings.ts'
import type { Workspace } from '../src/slack/workspace.ts'
import type { Log } from '../src/log-fields.ts'
import type { Store } from '../src/store/store.ts'
import type { Gate } from './gate.ts'
import type { StaffDays } from '../src/case/staff-days.ts'

/** What every handler works with. */
export type Deps = {
  store: Store
  gate: Gate
  /** Told of what happens to the teams' channels. */
  channels: Pick<ChannelWatch, 'channelChanged' | 'accountChanged'>
  log: Log
  /** The staff teams' working days. */
  staff: StaffDays
  /** What the office has set: pages, people, places. */
  settings: Settings
  /** The one workspace that is answered. */
  workspace: Workspace
}
