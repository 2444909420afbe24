import type { CaseForm, Form, FormCase, FreeForm, Read } from '../../handlers/form.ts'
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
import { shapeOf, type Source, type Telling } from './telling.ts'

/** A command as the form of its step makes it, and who may give it: the next one where it is not the first one's to do. */
export type Move = { actors: readonly Actor[]; command: Command; source: Source }

/** A case on the walk, with its record. */
export type Place = { case: Case; events: readonly CaseEvent[]; now: Instant }

const meta = {
  nonce: '0b9f6b0e-6c53-4c0b-8a39-5d2b8a3f0c11',
  caseId: '0b9f6b0e-6c53-4c0b-8a39-5d2b8a3f0c12',
}

const freeMoves = (actors: readonly Actor[], now: Instant): Move[] =>
  forms.flatMap(form =>
    form.needs === 'nothing'
      ? answersTo(form.view(meta), now).flatMap(({ n, state }) =>
          movesOf(actors, form.read(state), { form: form.command, n }),
        )
      : [],
  )

/** The first commands of a case: every form that needs no case, and danger declared before its form is sent. */
export const openings = (actors: readonly Actor[], now: Instant): Move[] => [
  {
    actors,
    command: { kind: 'declare_danger', serviceLine: 'access_to_work' },
    source: { form: 'declare_danger', n: 0 },
  },
  ...freeMoves(actors, now),
]

/** Everything that the steps of a case lead to: each form that it offers, for each who may, with each telling set of answers. */
export const movesFrom = async (place: Place, telling: Telling): Promise<Move[]> => {
  const found: Move[] = []
  for (const kind of stepsOf(place.case)) {
    const form = forms.find(one => one.command === kind)
    const actors = actorsFor(kind, place.case)
    if (form === undefined) found.push(...pressed(kind, actors))
    else found.push(...(await movesThrough(form, actors, place, telling)))
  }
  return found
}

/** Without a form there is nothing to answer: "Open CEAST's advice" is only pressed. */
const pressed = (kind: CommandKind, actors: readonly Actor[]): Move[] =>
  kind === 'open_advice' ? [{ actors, command: { kind }, source: { form: kind, n: 0 } }] : []

/** One of each team that may, then a second one of a team for what one person does not do alone. */
const actorsFor = (kind: CommandKind, c: Case): Actor[] => {
  const may = everyone.filter(actor => roleAllows(kind, c, actor))
  return may.length === everyone.length ? [anybody] : [...may, ...may.flatMap(actor => second(actor) ?? [])]
}

/** A form is filled in once for all to whom it looks the same. */
const movesThrough = async (
  form: Form,
  actors: readonly Actor[],
  place: Place,
  telling: Telling,
): Promise<Move[]> => {
  const groups = new Map<string, Filled & { actors: Actor[] }>()
  for (const actor of actors) {
    const filled = form.needs === 'nothing' ? freely(form) : over(form, opened(actor, place))
    if (filled === undefined) continue
    const looks = JSON.stringify(filled.view.blocks)
    const group = groups.get(looks) ?? { ...filled, actors: [] }
    group.actors.push(actor)
    groups.set(looks, group)
  }
  const moves: Move[] = []
  for (const { view, read, actors: same } of groups.values()) {
    const shape = shapeOf(place.case, form.command, view.blocks)
    const isWorthTrying = (n: number) => telling.isWorthTrying({ form: shape, n })
    for (const { n, state } of answersTo(view, place.now, isWorthTrying))
      moves.push(...movesOf(same, await read(state), { form: shape, n }))
  }
  return moves
}

/** A form as it is shown, and how its answers are read. */
type Filled = { view: ReturnType<Form['view']>; read: (state: unknown) => Read | Promise<Read> }

const freely = (form: FreeForm): Filled => ({ view: form.view(meta), read: state => form.read(state) })

const over = (form: CaseForm, o: FormCase): Filled | undefined =>
  form.notNow(o) ? undefined : { view: form.view(meta, o), read: state => form.read(state, o, finder) }

/** Whoever a form names is in the team that it asks for. */
const finder = {
  caseIdOf: async () => 'other',
  isColleague: async () => true,
  teamsOf: async (): Promise<Team[]> => ['spoc', 'ceast'],
}

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

const movesOf = (actors: readonly Actor[], read: Read, source: Source): Move[] =>
  'errors' in read ? [] : [{ actors, command: read.command, source }]
