import { rmSync } from 'node:fs'
import type { Mutation } from './mutation.ts'
import { copyProject, type ProjectCopy } from './project-copy.ts'
import { type TestRunner, testRunner } from './test-runner.ts'
import { useless, type Verdict, verdictOf } from './verdict.ts'

/** Mutations that one test file is to notice. */
export type Group = readonly Mutation[]
/** What a worker tells: it wants a group, or what became of a mutation. */
export type Told = 'ready' | { id: string; verdict: Verdict }

/** Tries out one group after the other in a copy of its own, in `folder`, for the process that started this one, which gave it its `mark`. */
const work = async (folder: string, mark: string): Promise<void> => {
  const copy = copyProject(process.cwd(), folder)
  const runner = testRunner(copy.root, mark)
  process.env['NODE_ENV'] = 'test'
  process.env['TMPDIR'] = copy.temporary
  process.chdir(copy.root)
  const finished = new Promise<void>(resolve => process.once('disconnect', resolve))
  let last = Promise.resolve()
  process.on('message', (group: Group) => {
    last = last.then(() => tryOutAll(group, copy, runner)).then(() => tell('ready'))
  })
  tell('ready')
  await finished
  await runner.close()
  rmSync(folder, { recursive: true, force: true })
}

const tell = (told: Told): void => {
  if (process.connected) process.send?.(told)
}

const tryOutAll = async (group: Group, copy: ProjectCopy, runner: TestRunner): Promise<void> => {
  const [first] = group
  if (first === undefined) return
  // Every test has to pass while nothing is broken; otherwise its failing would prove nothing.
  const whole = await runner.run(first.caughtBy.file, [...new Set(group.map(one => one.caughtBy.title))])
  for (const mutation of group) {
    if (!process.connected) return
    const reason = useless(whole, mutation.caughtBy.title)
    const verdict: Verdict =
      reason === undefined ? await tryOut(mutation, copy, runner) : { kind: 'broken', detail: reason }
    tell({ id: mutation.id, verdict })
  }
}

const tryOut = async (mutation: Mutation, copy: ProjectCopy, runner: TestRunner): Promise<Verdict> => {
  const { file, caughtBy } = mutation
  const mend = copy.breakIt(mutation)
  try {
    await runner.changed(file)
    return verdictOf(await runner.run(caughtBy.file, [caughtBy.title]))
  } finally {
    mend()
    await runner.changed(file)
  }
}

const [folder = '', mark = ''] = process.argv.slice(2)
await work(folder, mark)
process.exit(0)
