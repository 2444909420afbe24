import type { TestCase, TestModule } from 'vitest/node'

export type Counts = { passed: number; failed: number; skipped: number }

/** Counts tests. A file, or a hook around tests, that failed by itself counts as one failure too. */
export function countResults(modules: readonly TestModule[]): Counts {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 }
  for (const module of modules) {
    for (const test of module.children.allTests()) counts[outcomeOf(test)] += 1
    counts.failed += [module, ...module.children.allSuites()].filter(
      suite => suite.errors().length > 0,
    ).length
  }
  return counts
}

function outcomeOf(test: TestCase): keyof Counts {
  const { state } = test.result()
  // A test that never ran although it should have (its file broke off) must not look like a pass.
  return state === 'pending' ? 'failed' : state
}
