import { accessToWork } from './moves.ts'
import { advance, type Taken } from './take.ts'
import { emptyWorld, type World } from './world.ts'

/** Where random histories and races begin: each a list of what has happened, on the first case unless "2:" says so. */
export type Beginning = { cases: 1 | 2; moves: readonly string[] }

const one = (...moves: string[]): Beginning => ({ cases: 1, moves })
const two = (...moves: string[]): Beginning => ({ cases: 2, moves })

const referred = ['raise a concern', 'triage: concern, visit', 'complete the visiting referral']
const visited = [...referred, 'visit today: no_answer']
const held = [...visited, 'visit today: no_answer']
const confirmed = [...held, 'review the evidence', 'decide on the marker', 'outcome: concern']
const requested = [
  ...held,
  'review the evidence',
  'decide on the marker',
  'outcome: no concern',
  'ask to release every hold: advice_given',
]
const returned = [
  ...requested,
  'confirm the release (ceast-two)',
  'confirm one closing note',
  'confirm one closing note',
  'return to the adviser',
]
/** Each case has its own referral, because they were linked later. */
const linked = [...referred, ...referred.map(move => `2:${move}`), 'link the cases']

export const beginnings = {
  nothing: one(),
  'nothing, two cases': two(),
  raised: one('raise a concern'),
  'with an adviser': one('raise a concern', 'triage: no concern, no visit'),
  referred: one(...referred),
  visited: one(...visited),
  held: one(...held),
  confirmed: one(...confirmed),
  'release asked for': one(...requested),
  returned: one(...returned),
  'two linked cases': two(...linked),
  'two linked cases, one visited': two(...linked, 'visit today: no_answer'),
  'two linked cases, one held': two(...held, '2:raise a concern', 'link the cases'),
  'two cases, a release asked for': two('2:raise a concern', ...requested),
  'two linked cases, one returned': two('2:raise a concern', ...returned, 'link the cases'),
} satisfies Record<string, Beginning>

/** The steps of a beginning, and the world that they lead to. */
export const begin = (
  { cases, moves }: Beginning,
  start: World = emptyWorld(cases),
): { world: World; taken: Exclude<Taken, 'wait'>[] } => {
  let world = start
  const taken = moves.map(written => {
    const index = written.startsWith('2:') ? 1 : 0
    const name = written.replace(/^2:/, '')
    const move = accessToWork.find(known => known.name === name)
    const next = move && advance(world, { index, move })
    if (!next) throw new Error(`"${written}" was not possible`)
    world = next
    return { index, move }
  })
  return { world, taken }
}
