import { describe, expect, it } from 'vitest'
import { actionFor } from '../../src/case/notices/deadline.ts'
import { basisOf, rulesOfCommand, rulesOfDeadline } from '../../src/rules/basis.ts'
import { catalogue } from '../../src/rules/catalogue.ts'
import { citedIn } from '../../src/rules/citation.ts'
import { labels } from '../../src/slack/labels.ts'
import { refusalRulesIn } from '../support/refusal-rules.ts'
import { parseSource, readSourceFiles } from '../support/source-files.ts'

const idsOf = (basis: ReturnType<typeof basisOf>) => basis.rules.map(rule => rule.id)

describe('what a citation names', () => {
  it.each([
    ['VR ¶11, ¶19', ['VR ¶11', 'VR ¶19'], [], []],
    ['ME ¶15, VR ¶21', ['ME ¶15', 'VR ¶21'], [], []],
    ['VR ¶6, ¶11; VR ¶19', ['VR ¶6', 'VR ¶11', 'VR ¶19'], [], []],
    ['VR ¶22, D7', ['VR ¶22'], ['D7'], []],
    ['VR ¶4, ¶5; the date is a Safehold default', ['VR ¶4', 'VR ¶5'], [], ['the date is a Safehold default']],
    ['F3, Safehold default', [], ['F3'], ['Safehold default']],
    ['VR ¶7 to ¶9', ['VR ¶7', 'VR ¶8', 'VR ¶9'], [], []],
    ['VR ¶4 Note, ¶6', ['VR ¶4 Note', 'VR ¶6'], [], []],
    ['VR ¶99', [], [], ['VR ¶99']],
    ['VR ¶22 to ¶24', [], [], ['VR ¶22 to ¶24']],
  ])('%s', (citation, paragraphs, ids, besides) => {
    expect(citedIn(citation)).toEqual({ paragraphs, ids, besides })
  })
})

describe('what a step, a date or a refusal rests on (R24, R36, D20, F3)', () => {
  it.each(Object.keys(labels).filter(kind => kind !== 'pass_deadline'))('%s has a rule', kind => {
    expect(rulesOfCommand(kind)).not.toEqual([])
    expect(basisOf({ command: kind }).rules).toEqual(rulesOfCommand(kind))
  })

  it.each(Object.keys(actionFor))('the deadline %s has a rule', kind => {
    expect(rulesOfDeadline(kind)).not.toEqual([])
  })

  it('a step has the paragraphs of its rules, in the order of the documents', () => {
    const { paragraphs, rules } = basisOf({ command: 'record_triage_decision' })
    expect(rules.map(rule => rule.id)).toEqual(
      expect.arrayContaining(['R24', 'R26', 'R28', 'D9', 'D20', 'F13']),
    )
    expect(paragraphs).toEqual(['ME ¶15', 'VR ¶3', 'VR ¶4', 'VR ¶5'])
  })

  it('a citation has the rules of the step that rest on its paragraphs, and no others', () => {
    const release = basisOf({ command: 'release_the_hold' }, 'VR ¶11, ¶19')
    expect(release.paragraphs).toEqual(['VR ¶11', 'VR ¶19'])
    expect(idsOf(release)).toEqual(expect.arrayContaining(['R36', 'D8', 'F3']))
    expect(idsOf(release)).not.toContain('R43')
  })

  it('a citation of our own rules has just these, with their paragraphs', () => {
    const basis = basisOf({ command: 'record_triage_decision' }, 'F13, D20')
    expect(idsOf(basis)).toEqual(['D20', 'F13'])
    expect(basis.paragraphs).toEqual(['ME ¶15', 'VR ¶3', 'VR ¶4'])
  })

  it('without a paragraph a date has the rules that carry it (F16)', () => {
    expect(idsOf(basisOf({ deadline: 'hold_review' }, 'Safehold default'))).toEqual(['R36', 'F16'])
  })

  it('a refusal without a step has all the rules of its paragraphs', () => {
    expect(idsOf(basisOf(undefined, 'VR ¶12'))).toEqual(['R37'])
    expect(idsOf(basisOf(undefined, 'Safehold default for this service line'))).toEqual([])
  })
})

const known = new Set<string>(catalogue.flatMap(section => section.rules.map(rule => rule.id)))

/** What in a citation is neither a paragraph, nor a rule of the table, nor said to be our own. */
const unknownIn = (citation: string): string[] => {
  const { ids, besides, paragraphs } = citedIn(citation)
  const strange = [...ids.filter(id => !known.has(id)), ...besides.filter(words => !isOwn(words))]
  return paragraphs.length + ids.length + besides.length === 0 ? [citation] : strange
}
const isOwn = (words: string): boolean =>
  /^Safehold (default|reading)|Safehold default$|^the date was /.test(words)

describe('the rule of every refusal', () => {
  const rules = refusalRulesIn(readSourceFiles('src/case', 'handlers'))

  it('is in the rule table', () => {
    expect(rules.length).toBeGreaterThan(80)
    expect(rules.flatMap(({ file, rule }) => unknownIn(rule).map(words => `${file}: ${words}`))).toEqual([])
  })

  it('and so is every paragraph that the case names besides: who may, and on what a date rests', () => {
    const literals = readSourceFiles('src/case').flatMap(({ path, code }) =>
      [...code.matchAll(/'((?:ME|VR) ¶[^'\n]*|[RDF]\d+(?:, [^'\n]+)?)'/g)].map(
        ([, words = '']) => [path, words] as const,
      ),
    )
    expect(literals.length).toBeGreaterThan(100)
    expect(literals.flatMap(([path, words]) => unknownIn(words).map(part => `${path}: ${part}`))).toEqual([])
  })

  it('would be missed if it named nothing that there is', () => {
    const file = parseSource(
      'src/case/a.ts',
      "notYet(`Not (${a}, 'b')`, 'VR ¶24, F99', 'Wait')\nimpossibleEntry('on', f(x, y), \"F7\")",
    )
    expect(refusalRulesIn([file]).map(found => found.rule)).toEqual(['VR ¶24, F99', 'F7'])
    expect(unknownIn('VR ¶24, F99')).toEqual(['F99', 'VR ¶24'])
    expect(unknownIn('F7')).toEqual([])
  })
})
