import { safehold } from '../../src/case/people.ts'
import type { Finding } from './check.ts'
import type { Recorded } from './final-state.ts'
import type { Operation } from './history.ts'

/** What people sent, against what the record says that they did. */
export const checkForms = (operations: readonly Operation[], recorded: Recorded): Finding[] => [
  ...notKept(operations, recorded),
  ...neverSent(operations, recorded),
  ...counted(operations, recorded),
  ...recorded.cases.flatMap(({ ref, id, lastSeq, chain }): Finding[] => {
    const entries = recorded.events.get(id) ?? []
    const { length } = entries
    const back = entries.find(({ at }, index) => at < (entries[index - 1]?.at ?? ''))
    return [
      ...(chain === 'ok' ? [] : [{ figure: 'audit gap' as const, what: `${ref}: ${chain}` }]),
      ...(back === undefined
        ? []
        : [{ figure: 'audit gap' as const, what: `${ref}: time goes back at entry ${back.seq}` }]),
      ...(length === lastSeq
        ? []
        : [{ figure: 'audit gap' as const, what: `${ref} has ${length} events and counts ${lastSeq}` }]),
    ]
  }),
]

/** What was acknowledged and is not there; what was refused and is. */
const notKept = (operations: readonly Operation[], { cases, events, submissions }: Recorded): Finding[] =>
  operations.flatMap((operation): Finding[] => {
    const { act, id, outcome, ref, person, event, caseId } = operation
    const kept = submissions.find(({ nonce }) => nonce === id)
    const wasDone = kept?.outcome === 'done'
    if (outcome === 'fail' && wasDone)
      return [{ figure: 'unexpected', what: `${act} was refused to ${person} and is recorded (${id})` }]
    if (outcome !== 'ok') return []
    const found = cases.find(one => one.id === caseId)
    if (!wasDone || found === undefined)
      return [{ figure: 'lost', what: `${act} of ${person} was acknowledged as ${ref} and is not recorded` }]
    if (found.ref !== ref)
      return [{ figure: 'lost', what: `${act} was acknowledged as ${ref} and is recorded as ${found.ref}` }]
    const inRecord = events.get(caseId)?.some(one => one.kind === event && one.actor === person)
    return inRecord === true
      ? []
      : [{ figure: 'audit gap', what: `${act} of ${person} on ${ref} left no ${event} in the record` }]
  })

/** What nobody ever sent. */
const neverSent = (operations: readonly Operation[], { cases, submissions }: Recorded): Finding[] => {
  const sent = new Set(operations.map(({ id }) => id))
  const opened = new Set(operations.map(({ caseId }) => caseId))
  return [
    ...cases
      .filter(({ id }) => !opened.has(id))
      .map(({ ref }): Finding => ({ figure: 'unexpected', what: `nobody raised ${ref}` })),
    ...submissions
      .filter(({ actor, nonce }) => actor !== safehold && !sent.has(nonce))
      .map(
        ({ actor, nonce }): Finding => ({
          figure: 'unexpected',
          what: `nobody sent ${nonce} of ${actor}`,
        }),
      ),
  ]
}

/** Each form leaves one entry, however often it was pressed. */
const counted = (operations: readonly Operation[], { cases, events }: Recorded): Finding[] => {
  const kinds = new Set(operations.map(({ event }) => event))
  return cases.flatMap(({ id, ref }) => {
    const entries = (events.get(id) ?? []).filter(({ kind, actor }) => kinds.has(kind) && actor !== safehold)
    const groups = new Map<string, number>()
    for (const { kind, actor } of entries) {
      const key = `${kind} by ${actor}`
      groups.set(key, (groups.get(key) ?? 0) + 1)
    }
    return [...groups].flatMap(([key, times]): Finding[] => {
      const sent = operations.filter(
        one => one.caseId === id && `${one.event} by ${one.person}` === key && one.outcome !== 'fail',
      ).length
      if (times <= sent) return []
      const figure = sent === 0 ? 'unexpected' : 'doubled'
      return [{ figure, what: `${ref} has ${times} ${key}, who sent ${sent}` }]
    })
  })
}
