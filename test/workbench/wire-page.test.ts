import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readTitles } from '../support/test-titles.ts'
import { pageOf, untested, wirePage } from '../support/wire-page.ts'
import { testsNaming } from '../support/wire-tests.ts'

const titles = readTitles('test')

describe('docs/workbench.md', () => {
  it('says what the code and the tests say: npm run wire -- --write makes it anew', () => {
    expect(readFileSync(wirePage, 'utf8')).toBe(pageOf(titles))
  })

  it('leaves nothing on the wire without a test that names it', () => {
    expect(untested(titles)).toEqual([])
  })

  it('notices a method, a payload, an event and a fault that no test names', () => {
    const without = (name: string) => titles.filter(title => !testsNaming(name, [title]).includes(title))
    for (const name of ['auth.test', 'block_suggestion', 'group_rename', 'fault hang'])
      expect(untested(without(name))).toContain(name)
  })

  it('takes a name for itself only as a whole', () => {
    const title = { file: 'test/workbench/a.test.ts', rules: [], paragraphs: [], unreadable: [] }
    expect(testsNaming('views.open', [{ ...title, title: 'views.open: opens' }])).toHaveLength(1)
    expect(testsNaming('views.open', [{ ...title, title: 'previews.open opens' }])).toHaveLength(0)
    expect(testsNaming('views.open', [{ ...title, title: 'views.opened' }])).toHaveLength(0)
  })
})
