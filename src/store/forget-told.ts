import type { StoreDeps } from './deps.ts'

export type Forgets = {
  /**
   * Deletes some of what was noted about how late rungs were told, where that is over 90 days ago: no figure looks back so
   * far, and the case's own record keeps what was told. Says whether there may be more.
   */
  forgetRungsTold(): Promise<boolean>
}

const atOnce = 5000

// By where the rows lie: they have no key of their own.
const forget = `
with gone as (
  delete from rung_told where ctid = any (array(
    select ctid from rung_told where told_at < clock_now() - interval '90 days' order by told_at limit ${atOnce}))
  returning 1
)
select count(*) as n from gone`

/** What nobody asks for any more. Nothing of a case's record is among it. */
export const forgets = ({ db }: StoreDeps): Forgets => ({
  forgetRungsTold: async () => ((await db.rows<{ n: number }>(forget))[0]?.n ?? 0) === atOnce,
})
