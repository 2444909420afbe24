import { formatDate } from '../calendar/dates.ts'
import type { Basis } from '../rules/basis.ts'
import { citedIn } from '../rules/citation.ts'
import { type Paragraph, paragraphs } from '../rules/paragraphs.ts'
import type { Rule } from '../rules/rule.ts'
import { guidance, rulesVersion } from '../rules/version.ts'
import type { Passage } from './passage.ts'

/** A heading, then each paragraph and each rule that something rests on, and the version of the rules. */
export const basisWords = (heading: string, basis: Basis, more: readonly Passage[] = []): Passage[] => [
  { strong: heading },
  ...more,
  { strong: 'What the guidance says' },
  ...documentWords(basis.paragraphs),
  ...(basis.rules.length > 0 ? [{ strong: 'What follows from it here' }] : []),
  ...basis.rules.map((rule): Passage => ({ say: ruleWords(rule) })),
  { note: versionWords(basis.rules) },
]

/** What is said beside the paragraphs of a date: whether its length is the guidance's or ours. */
export const besideDate = (basis: string): Passage[] =>
  citedIn(basis)
    .besides.filter(words => words !== '')
    .map(words => {
      const sentence = `${words.charAt(0).toUpperCase()}${words.slice(1)}`
      return { say: /Safehold default/.test(sentence) ? `${sentence}, not DWP guidance.` : `${sentence}.` }
    })

const documentWords = (cited: readonly Paragraph[]): Passage[] => {
  if (cited.length === 0)
    return [{ say: "No paragraph asks for this. It is Safehold's own rule, not DWP guidance." }]
  const found = (['ME', 'VR'] as const).flatMap(name => {
    const own = cited.filter(id => id.startsWith(name))
    return own.length === 0 ? [] : [{ name, own }]
  })
  return [
    ...found.map(({ name, own }): Passage => {
      const { title, lastModified } = guidance[name]
      const lines = own.map(id => `• ${id}: ${paragraphs[id].about}`)
      return { say: [`*${title}* (${name}), last modified ${formatDate(lastModified)}`, ...lines].join('\n') }
    }),
    ...(found.some(({ name }) => name === 'VR')
      ? [
          {
            note: 'VR is written for Access to Work. On another benefit Safehold follows it by default only.',
          },
        ]
      : []),
  ]
}

const kindWords = (id: string): string =>
  id.startsWith('R') ? 'The guidance asks' : id.startsWith('D') ? "Safehold's reading" : "Safehold's decision"

const restsOn = ({ id, paragraphs: on }: Rule): string =>
  `*${kindWords(id)}*${on.length === 0 ? '' : ` (${on.join(', ')})`}`

const ownWords = ({ id, productDefault }: Rule): string[] =>
  productDefault
    ? [
        `Safehold default, not DWP guidance${id.startsWith('F') ? '' : ', where it goes beyond the paragraph'}.`,
      ]
    : []

const ruleWords = (rule: Rule): string =>
  [restsOn(rule), rule.says, `Safehold: ${rule.bot}`, ...ownWords(rule)].join('\n')

/** Names the rules for whoever has the rule table, and the version for whoever reads this later. */
const versionWords = (found: readonly Rule[]): string => {
  const ids = found.length === 0 ? '' : `In the rule table: ${found.map(rule => rule.id).join(', ')}. `
  return `${ids}Rules version ${rulesVersion}. Both documents change: look for their latest version.`
}

/** Rules in short, a line each: what asks for something, and on which paragraphs it rests. */
export const shortRules = (rules: readonly Rule[]): string[] =>
  rules.map(
    ({ id, says, paragraphs: on }) =>
      `• ${kindWords(id)}${on.length === 0 ? '' : ` (${on.join(', ')})`}: ${says}`,
  )

/** Under an answer that names many rules in short. */
export const versionNote: Passage = {
  note: `Rules version ${rulesVersion}. Both documents change: look for their latest version.`,
}
