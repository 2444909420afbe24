import { WebAPIPlatformError } from '@slack/web-api'
import { returnStepsOfLeavers } from '../../jobs/leavers.ts'
import type { Case } from '../../src/case/case.ts'
import type { Actor, Membership } from '../../src/case/people.ts'
import type { Remedy } from '../../src/case/trouble.ts'
import type { Directory } from '../../src/slack/directory.ts'
import type { Store } from '../../src/store/store.ts'
import { done, held } from '../store/acting.ts'
import { openedStore } from '../store/opened-store.ts'

const colleague = { deleted: false, isGuest: false, isStranger: false, isBot: false, workspaces: ['T1'] }
export const lead = 'UCEAST'
export const many = ['UM1', 'UM2', 'UM3', 'UM4', 'UM5', 'UM6', 'UM7']

export const inCeast = (id: string): Actor => ({ id, teams: ['ceast'], mayConfirmRelease: true })

export const slackSays = (error: string): Error => new WebAPIPlatformError({ ok: false, error })

/** What Slack says, and how often it was asked about somebody. */
const slackNow = () => ({
  members: {
    spoc: ['USPOC'],
    visiting: ['UOFFICER', 'UOFFICER2'],
    ceast: [lead, 'UCEAST2', 'UBOT', ...many],
    acssl: [],
    leads: ['ULEAD'],
    other_ceast: [],
  } as Record<Membership, string[]>,
  faults: {} as Partial<Record<Membership, { channel: string; code: string }[]>>,
  gone: new Set<string>(),
  guests: new Set<string>(),
  /** Of whom it says something else than who they are. */
  strange: new Map<string, Error>(),
  /** Who is in a channel. */
  noLists: undefined as Error | undefined,
  /** Whatever it is asked. */
  down: undefined as Error | undefined,
  profiles: 0,
})

/** A database with two known teams, a Slack of which a test says how it is, and the look after people who left. */
export const leaversScene = async () => {
  const opened = await openedStore()
  const { store } = opened
  const slack = slackNow()
  for (const team of ['visiting', 'ceast'] as const) await store.rememberMembers(team, slack.members[team])

  const directory: Directory = {
    membersOf: async team => {
      const error = slack.down ?? slack.noLists
      if (error) throw error
      const faults = slack.faults[team] ?? []
      return { people: faults.length > 0 ? [] : slack.members[team], faults }
    },
    profileOf: async person => {
      slack.profiles += 1
      const error = slack.down ?? slack.strange.get(person)
      if (error) throw error
      return { ...colleague, deleted: slack.gone.has(person), isGuest: slack.guests.has(person) }
    },
  }
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  const sweep = (use: Store = store) =>
    returnStepsOfLeavers({ store: use, directory, log }, new AbortController().signal)()
  /** So long that whoever could not be looked up, or was held back, is looked up again. */
  const later = () => opened.parts.owner.query(`update leaver set next_at = now() where done_at is null`)
  const caseOf = async (id: string): Promise<Case> => {
    const read = await store.readCase({ id })
    if (!read) throw new Error('The case is not there')
    return read.case
  }
  const messages = async (destination: string, part: string) =>
    (
      await opened.parts.owner.query<{ data: { text: string; lines?: string[]; trouble?: string } }>(
        'select data from outbox where destination = $1 and position($2 in data->>$3) > 0 order by created_at, id',
        [destination, part, 'text'],
      )
    ).rows.map(({ data }) => data)
  const leaves = async (person: string) => {
    slack.gone.add(person)
    return store.askAfter(person)
  }
  const ledBy = async (id: string): Promise<Case> => {
    const c = await held(store)
    return done(store, { caseId: c.id, actor: inCeast(id), texts: {}, command: { kind: 'take_the_lead' } })
  }

  return {
    store,
    slack,
    sweep,
    later,
    caseOf,
    ledBy,
    leaves,
    messages,
    /** Until everybody who was asked after has been looked up: a few at a time. */
    sweepAll: async () => {
      for (let i = 0; i < 4; i++) await sweep()
    },
    /** What failed on a busy machine is tried again, as every few seconds in earnest. */
    sweepUntil: async (isSo: () => Promise<boolean>) => {
      for (let i = 0; i < 6; i++) {
        await sweep()
        if (await isSo()) return
        await later()
      }
      throw new Error('It did not come to that')
    },
    isWithoutLead: (id: string) => async () => (await caseOf(id)).lead === undefined,
    nextDay: () => store.advanceClock(25 * 3_600_000),
    toLeads: (part = 'went back') => messages('team:leads', part),
    /** By person, the case that each of them leads. */
    ledByEach: async (people: readonly string[]) => {
      const cases = new Map<string, Case>()
      for (const person of people) cases.set(person, await ledBy(person))
      return cases
    },
    /** A lead closes whatever is open about people who may have left. */
    answer: async (note: Remedy) => {
      for (const { id, kind } of await store.openTroubles())
        if (kind === 'leavers_unsure') await store.closeTrouble(id, 'ULEAD', note)
    },
    /** What is open about them: whom it is about, by what it asks. */
    asked: async () =>
      (await store.openTroubles())
        .filter(({ kind }) => kind === 'leavers_unsure')
        .map(({ subject, code, people = [] }) => ({ subject, code, people: people.toSorted() })),
    close: () => opened.close(),
  }
}
