import { describe, expect, it } from 'vitest'
import { boundaryRules, breaches, roots } from './support/boundary-rules.ts'
import { parseSource, readSourceFiles } from './support/source-files.ts'

describe('boundaries', () => {
  const files = readSourceFiles('src', 'handlers', 'jobs')

  it('there are files to look at', () => {
    expect(files.length).toBeGreaterThan(0)
  })

  it.each(boundaryRules.map(({ rule }) => rule))('%s', rule => {
    expect(breaches(files).filter(line => line.endsWith(`(rule: ${rule})`))).toEqual([])
  })

  it('leaf modules in src import nothing of ours but the pure folders and each other', () => {
    const leaves = files.filter(({ path }) => /^src\/[^/]+\.ts$/.test(path) && !roots.has(path))
    const reachesOut = leaves.flatMap(({ path, imports }) =>
      imports
        .filter(({ to }) => /^(src\/(store|slack|workbench)|handlers|jobs)\//.test(to))
        .map(({ to }) => `${path}: imports ${to}`),
    )
    expect(reachesOut).toEqual([])
  })
})

describe('the boundary check notices', () => {
  it.each([
    ['src/case/a.ts', "import { b } from '../store/b.ts'"],
    ['src/case/a.ts', "import type { B } from '../slack/b.ts'"],
    ['src/case/a.ts', "export * from '../../jobs/b.ts'"],
    ['src/case/a.ts', "import { readFileSync } from 'node:fs'"],
    ['src/case/a.ts', 'const now = Date.now()'],
    ['src/case/a.ts', 'const now = new Date()'],
    ['src/case/a.ts', 'const home = process.env.HOME'],
    ['src/calendar/a.ts', "import { c } from '../case/c.ts'"],
    ['src/calendar/a.ts', 'const n = Math.random()'],
    ['src/rules/a.ts', "import { z } from 'zod'"],
    ['src/store/a.ts', "import { s } from '../slack/s.ts'"],
    ['src/store/a.ts', "import {\n  h,\n  i,\n} from '../../handlers/h.ts'"],
    ['src/slack/a.ts', "import { s } from '../store/s.ts'"],
    ['src/slack/a.ts', "const s = await import('../store/s.ts')"],
    ['handlers/a.ts', "import { j } from '../jobs/j.ts'"],
    ['handlers/a.ts', 'await client.query("select 1")'],
    ['handlers/a.ts', "import { WebClient } from '@slack/web-api'"],
    ['handlers/a.ts', "import type { KnownBlock } from '@slack/types'"],
    ['jobs/a.ts', 'const rows = sql<Row>`select 1`'],
    ['jobs/a.ts', "import { Kysely } from 'kysely'"],
    ['jobs/a.ts', "const w = await import('../src/workbench/w.ts')"],
    ['src/main.ts', "import { w } from './workbench/w.ts'"],
    ['src/main.ts', "const w = await import('./workbench/w.ts')"],
    ['src/pack/a.ts', "import { s } from '../store/s.ts'"],
    ['src/main.ts', "import { p } from './operator/p.ts'"],
    ['src/config.ts', "import { t } from '../test/support/t.ts'"],
  ])('in %s: %s', (path, text) => {
    expect(breaches([parseSource(path, text)])).not.toEqual([])
  })

  it.each([
    ['src/case/a.ts', "import { addWorkingDays } from '../calendar/add-working-days.ts'"],
    ['src/case/a.ts', "import type { Json } from 'type-fest'"],
    ['src/case/a.ts', '// Date.now() is never read here\nconst at = new Date(given)'],
    ['src/store/a.ts', "import { sql } from 'kysely'\nsql`select 1`"],
    ['handlers/a.ts', "import type { App } from '@slack/bolt'"],
    ['src/open-workbench.ts', "const w = await import('./workbench/w.ts')"],
  ])('but not in %s: %s', (path, text) => {
    expect(breaches([parseSource(path, text)])).toEqual([])
  })
})
