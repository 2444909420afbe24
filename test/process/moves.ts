import type { CaseForm, FormCase, Read } from '../../handlers/form.ts'
import { forms } from '../../handlers/forms.ts'
import type { Instant } from '../../src/calendar/london.ts'
import type { Case } from '../../src/case/case.ts'
import type { Command, CommandKind } from '../../src/case/commands.ts'
import type { CaseEvent } from '../../src/case/events.ts'
import type { Actor, Team } from '../../src/case/people.ts'
import { roleAllows } from '../../src/case/permissions.ts'
import { stepsOf } from '../../src/case/steps.ts'
import { nothingSet } from '../../src/settings/settings.ts'
import { answersTo } from './answers.ts'
import { anybody, everyone, second, staff } from './people.ts'

/** A command as the form of its step makes it, and who may give it: the next one where it is not the first one's to do. */
export type Move = { actors: readonly Actor[]; command: Command }

/** A case on the walk, with its record. */
export type Place = { case: Case; events: readonly CaseEvent[]; now: Instant }

const meta = {
  nonce: '0b9f6b0e-6c53-4c0b-8a39-5d2b8a3f0c11',
  caseId: '0b9f6b0e-6c53-4c0b-8a39-5d2b8a3f0c12',
}

const freeMoves = (actors: readonly Actor[], now: Instant, kind?: CommandKind): Move[] =>
  forms.flatMap(form =>
    form.needs === 'nothing' && (kind === undefined || form.command === kind)
      ? answersTo(form.view(meta), now).flatMap(state => movesOf(actors, form.read(state)))
      : [],
  )

/** The first commands of a case: every form that needs no case, and danger declared before its form is sent. */
export const openings = (now: Instant): Move[] => [
  { actors: [anybody], command: { kind: 'declare_danger', serviceLine: 'access_to_work' } },
  ...freeMoves([anybody], now),
]

/** Everything that the steps of a case lead to: each form that it offers, for each who may, with each set of answers. */
export const movesFrom = async (place: Place): Promise<Move[]> => {
  const found: Move[] = []
  for (const kind of stepsOf(place.case)) {
    const form = forms.find(one => one.command === kind)
    const actors = actorsFor(kind, place.case)
    if (form === undefined) found.push(...pressed(kind, actors))
    else if (form.needs === 'nothing') found.push(...freeMoves(actors, place.now, kind))
    else found.push(...(await movesThrough(form, actors, place)))
  }
  return found
}

/** Without a form there is nothing to answer: "Open CEAST's advice" is only pressed. */
const pressed = (kind: CommandKind, actors: readonly Actor[]): Move[] =>
  kind === 'open_advice' ? [{ actors, command: { kind } }] : []

/** One of each team that may, then a second one of a team for what one person does not do alone. */
const actorsFor = (kind: CommandKind, c: Case): Actor[] => {
  const may = everyone.filter(actor => roleAllows(kind, c, actor))
  return may.length === everyone.length ? [anybody] : [...may, ...may.flatMap(actor => second(actor) ?? [])]
}

/** A form is filled in once for all to whom it looks the same. */
const movesThrough = async (form: CaseForm, actors: readonly Actor[], place: Place): Promise<Move[]> => {
  const groups = new Map<string, { o: FormCase; view: ReturnType<CaseForm['view']>; actors: Actor[] }>()
  for (const actor of actors) {
    const o = opened(actor, place)
    if (form.notNow(o)) continue
    const view = form.view(meta, o)
    const looks = JSON.stringify(view.blocks)
    const group = groups.get(looks) ?? { o, view, actors: [] }
    group.actors.push(actor)
    groups.set(looks, group)
  }
  const moves: Move[] = []
  for (const { o, view, actors: same } of groups.values())
    for (const state of answersTo(view, place.now))
      moves.push(...movesOf(same, await form.read(state, o, finder)))
  return moves
}

/** Whoever a form names is in the team that it asks for. */
const finder = { caseIdOf: async () => 'other', teamsOf: async (): Promise<Team[]> => ['spoc', 'ceast'] }

const opened = (actor: Actor, { case: c, events, now }: Place): FormCase => ({
  case: c,
  linked: [],
  now,
  actor,
  staff,
  settings: nothingSet,
  texts: new Proxy({}, { get: () => 'What was said' }),
  record: events,
})

const movesOf = (actors: readonly Actor[], read: Read): Move[] =>
  'errors' in read ? [] : [{ actors, command: read.command }]
