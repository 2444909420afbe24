import { catalogue } from './catalogue.ts'
import { citedIn } from './citation.ts'
import { type Paragraph, paragraphs } from './paragraphs.ts'
import type { CarriedBy, Rule } from './rule.ts'

/** What something rests on: the paragraphs, and the rules of the table that concern it. */
export type Basis = { paragraphs: readonly Paragraph[]; rules: readonly Rule[] }

/** What a question is about, by its name in the code. */
export type Subject = { command: string } | { deadline: string }

const rules: readonly Rule[] = catalogue.flatMap(section => section.rules)
// The keys of paragraphs, whose type Object.keys forgets.
const inOrder = Object.keys(paragraphs) as Paragraph[]

const carriersOf = (part: keyof CarriedBy, name: string): Rule[] =>
  rules.filter(rule => rule.carriedBy[part]?.includes(name))

/** The rules that a command carries, in the order of the table. */
export const rulesOfCommand = (command: string): readonly Rule[] => carriersOf('commands', command)

/** The rules that a deadline carries, in the order of the table. */
export const rulesOfDeadline = (deadline: string): readonly Rule[] => carriersOf('deadlines', deadline)

/**
 * What a step, a date or a refusal rests on. With a citation: the paragraphs and rules it names, and of the rules that
 * the subject carries those that rest on these paragraphs. Without one: all that the subject carries.
 */
export const basisOf = (subject: Subject | undefined, citation = ''): Basis => {
  const cited = citedIn(citation)
  const carried = subject === undefined ? rules : rulesOf(subject)
  const resting = carried.filter(rule => rule.paragraphs.some(id => cited.paragraphs.includes(id)))
  const named = rules.filter(rule => cited.ids.includes(rule.id))
  const concerned =
    resting.length > 0 || named.length > 0 ? [...resting, ...named] : subject === undefined ? [] : carried
  return {
    paragraphs: cited.paragraphs.length > 0 ? sorted(cited.paragraphs) : paragraphsOfRules(concerned),
    rules: rules.filter(rule => concerned.includes(rule)),
  }
}

const rulesOf = (subject: Subject): readonly Rule[] =>
  'command' in subject ? rulesOfCommand(subject.command) : rulesOfDeadline(subject.deadline)

/** The paragraphs on which these rules rest, in the order of the documents. */
const paragraphsOfRules = (found: readonly Rule[]): readonly Paragraph[] =>
  sorted(found.flatMap(rule => rule.paragraphs))

const sorted = (ids: readonly Paragraph[]): Paragraph[] => inOrder.filter(id => ids.includes(id))
