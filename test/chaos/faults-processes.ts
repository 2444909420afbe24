import { aimedAt, type Blow, type Fault } from './fault.ts'
import type { Member } from './member.ts'
import type { System } from './system.ts'

const nothing = (): void => undefined
const bots = ({ members }: System): Member[] => members.filter(({ role }) => role !== 'worker')
const workers = ({ members }: System): Member[] => members.filter(({ role }) => role !== 'bot')
const tenMinutes = 600_000

/** A paused process: alive to the system, and silent to everybody. */
const pause = (member: Member) => {
  member.signal('SIGSTOP')
  return () => member.signal('SIGCONT')
}

/** Its clock is wrong from its next start on, and it is started now. It stays wrong to the end of the run. */
const wrongClock =
  (ms: number) =>
  (system: System, blow: Blow): (() => void) => {
    // A bot over HTTP whose clock is so far off refuses all that Slack signs, as it should.
    const able = system.proxies.forms === undefined ? system.members : workers(system)
    const member = aimedAt(
      able
        .filter(({ role }) => system.proxies.forms === undefined || role === 'worker')
        .concat(able.length === 0 ? system.members : []),
      blow,
    )
    member.skew(ms)
    member.down('SIGKILL', 0)
    return nothing
  }

export const processFaults = {
  'kill-bot': {
    about: 'kill -9 of a process that takes forms',
    begin: (system, blow) => {
      aimedAt(bots(system), blow).down('SIGKILL', blow.forMs)
      return nothing
    },
  },
  'kill-worker': {
    about: 'kill -9 of a process that works the queues',
    begin: (system, blow) => {
      aimedAt(workers(system), blow).down('SIGKILL', blow.forMs)
      return nothing
    },
  },
  'kill-all': {
    about: 'kill -9 of every process of Safehold',
    begin: ({ members }, { forMs }) => {
      for (const member of members) member.down('SIGKILL', forMs)
      return nothing
    },
  },
  'terminate-one': {
    about: 'SIGTERM of one process, as in a deployment',
    begin: ({ members }, blow) => {
      aimedAt(members, blow).down('SIGTERM', 100)
      return nothing
    },
  },
  'stop-bot': {
    about: 'SIGSTOP of a process that takes forms',
    begin: (system, blow) => pause(aimedAt(bots(system), blow)),
  },
  'stop-worker': {
    about: 'SIGSTOP of a process that works the queues',
    begin: (system, blow) => pause(aimedAt(workers(system), blow)),
  },
  'clock-ahead': { about: 'the clock of one process is ten minutes ahead', begin: wrongClock(tenMinutes) },
  'clock-behind': { about: 'the clock of one process is ten minutes behind', begin: wrongClock(-tenMinutes) },
} satisfies Record<string, Fault>
