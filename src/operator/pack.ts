import { writeFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { parseArgs } from 'node:util'
import { textsOfEvent } from '../case/event-texts.ts'
import type { PackRecord } from '../case/pack/record.ts'
import { ConfigError } from '../config.ts'
import { packPage } from '../pack/pack.ts'
import { operator } from '../store/pack-record.ts'
import type { Store } from '../store/store.ts'
import { type OpenRecord, withRecord } from './open-record.ts'

const usage = `Use: npm run pack -- ACS-2026-000123-K [--full] [--out FILE]
  The chronology of one case as an HTML page, on standard output or in a new file.
  --full  with everything that people wrote, their Slack ids and the number; otherwise these are withheld`

type Asked = { ref: string; full: boolean; out: string | undefined }

/** `npm run pack`: exit code 0; 1 when there is no such case or the file cannot be written; 2 for wrong use. */
export const main = (args: readonly string[]): Promise<number> => withRecord(() => read(args), make)

const make = async ({ ref, full, out }: Asked, { store, staff }: OpenRecord): Promise<number> => {
  const record = await store.packRecord(ref)
  if (!record)
    return fail(`There is no case ${ref}. Copy the reference from Slack, such as ACS-2026-000123-K`)
  // Nothing is written before it is known who had it made.
  await store.logView({
    actor: `${operator}${userInfo().username}`,
    what: full ? 'full pack' : 'pack',
    caseId: record.case.id,
  })
  const page = packPage(record, staff, full ? await openAll(store, record) : undefined)
  if (out === undefined) {
    await new Promise<void>((resolve, reject) => {
      process.stdout.write(page, error => (error ? reject(error) : resolve()))
    })
    return 0
  }
  try {
    await writeFile(out, page, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) throw error
    const why = error.code === 'EEXIST' ? 'It is there already: name a new file' : `(${error.code})`
    return fail(`${out} was not written. ${why}`)
  }
  process.stderr.write(`${out}: ${full ? 'full' : 'redacted'} pack of ${record.case.ref}\n`)
  return 0
}

/** Every text that the record names and that opens. Of one that is damaged the page says that it is not shown. */
const openAll = async (store: Store, { case: c, events, sizes }: PackRecord) => {
  const ids = events.flatMap(event => textsOfEvent(event).map(({ text }) => text))
  const found = await store.openWhatOpens(
    c.id,
    [...new Set(ids)].filter(id => sizes[id] !== undefined),
  )
  for (const { text, code } of found.shut)
    process.stderr.write(
      `A text of ${c.ref} does not open (${text}, ${code}): the pack says that it is not shown\n`,
    )
  return found.opened
}

const read = (args: readonly string[]): Asked => {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { full: { type: 'boolean' }, out: { type: 'string' } },
      allowPositionals: true,
    })
    const [ref, ...more] = positionals
    if (ref === undefined) throw new ConfigError(`Say which case.\n${usage}`)
    if (more.length > 0) throw new ConfigError(`One case at a time.\n${usage}`)
    return { ref: ref.trim().toUpperCase(), full: values.full ?? false, out: values.out }
  } catch (error) {
    if (error instanceof TypeError) throw new ConfigError(`${error.message}\n${usage}`, { cause: error })
    throw error
  }
}

const fail = (message: string): 1 => {
  process.stderr.write(`${message}\n`)
  return 1
}
