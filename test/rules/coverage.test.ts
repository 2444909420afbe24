import { describe, expect, it } from 'vitest'
import { type AnyRule, coverageOf, type Sources } from '../support/rule-coverage.ts'
import { pageOf, textOf } from '../support/rule-table.ts'
import { sources } from '../support/rules.ts'
import { citationsOf, titlesIn } from '../support/test-titles.ts'

const title = (words: string) => ({ file: 'test/a.test.ts', title: words, ...citationsOf(words) })

/** The real table and the real code, with a test for each rule. */
const whole = (): Sources => {
  const real = sources()
  const ids = real.sections.flatMap(section => section.rules.map(rule => rule.id))
  return { ...real, titles: ids.map(id => title(`it holds (${id})`)) }
}

const problemsOf = (broken: Partial<Sources>): readonly string[] =>
  coverageOf({ ...whole(), ...broken }).problems

/** The table with one rule changed, or taken out. */
const withRule = (id: string, change: (rule: AnyRule) => AnyRule[]): Pick<Sources, 'sections'> => ({
  sections: whole().sections.map(section => ({
    ...section,
    rules: section.rules.flatMap(rule => (rule.id === id ? change(rule) : [rule])),
  })),
})

const carriedBy = (id: string, names: AnyRule['carriedBy']) =>
  problemsOf(withRule(id, rule => [{ ...rule, carriedBy: names }]))

describe('the rule table', () => {
  it('names only what exists, and every rule and paragraph has its place', () => {
    expect(problemsOf({})).toEqual([])
  })

  it('accounts for every command and every deadline of the code', () => {
    expect(coverageOf(whole()).unnamed).toEqual([])
  })

  it('carries what the guidance forbids and what starts a hold', () => {
    const carried = whole()
      .sections.flatMap(section => section.rules)
      .filter(rule => rule.status === 'carried')
      .map(rule => rule.id)
    expect(carried).toEqual(expect.arrayContaining(['R24', 'R32', 'R35', 'R40', 'R41', 'R42', 'R44', 'F9']))
  })
})

describe('the check of the rule table notices', () => {
  it('a rule that is missing, there twice, or none at all', () => {
    expect(problemsOf(withRule('R33', () => []))).toContain('R33 is not in the table')
    expect(problemsOf(withRule('R33', rule => [rule, rule]))).toContain('R33 is in the table twice')
    expect(problemsOf(withRule('R33', rule => [rule, { ...rule, id: 'R51' }]))).toContain(
      'R51 is no rule, and is in the table',
    )
  })

  it('a paragraph that nothing carries', () => {
    expect(problemsOf(withRule('R37', rule => [{ ...rule, paragraphs: [] }]))).toEqual([
      'VR ¶12 is carried by nothing, and nothing says why it needs nothing',
    ])
  })

  it('a paragraph that is left out, or that a rule makes up', () => {
    const { 'VR ¶12': _left, ...paragraphs } = whole().paragraphs
    expect(problemsOf({ paragraphs })).toEqual([
      'VR ¶12 is not among the paragraphs',
      'R37 names VR ¶12, which is not among the paragraphs',
    ])
  })

  it('a paragraph that is said to need nothing although a rule carries it', () => {
    const paragraphs = { ...whole().paragraphs, 'VR ¶12': { about: 'the lead', needsNothing: 'It is idle.' } }
    expect(problemsOf({ paragraphs })).toEqual(['VR ¶12 is said to need nothing, and a rule carries it'])
  })

  it.each([
    ['command', { commands: ['stop_award'] }, 'R37 names the command stop_award, which does not exist'],
    ['deadline', { deadlines: ['someday'] }, 'R37 names the deadline someday, which does not exist'],
    ['file', { guards: ['src/case/no.ts'] }, 'R37 names the file src/case/no.ts, which does not exist'],
    ['view', { views: ['src/case/hold.ts'] }, 'R37 names src/case/hold.ts, where no view is'],
    ['guard', { guards: ['handlers/gate.ts'] }, 'R37 names handlers/gate.ts, where no guard is'],
  ])('a %s that is not there', (_what, names, problem) => {
    expect(carriedBy('R37', names)).toEqual([problem])
  })

  it('a rule that is carried by nothing', () => {
    expect(carriedBy('R37', {})).toEqual(['R37 is said to be carried, and nothing carries it'])
    const partly = { carriedBy: {}, status: 'partly', because: 'A part is missing.' } as const
    expect(problemsOf(withRule('R37', rule => [{ ...rule, ...partly }]))).toEqual([
      'R37 is said to be partly carried, and nothing carries it',
    ])
  })

  it('a rule that is carried and that no test names, by itself or by a paragraph', () => {
    const others = whole().titles.filter(({ rules }) => !rules.includes('R37'))
    expect(problemsOf({ titles: others })).toEqual([
      'R37 is carried, and no test names it or its paragraphs (VR ¶12)',
    ])
    expect(problemsOf({ titles: [...others, title('CEAST leads (VR ¶12)')] })).toEqual([])
  })

  it('a rule that is not carried and does not say why', () => {
    const problems = problemsOf(withRule('R37', rule => [{ ...rule, status: 'partly' }]))
    expect(problems).toEqual(['R37 is partly carried, and nothing says why'])
  })

  it('a test that names a rule or a paragraph that does not exist', () => {
    const titles = [...whole().titles, title('a (R99)'), title('b (VR ¶24)'), title('c (F3, the hold)')]
    expect(problemsOf({ titles })).toEqual([
      'test/a.test.ts names R99, which is no rule: "a (R99)"',
      'test/a.test.ts names VR ¶24, which is no paragraph: "b (VR ¶24)"',
      'test/a.test.ts names "the hold", which cannot be read: "c (F3, the hold)"',
    ])
  })

  it('and lists, without failing, what is carried partly or not yet', () => {
    const coverage = coverageOf({
      ...whole(),
      ...withRule('R37', rule => [
        { ...rule, status: 'not yet', because: 'Nobody has built it.', carriedBy: {} },
      ]),
    })
    expect(coverage.problems).toEqual([])
    expect(textOf(coverage)).toMatch(/Not yet carried: \d+[^]*R37 +Nobody has built it\./)
    expect(textOf(coverage)).toMatch(/Paragraphs that no rule carries so far: \d+[^]*VR ¶12/)
    expect(pageOf(coverage)).toContain('**Not yet:** Nobody has built it.')
  })
})

describe('the title of a test', () => {
  it.each([
    ['holds at once (R32, VR Note ¶6, ¶11, D5)', ['R32', 'D5'], ['VR ¶6 Note', 'VR ¶11']],
    ['waits (R34b; VR ¶9)', ['R34b'], ['VR ¶9']],
    ['goes on (VR Note after ¶4)', [], ['VR ¶4 Note']],
    ['is considered (R41 to R43, VR ¶19 to ¶21)', ['R41', 'R42', 'R43'], ['VR ¶19', 'VR ¶20', 'VR ¶21']],
    ['cites both documents (ME ¶3, VR ¶4)', [], ['ME ¶3', 'VR ¶4']],
    ['says it in passing (see below)', [], []],
    ['cites nothing', [], []],
  ])('%s', (words, rules, paragraphs) => {
    expect(citationsOf(words)).toEqual({ rules, paragraphs, unreadable: [] })
  })

  it('is read however the test is written', () => {
    const text = [
      "describe('a group (F1)', () => {",
      "  it('one (R1)', () => {})",
      '  it.each([["(", \')\', `]`], [1]])("two (R2)", () => {})',
      '  redisTest.concurrent.each(lines)(\n    "three (R3)",\n    async () => {},\n  )',
      "  it.each<string>(['a'])('it\\'s four (R4)', () => {})",
      "  // it('not at all (R5)', () => {})",
      "  expect(said).toBe('on hold (VR ¶11)')",
      '})',
    ].join('\n')
    expect(titlesIn('a.test.ts', text).map(found => found.title)).toEqual([
      'a group (F1)',
      'one (R1)',
      'two (R2)',
      'three (R3)',
      "it's four (R4)",
    ])
  })
})
