import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path/posix'
import { describe, expect, it } from 'vitest'
import { labels } from '../../src/slack/labels.ts'
import { type Mutation, mutated, occurrences } from './mutation.ts'
import { readMutations } from './read-mutations.ts'
import { readTable } from './table.ts'

const table = readTable()
const textOf = (file: string): string => readFileSync(file, 'utf8')

/** What no mutation breaks, and why it needs none. */
const exempt: Readonly<Record<string, string>> = {
  'unique (case_id, seq, kind)': 'only there for the foreign keys of a hold, which are broken one by one',
  "lane text not null check (lane in ('urgent', 'ordinary')),": 'a later migration puts another in its place',
  "status text not null default 'waiting' check (status in ('waiting', 'sending', 'unknown', 'sent', 'failed')),":
    'a later migration puts another in its place',
  'grant usage on schema safehold to safehold_app;': 'without it nothing works at all',
  'grant usage on sequence safehold.case_ref to safehold_app;': 'without it no case is opened at all',
}

/** Whether a mutation touches what stands from `start` to `end` in a file. */
const touches = ({ file, find }: Mutation, where: string, text: string, start: number, end: number) => {
  const at = text.indexOf(find)
  return file === where && at < end && start < at + find.length
}

describe('the table of mutations', () => {
  it('replaces text that is in its file exactly once, by something else', () => {
    const stale = table.filter(
      one => occurrences(textOf(one.file), one) !== 1 || one.replace.trim() === one.find.trim(),
    )
    expect(stale.map(({ id, file }) => `${id} (${file})`)).toEqual([])
  })

  it('names tests that are there', () => {
    const without = table.filter(({ caughtBy }) => !textOf(caughtBy.file).includes(caughtBy.title))
    expect(without.map(({ id, caughtBy }) => `${id} (${caughtBy.file}: ${caughtBy.title})`)).toEqual([])
  })

  it('has each id once, and says of each which fact is broken', () => {
    const ids = table.map(({ id }) => id)
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([])
    expect(table.filter(({ why }) => why.length < 20)).toEqual([])
  })
})

describe('a guard without a mutation', () => {
  it.each(['src/case/commands', 'src/case/deadlines'])('is in no file of %s', folder => {
    const broken = new Set(table.map(({ file }) => file))
    const whole = readdirSync(folder)
      .map(name => join(folder, name))
      .filter(file => !broken.has(file) && !(file in exempt))
    expect(whole).toEqual([])
  })

  it('is no permission: each command has one, and each is broken', () => {
    const broken = table.flatMap(({ id }) => (id.startsWith('who-') ? [id.slice('who-'.length)] : []))
    expect(broken.sort()).toEqual(Object.keys(labels).sort())
  })

  it('is no constraint, trigger or grant of the database', () => {
    const folder = 'src/store/migrations'
    const files = readdirSync(folder).map(name => join(folder, name))
    const guard = /\bcheck \(|\bforeign key\b|\bunique\b|create (?:constraint )?trigger \w+|^grant .+/gm
    const whole = files.flatMap(file => {
      const text = textOf(file)
      return [...text.matchAll(guard)]
        .filter(
          ({ 0: { length }, index }) => !table.some(one => touches(one, file, text, index, index + length)),
        )
        .map(({ index }) => text.slice(text.lastIndexOf('\n', index) + 1, text.indexOf('\n', index)).trim())
        .filter(line => !(line in exempt))
        .map(line => `${file}: ${line}`)
    })
    expect(whole).toEqual([])
  })
})

describe('a mutation as it is written down', () => {
  const written = `# src/case/a.ts
first: a fact (R1)
- if (held)
-   return
+ if (false)
caught by test/case/a.test.ts: it is held`

  it('is its file, what is taken out and put in, and who notices', () => {
    const [first] = readMutations(written, 'a.txt')
    expect(first).toEqual({
      id: 'first',
      file: 'src/case/a.ts',
      find: 'if (held)\n  return',
      replace: 'if (false)',
      why: 'a fact (R1)',
      caughtBy: { file: 'test/case/a.test.ts', title: 'it is held' },
    })
    expect(first && mutated('x\nif (held)\n  return\ny', first)).toBe('x\nif (false)\ny')
    expect(() => first && mutated('x', first)).toThrow('0 times')
  })

  it.each([
    ['first: a fact', 'line 1'],
    ['# a.ts\nfirst: a fact\ncaught by a.test.ts: b', 'takes nothing out'],
    ['# a.ts\nfirst: a fact\n- b\nsecond: another', 'first is not finished'],
    ['# a.ts\nfirst: a fact\n- b', 'first is not finished'],
    ['# a.ts\n- b', 'line 2'],
  ])('is refused where it is not whole: %j', (text, why) => {
    expect(() => readMutations(text, 'a.txt')).toThrow(why)
  })
})
