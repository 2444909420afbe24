import type { Case } from '../case.ts'
import type { CommandKind } from '../commands.ts'
import type { ReturnedStep } from '../left.ts'
import type { Team } from '../people.ts'
import { isDeadlineKind, actionFor } from './deadline.ts'
import { dated, type Notice, ordinary, urgent } from './notice.ts'

/**
 * Each team is told once what is back with it (F16). Who left is no business of a channel: the leads are told by name. Nor is
 * it that somebody is kept out (F15): the words are the same.
 * A line manager's part goes to the duty contact, as it does where nobody was named (F14).
 */
export const leftNotices = (c: Case, steps: readonly ReturnedStep[]): Notice[] => {
  const teams = [...new Set(steps.map(({ to }) => to))]
  return teams.flatMap(to => {
    const theirs = steps.filter(step => step.to === to && step.what !== 'line_manager')
    return [
      ...(theirs.length > 0 ? [toTeam(c, to, theirs)] : []),
      ...(to === 'leads' && steps.some(({ what }) => what === 'line_manager') ? [managerGone(c)] : []),
    ]
  })
}

const toTeam = (c: Case, to: Team, steps: readonly ReturnedStep[]): Notice => {
  const kinds = steps.map(({ what }) => what)
  // What somebody waits for within the hour, and a hold that nobody can release, are read first.
  const write = kinds.some(kind => kind === 'danger_unfinished' || kind === 'call_back') ? urgent : ordinary
  const actions = [...new Set(kinds.flatMap(actionsOf(c)))]
  const text = `Back with you on ${c.ref}: ${steps.map(({ step }) => step).join('; ')}. Whoever had it cannot do it any more (F16)${kinds.includes('release') ? '. The hold stays' : ''}`
  return dated(write(to, text, ...actions.slice(0, 3)), ...kinds.filter(isDeadlineKind))
}

/** Whoever is on duty is asked in place of the line manager, who is not there to be asked any more (ME ¶3; F14). */
const managerGone = (c: Case): Notice =>
  (c.danger ? urgent : ordinary)(
    'duty',
    `${c.ref}: the line manager who was asked cannot say so any more. Say that you know (ME ¶3)`,
    'acknowledge_concern',
  )

const actionsOf =
  (c: Case) =>
  (what: ReturnedStep['what']): readonly CommandKind[] => {
    if (what === 'lead') return c.status === 'returning' ? [] : ['take_the_lead']
    if (what === 'release') return ['release_the_hold']
    if (what === 'officer') return ['plan_visit']
    if (what === 'line_manager') return []
    if (what === 'adviser')
      return c.status === 'with_adviser' || c.status === 'decision' ? ['assign_adviser'] : []
    return actionFor[what]
  }
