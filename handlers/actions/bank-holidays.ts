import type { Actor } from '../../src/case/people.ts'
import { notAllowed } from '../../src/case/refusal.ts'
import { holidayFields, holidaysDecidedView, holidaysView } from '../../src/slack/views/holidays-view.ts'
import { loadingView } from '../../src/slack/views/trouble-view.ts'
import type { Deps } from '../deps.ts'
import { readValues } from '../form-values.ts'
import { EntryRefusedError } from '../gate.ts'
import type { Answer, Asked, Sent } from '../handle.ts'
import { freshMetadata, readMetadata, writeMetadata } from '../metadata.ts'

/** Cases that are looked at while somebody waits. */
const mostCases = 300

/** The dates that a change of bank holidays would move, and the question whether it counts. For the leads. */
export const pressBankHolidays = (deps: Deps) => async (asked: Asked) => {
  const n = Number(asked.text)
  const [looked] = await Promise.allSettled([
    look(deps, asked.person, n),
    asked.screen.show(loadingView('Bank holidays')),
  ])
  if (looked.status === 'rejected') throw looked.reason
  await asked.screen.show(holidaysView(looked.value, writeMetadata(freshMetadata({ holidays: n }))))
}

const look = async ({ store, gate }: Deps, person: string, n: number) => {
  const actor = leadOf(await gate.actorOf(person))
  await store.logView({ actor: actor.id, what: `bank holidays ${n}` })
  const change = await proposalOf(store, n)
  return { change, answers: change.answers, moves: await store.datesToMove(change, mostCases, actor.id) }
}

/** Records what a lead answers. Two at once are recorded once, and both see whose answer it is. */
export const submitBankHolidays =
  ({ store, gate }: Deps) =>
  async ({ person, view }: Sent): Promise<Answer> => {
    const read = readValues(holidayFields, view.state.values)
    if ('errors' in read) return read
    const { decision: outcome, reason } = read.values
    if (outcome === 'set_aside' && reason === undefined)
      return { errors: { reason: 'Enter why it is set aside' } }
    const { holidays: n } = readMetadata(view.private_metadata)
    if (n === undefined) throw new Error('The form does not say which change of bank holidays it is about')
    const by = leadOf(await gate.actorOf(person)).id
    const change = await store.answerHolidays(n, {
      outcome,
      by,
      reason: outcome === 'set_aside' ? (reason ?? null) : null,
    })
    if (change === null) throw new Error(`There is no change of bank holidays ${n}`)
    return { view: holidaysDecidedView({ change, answers: change.answers }) }
  }

const proposalOf = async (store: Deps['store'], n: number) => {
  const change = Number.isSafeInteger(n) ? await store.holidayProposal(n) : null
  if (change === null) throw new Error('There is no such change of bank holidays')
  return change
}

const leadOf = (actor: Actor): Actor => {
  if (actor.teams.includes('leads')) return actor
  throw new EntryRefusedError(
    notAllowed(
      'Only the safeguarding leads can decide on a change of bank holidays',
      'D4',
      'Ask the safeguarding leads to look at it',
    ),
  )
}
