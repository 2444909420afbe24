import { randomUUID } from 'node:crypto'
import { parseArgs } from 'node:util'
import { safehold } from '../case/people.ts'
import type { PastRetention } from '../case/retention.ts'
import {
  casesWords,
  erasureLeftWords,
  pastRetentionWords,
  periodsWords,
  sorted,
} from '../case/retention-words.ts'
import { ConfigError } from '../config.ts'
import { say } from '../lifecycle.ts'
import type { Store } from '../store/store.ts'
import { listCode } from './list-code.ts'
import { withRecord } from './open-record.ts'

const usage = `npm run retention                                               shows which cases may be erased, and erases none
npm run retention -- --apply 3-9f2c81d0a4b7 --by your.name      erases them, by the code below the list, if it is still the same list`

/** What follows `npm run retention --`. */
type Asked = { apply?: string; by: string }

/** The database, or a case, is not as it was when the report was read. */
class NotErasedError extends Error {
  readonly exitCode = 1
}

/**
 * `npm run retention`: which closed cases are past their retention period, what keeps them, and what of erased ones is still
 * in Slack. With `--apply` and the code of the list that it showed it erases those on it. Exit code 1 when that could not be done
 * as asked, 2 for wrong use or configuration.
 */
export const main = (args: readonly string[]): Promise<number> =>
  withRecord(
    () => readArgs(args),
    async (asked, { store, settings }) => {
      const { due, kept } = sorted(await store.casesPastRetention())
      if (asked.apply === undefined) await report(store, periodsWords(settings.retention), due, kept)
      else await apply(store, due, { ...asked, apply: asked.apply })
      return 0
    },
  )

const report = async (
  store: Store,
  periods: readonly string[],
  due: readonly PastRetention[],
  kept: readonly PastRetention[],
): Promise<void> => {
  const left = await store.erasuresLeft()
  const part = (title: string, lines: readonly string[]) => {
    say(title)
    for (const line of lines) say(`  ${line}`)
  }
  part('How long a case is kept after closing', periods)
  part(`May be erased: ${casesWords(due.length)}`, due.map(pastRetentionWords))
  part(`Kept, though the period is over: ${casesWords(kept.length)}`, kept.map(pastRetentionWords))
  part(`Messages that are to be deleted and are still in Slack: ${left.length}`, left.map(erasureLeftWords))
  if (due.length > 0)
    say(`Nothing was erased. To do it, for good: npm run retention -- --apply ${codeOf(due)} --by your.name`)
}

const codeOf = (due: readonly PastRetention[]): string => listCode(due.map(pastRetentionWords))

const apply = async (
  store: Store,
  due: readonly PastRetention[],
  { apply: wanted, by }: { apply: string; by: string },
): Promise<void> => {
  if (due.length === 0 || codeOf(due) !== wanted)
    throw new NotErasedError(
      `Nothing was erased: the list is not the one that ${wanted} stands for; ${casesWords(due.length)} may be erased now. Read the report again: npm run retention`,
    )
  let failed = 0
  for (const { case: c } of due) {
    const why = await eraseOne(store, c.id, by)
    if (why !== undefined) failed += 1
    say(why === undefined ? `${c.ref} is erased` : `${c.ref} is NOT erased: ${why}`)
  }
  say(
    'Its messages in Slack are deleted by Safehold itself, which has to be running. See what is left: npm run retention',
  )
  if (failed > 0)
    throw new NotErasedError(
      `${casesWords(failed)} could not be erased. Read the report again: npm run retention`,
    )
}

/** Undefined when it is done; otherwise why not. */
const eraseOne = async (store: Store, caseId: string, by: string): Promise<string | undefined> => {
  const actor = { id: safehold, teams: [], mayConfirmRelease: false }
  const command = { kind: 'erase_case', by } as const
  try {
    const done = await store.perform({ nonce: randomUUID(), caseId, actor, command, texts: {} })
    return done.kind === 'done' ? undefined : done.refusal.what
  } catch (error) {
    // The database's own guard: its words name a reference and a reason.
    if (error instanceof Error && /not erased/.test(error.message)) return error.message
    throw error
  }
}

/** As a person's account is called: nothing that could be about a customer. */
const nameOf = /^[A-Za-z][A-Za-z0-9._@-]{1,59}$/

const readArgs = (args: readonly string[]): Asked => {
  const options = { apply: { type: 'string' }, by: { type: 'string' } } as const
  let values: { apply?: string | undefined; by?: string | undefined }
  try {
    ;({ values } = parseArgs({ args: [...args], options, strict: true, allowPositionals: false }))
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new ConfigError(`${error.message}\n${usage}`, { cause: error })
  }
  if (values.apply === undefined) {
    if (values.by !== undefined) throw new ConfigError(`--by goes with --apply.\n${usage}`)
    return { by: '' }
  }
  if (!/^[1-9]\d{0,5}-[0-9a-f]{12}$/.test(values.apply))
    throw new ConfigError(`--apply takes the code that the report shows below its list.\n${usage}`)
  if (values.by === undefined || !nameOf.test(values.by))
    throw new ConfigError(
      `--by takes the name of your own account, in letters, figures and . _ @ -, without spaces.\n${usage}`,
    )
  return { apply: values.apply, by: values.by }
}
