import { type Check, check } from './check.ts'
import type { StoreDeps } from './deps.ts'
import { type CaseNow, casesById, casesByRef } from './linked.ts'
import { type Lists, lists } from './lists.ts'
import { type Packs, packs } from './pack-record.ts'
import { type ReportReads, reportReads } from './report-record.ts'
import { type Texts, texts } from './texts.ts'
import { type Timeline, timeline } from './timeline.ts'
import { type WorkLog, workLog } from './work-log.ts'

export type Reads = Check &
  Lists &
  Texts &
  Timeline &
  Packs &
  WorkLog &
  ReportReads & {
    /** One case with the other cases of the same customer, or null when there is none by that id or reference. */
    readCase(which: { id?: string; ref?: string }): Promise<Omit<CaseNow, 'id'> | null>
    /** Whether any case was ever recorded. */
    hasCases(): Promise<boolean>
  }

/** Everything that is read and changes nothing. */
export const reads = (deps: StoreDeps): Reads => ({
  readCase: async ({ id, ref }) => {
    const [found] = await find(deps, id, ref)
    if (!found) return null
    return { case: found.case, linked: found.linked, version: found.version, now: found.now }
  },
  hasCases: async () =>
    (await deps.db.rows<{ any: boolean }>('select exists (select from cases) as any'))[0]?.any === true,
  ...check(deps),
  ...lists(deps),
  ...texts(deps),
  ...timeline(deps),
  ...packs(deps),
  ...workLog(deps),
  ...reportReads(deps),
})

const find = async ({ db }: StoreDeps, id?: string, ref?: string): Promise<CaseNow[]> => {
  // An id may come from a button that is older than the case, or from no button of ours at all.
  if (id !== undefined) return isUuid(id) ? casesById(db, [id]) : []
  return ref === undefined ? [] : casesByRef(db, ref)
}

const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
