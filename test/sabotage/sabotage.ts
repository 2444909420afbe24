import { randomUUID } from 'node:crypto'
import { parseArgs } from 'node:util'
import { endLeakedProcesses, markChildren } from '../support/leaked-processes.ts'
import { type Mutation, roomOf } from './mutation.ts'
import { copyProject, type ProjectCopy } from './project-copy.ts'
import { mutations } from './table.ts'
import { type TestRunner, testRunner } from './test-runner.ts'
import { useless, type Verdict, verdictOf } from './verdict.ts'

const graceMs = 3_000
const words = { caught: 'caught  ', survived: 'SURVIVED', broken: 'BROKEN  ' } as const

/**
 * Breaks one guard after the other in a copy of the project and runs the test that is to notice. Prints what became of
 * each. Resolves with 1 when one was not noticed, 2 for wrong arguments.
 */
export const main = async (args: readonly string[]): Promise<number> => {
  const chosen = chosenBy(args)
  if (chosen === undefined) return 2
  const from = process.cwd()
  const copy = copyProject(from)
  const mark = randomUUID()
  const runner = testRunner(copy.root, mark)
  let cleaning: Promise<void> | undefined
  const clean = () => (cleaning ??= leaveNothing(runner, copy, from, mark))
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(name, () => void clean().finally(() => process.exit(1)))
  process.env['NODE_ENV'] = 'test'
  process.env['TMPDIR'] = copy.temporary
  markChildren(mark)
  process.chdir(copy.root)
  try {
    const startedAt = Date.now()
    const verdicts = await sabotage(chosen, copy, runner)
    say(summary(verdicts, Date.now() - startedAt))
    return verdicts.every(({ kind }) => kind === 'caught') ? 0 : 1
  } finally {
    await clean()
  }
}

const chosenBy = (args: readonly string[]): Mutation[] | undefined => {
  const text = { type: 'string', multiple: true } as const
  try {
    const { values } = parseArgs({ args: [...args], options: { only: text, room: text } })
    const { only, room } = values
    const unknown = [
      ...(only ?? []).filter(id => mutations.every(mutation => mutation.id !== id)),
      ...(room ?? []).filter(name => mutations.every(mutation => roomOf(mutation) !== name)),
    ]
    if (unknown.length === 0)
      return mutations.filter(
        one => (only?.includes(one.id) ?? true) && (room?.includes(roomOf(one)) ?? true),
      )
    say(`There is no mutation or room called ${unknown.join(', ')}`)
  } catch (error) {
    say(error instanceof Error ? error.message : String(error))
  }
  say('Use: npm run sabotage -- [--only ID] [--room ROOM]')
  say(`Rooms: ${[...new Set(mutations.map(roomOf))].join(', ')}. The ids are in test/sabotage`)
  return undefined
}

const sabotage = async (
  chosen: readonly Mutation[],
  copy: ProjectCopy,
  runner: TestRunner,
): Promise<Verdict[]> => {
  const broken = await withUselessTest(chosen, runner)
  const verdicts: Verdict[] = []
  for (const mutation of chosen) {
    const reason = broken.get(mutation.id)
    const verdict: Verdict =
      reason === undefined ? await tryOut(mutation, copy, runner) : { kind: 'broken', detail: reason }
    say(`${words[verdict.kind]} ${mutation.id}: ${mutation.why}`)
    if (verdict.kind !== 'caught') say(`         ${mutation.file} · ${mutation.caughtBy.join(' · ')}`)
    if (verdict.kind === 'broken') say(`         ${verdict.detail}`)
    verdicts.push(verdict)
  }
  return verdicts
}

/** Every test passes while nothing is broken; otherwise its failing would prove nothing. By the id of the mutation. */
const withUselessTest = async (
  chosen: readonly Mutation[],
  runner: TestRunner,
): Promise<Map<string, string>> => {
  const found = new Map<string, string>()
  for (const file of new Set(chosen.map(({ caughtBy }) => caughtBy[0]))) {
    const mine = chosen.filter(({ caughtBy }) => caughtBy[0] === file)
    const ran = await runner.run(file, [...new Set(mine.map(({ caughtBy }) => caughtBy[1]))])
    for (const { id, caughtBy } of mine) {
      const reason = useless(ran, caughtBy[1])
      if (reason !== undefined) found.set(id, reason)
    }
  }
  return found
}

const tryOut = async (mutation: Mutation, copy: ProjectCopy, runner: TestRunner): Promise<Verdict> => {
  const [testFile, title] = mutation.caughtBy
  const mend = copy.breakIt(mutation)
  try {
    await runner.changed(mutation.file)
    return verdictOf(await runner.run(testFile, [title]))
  } finally {
    mend()
    await runner.changed(mutation.file)
  }
}

const leaveNothing = async (
  runner: TestRunner,
  copy: ProjectCopy,
  from: string,
  mark: string,
): Promise<void> => {
  await runner.close()
  await endLeakedProcesses(mark, graceMs)
  process.chdir(from)
  copy.remove()
}

const summary = (verdicts: readonly Verdict[], ms: number): string => {
  const count = (kind: Verdict['kind']) => verdicts.filter(verdict => verdict.kind === kind).length
  return `${verdicts.length} mutations in ${Math.round(ms / 1000)} s: ${count('caught')} caught, ${count('survived')} survived, ${count('broken')} broken`
}

const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}
