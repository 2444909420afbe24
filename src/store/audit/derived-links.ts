import type { CaseEvent } from '../../case/events.ts'
import type { Finding } from './finding.ts'
import type { Snapshot } from './snapshot.ts'

/** Cases that somebody linked, as their events say, and what the table says of them. */
export type Links = {
  /** The proved events of one case. */
  note: (id: string, ref: string, events: readonly CaseEvent[]) => void
  compare: (snapshot: Snapshot) => Promise<Finding[]>
}

type Row = { ids: string[]; stands: boolean }
type Said = { from: string; other: string; seq: number }

const rows = `
select array_agg(case_id::text order by case_id) as ids, bool_and(current and n = -1 and key like 'link:%') as stands
from case_customer where n < 0 group by key`

/** Notes every link between cases that an event made, to compare them with the rows that the program follows (F5). */
export const linksSaid = (): Links => {
  const all: Said[] = []
  const refs = new Map<string, string>()
  const erased = new Set<string>()
  return {
    note: (id, ref, events) => {
      refs.set(id, ref)
      for (const event of events) {
        if (event.kind === 'cases_linked') all.push({ from: id, other: event.other, seq: event.seq })
        if (event.kind === 'case_erased') erased.add(id)
      }
    },
    compare: async snapshot => {
      // Of a case whose events are not proved nobody can say what it is linked to.
      const isKnown = (ids: readonly string[]) => ids.every(id => refs.has(id))
      const left = new Map<string, number>()
      const nameOf = (ids: readonly string[]) => [...ids].sort().join(' ')
      const calledOf = (id: string) => refs.get(id) ?? `case ${id}`
      const findings: Finding[] = []
      for (const { ids, stands } of await snapshot.rows<Row>(rows)) {
        if (stands) left.set(nameOf(ids), (left.get(nameOf(ids)) ?? 0) + 1)
        else
          findings.push({
            kind: 'derived',
            where: calledOf(ids[0] ?? ''),
            what: `its link with ${ids.slice(1).map(calledOf).join(' and ') || 'another case'} in case_customer does not stand as it was made`,
          })
      }
      for (const { from, other, seq } of all) {
        if (!isKnown([from, other])) continue
        // An erasure takes out the rows of its own case.
        const name = nameOf([from, other].filter(id => !erased.has(id)))
        if (name === '') continue
        const count = left.get(name) ?? 0
        if (count > 0) left.set(name, count - 1)
        else
          findings.push({
            kind: 'derived',
            where: calledOf(from),
            what: `event ${seq} links it with ${calledOf(other)}, and case_customer does not: a hold of one does not protect the other`,
          })
      }
      for (const [name, count] of left) {
        const [first = '', ...others] = name.split(' ')
        if (count > 0 && isKnown([first, ...others]))
          findings.push({
            kind: 'derived',
            where: calledOf(first),
            what: `case_customer links it with ${others.map(calledOf).join(' and ') || 'a case that is not there'}, and no event does`,
          })
      }
      return findings
    },
  }
}
