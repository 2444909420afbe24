import { join } from 'node:path'
import { Writable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { createVitest, type TestCase, type Vitest } from 'vitest/node'
import { emptyTemplate } from '../support/database.ts'
import { endLeakedProcesses } from '../support/leaked-processes.ts'

/** A test that ran, and why it failed. */
export type Ran = { title: string; state: 'passed' | 'failed' | 'skipped'; errors: readonly string[] }

/** What became of some tests of one file. `broken`: why the file, or what it stands on, did not load. */
export type FileRun = { tests: readonly Ran[]; broken?: string }

/** Runs tests in a copy of the project, with one Vitest for all of them: starting it takes longer than most tests. */
export type TestRunner = {
  /** Runs the tests of a file whose titles have one of these words in them. */
  run(file: string, titles: readonly string[]): Promise<FileRun>
  /** Tells that a file is no longer what it was. */
  changed(file: string): Promise<void>
  close(): Promise<void>
}

const endsWithinMs = 180_000
const closesWithinMs = 20_000

/** What the set-up before all tests runs by: when it changes, everything is set up anew. */
const setUpBy = /^src\/store\/(?:embedded\/|migrate\.ts)/
/** The set-up has migrated one database that all others are copied from. */
const migrations = /^src\/store\/migrations\//

const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() })

/** Nothing is started before the first run. All that it starts carries the mark `SAFEHOLD_RUN`. */
export const testRunner = (root: string, mark: string): TestRunner => {
  let vitest: Vitest | undefined
  let migratesItself = false

  const open = async (): Promise<Vitest> =>
    createVitest(
      'test',
      { root, watch: false, maxWorkers: 1, silent: true, reporters: [{}] },
      { cacheDir: join(root, '.vite') },
      { stdout: nowhere(), stderr: nowhere() },
    )

  const close = async (): Promise<void> => {
    const closing = vitest?.close()
    vitest = undefined
    migratesItself = false
    await Promise.race([closing, delay(closesWithinMs, undefined, { ref: false })])
  }

  const runOn = async (one: Vitest, file: string, titles: readonly string[]): Promise<FileRun> => {
    one.setGlobalTestNamePattern(new RegExp(titles.map(escaped).join('|')))
    const path = join(root, file)
    const { testModules } = await one.runTestSpecifications([one.getRootProject().createSpecification(path)])
    const module = testModules.find(({ moduleId }) => moduleId === path)
    if (module === undefined) return { tests: [], broken: `${file} did not run` }
    const tests = [...module.children.allTests()].map(ranOf).filter(({ state }) => state !== 'skipped')
    const troubles = [module, ...module.children.allSuites()].flatMap(suite => suite.errors())
    const [trouble] = troubles
    return trouble === undefined ? { tests } : { tests, broken: trouble.message }
  }

  return {
    run: async (file, titles) => {
      const late = delay(endsWithinMs, 'late' as const, { ref: false })
      try {
        vitest ??= await open()
        const ran = await Promise.race([runOn(vitest, file, titles), late])
        if (ran !== 'late') return ran
        // Whatever hangs is ended with the rest; the next run starts anew.
        await endLeakedProcesses(mark, 0)
        await close()
        return { tests: [], broken: `${file} did not end in ${endsWithinMs / 1000} seconds` }
      } catch (error) {
        await close()
        return { tests: [], broken: error instanceof Error ? error.message : String(error) }
      }
    },
    changed: async file => {
      if (setUpBy.test(file)) await close()
      vitest?.invalidateFile(join(root, file))
      if (vitest === undefined || migratesItself || !migrations.test(file)) return
      migratesItself = true
      await emptyTemplate(vitest.getRootProject().getProvidedContext().databaseUrl)
    },
    close,
  }
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

const ranOf = (test: TestCase): Ran => {
  const { state, errors } = test.result()
  return {
    title: test.fullName,
    state: state === 'pending' ? 'skipped' : state,
    errors: (errors ?? []).map(({ name, message }) => `${name}: ${message}`),
  }
}
