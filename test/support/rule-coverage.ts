import type { CarriedBy, Rule } from '../../src/rules/rule.ts'
import type { TestTitle } from './test-titles.ts'

/** A rule as the check takes it: with any words for paragraphs, so that a broken table can be fed to it. */
export type AnyRule = Omit<Rule, 'paragraphs' | 'status'> & {
  paragraphs: readonly string[]
  status: Rule['status']
  because?: string
}

/** What is joined: the table, the names in the code and the titles of the tests. */
export type Sources = {
  sections: readonly { title: string; rules: readonly AnyRule[] }[]
  paragraphs: Readonly<Record<string, { about: string; needsNothing?: string }>>
  code: { commands: readonly string[]; deadlines: readonly string[]; hasFile: (path: string) => boolean }
  titles: readonly TestTitle[]
}

export type Row = { rule: AnyRule; tests: readonly TestTitle[] }

export type ParagraphRow = { id: string; about: string; rules: readonly AnyRule[]; needsNothing?: string }

export type Coverage = {
  sections: readonly { title: string; rows: readonly Row[] }[]
  paragraphs: readonly ParagraphRow[]
  /** What must not be: each in one line. */
  problems: readonly string[]
  /** Commands and deadlines of the code that no rule names. */
  unnamed: readonly string[]
}

/** Joins the table with the code and the tests. */
export const coverageOf = (sources: Sources): Coverage => {
  const sections = sources.sections.map(({ title, rules }) => ({
    title,
    rows: rules.map(rule => ({ rule, tests: testsOf(rule, sources.titles) })),
  }))
  const rows = sections.flatMap(section => section.rows)
  const rules = rows.map(row => row.rule)
  const paragraphs = Object.entries(sources.paragraphs).map(([id, paragraph]) => ({
    id,
    ...paragraph,
    rules: rules.filter(rule => rule.paragraphs.includes(id)),
  }))
  return {
    sections,
    paragraphs,
    problems: [
      ...wrongIds(rules),
      ...wrongParagraphs(paragraphs, rules),
      ...rules.flatMap(rule => wrongNames(rule, sources.code)),
      ...rows.flatMap(untested),
      ...wrongTitles(sources),
    ],
    unnamed: unnamedIn(rules, sources.code),
  }
}

/** Tests that name the rule; where none does and it is carried, those that name a paragraph of it. */
const testsOf = (rule: AnyRule, titles: readonly TestTitle[]): TestTitle[] => {
  const named = titles.filter(title => title.rules.includes(rule.id))
  if (named.length > 0 || rule.status !== 'carried') return named
  return titles.filter(title => rule.paragraphs.some(id => title.paragraphs.includes(id)))
}

const upTo = (letter: string, last: number): string[] =>
  Array.from({ length: last }, (_, i) => `${letter}${i + 1}`)

/** Every rule there has to be: VR ¶8 and ¶9 are one rule in two halves. */
const allRules = [...upTo('R', 50), ...upTo('D', 22), ...upTo('F', 18)].flatMap(id =>
  id === 'R34' ? ['R34a', 'R34b'] : [id],
)
const allParagraphs = [...upTo('ME ¶', 15), ...upTo('VR ¶', 23)]

const wrongIds = (rules: readonly AnyRule[]): string[] => {
  const ids = rules.map(rule => rule.id)
  return [
    ...allRules.filter(id => !ids.includes(id)).map(id => `${id} is not in the table`),
    ...ids.filter(id => !allRules.includes(id)).map(id => `${id} is no rule, and is in the table`),
    ...ids.filter((id, i) => ids.indexOf(id) < i).map(id => `${id} is in the table twice`),
  ]
}

const wrongParagraphs = (rows: readonly ParagraphRow[], rules: readonly AnyRule[]): string[] => {
  const known = rows.map(row => row.id)
  return [
    ...allParagraphs.filter(id => !known.includes(id)).map(id => `${id} is not among the paragraphs`),
    ...rows
      .filter(row => row.rules.length === 0 && !row.needsNothing)
      .map(({ id }) => `${id} is carried by nothing, and nothing says why it needs nothing`),
    ...rows
      .filter(row => row.rules.length > 0 && row.needsNothing)
      .map(({ id }) => `${id} is said to need nothing, and a rule carries it`),
    ...rules.flatMap(rule =>
      rule.paragraphs
        .filter(id => !known.includes(id))
        .map(id => `${rule.id} names ${id}, which is not among the paragraphs`),
    ),
  ]
}

const wrongNames = ({ id, carriedBy, status, because }: AnyRule, code: Sources['code']): string[] => {
  const { commands = [], deadlines = [], guards = [], views = [] } = carriedBy
  const missing = (kind: string, names: readonly string[], exists: (name: string) => boolean) =>
    names.filter(name => !exists(name)).map(name => `${id} names the ${kind} ${name}, which does not exist`)
  const elsewhere = (kind: string, paths: readonly string[], where: RegExp) =>
    paths.filter(path => !where.test(path)).map(path => `${id} names ${path}, where no ${kind} is`)
  return [
    ...missing('command', commands, name => code.commands.includes(name)),
    ...missing('deadline', deadlines, name => code.deadlines.includes(name)),
    ...missing('file', [...guards, ...views], code.hasFile),
    ...elsewhere('guard', guards, /^(src\/(case|calendar|rules|store)|jobs)\//),
    ...elsewhere('view', views, /^(src\/slack|handlers)\//),
    ...(status !== 'not yet' && namesOf(carriedBy).length === 0
      ? [`${id} is said to be ${status === 'partly' ? 'partly carried' : 'carried'}, and nothing carries it`]
      : []),
    ...(status !== 'carried' && !because ? [`${id} is ${status} carried, and nothing says why`] : []),
  ]
}

/** Every name in the code that a rule is carried by. */
export const namesOf = (carriedBy: CarriedBy): string[] => Object.values(carriedBy).flat()

const untested = ({ rule, tests }: Row): string[] =>
  rule.status === 'carried' && tests.length === 0
    ? [`${rule.id} is carried, and no test names it or its paragraphs (${rule.paragraphs.join(', ')})`]
    : []

const wrongTitles = ({ sections, paragraphs, titles }: Sources): string[] => {
  const ids = sections.flatMap(section => section.rules.map(rule => rule.id))
  return titles.flatMap(({ file, title, ...cited }) => [
    ...cited.rules
      .filter(id => !ids.includes(id))
      .map(id => `${file} names ${id}, which is no rule: "${title}"`),
    ...cited.paragraphs
      .filter(id => !(id in paragraphs))
      .map(id => `${file} names ${id}, which is no paragraph: "${title}"`),
    ...cited.unreadable.map(part => `${file} names "${part}", which cannot be read: "${title}"`),
  ])
}

const unnamedIn = (rules: readonly AnyRule[], { commands, deadlines }: Sources['code']): string[] => {
  const named = new Set(rules.flatMap(rule => namesOf(rule.carriedBy)))
  return [...commands, ...deadlines].filter(name => !named.has(name))
}
