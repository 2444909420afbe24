import type { ModalView } from '@slack/types'
import { formatDate } from '../../calendar/dates.ts'
import type { CommandKind } from '../../case/commands.ts'
import { type Basis, basisOf, rulesOfCommand } from '../../rules/basis.ts'
import { citationOf, citedIn } from '../../rules/citation.ts'
import { type Paragraph, paragraphs } from '../../rules/paragraphs.ts'
import type { Rule } from '../../rules/rule.ts'
import { guidance, rulesVersion } from '../../rules/version.ts'
import { labels } from '../labels.ts'
import { showView } from '../modal.ts'
import type { Passage } from '../passage.ts'
import { whyStep, type WhyAsked } from '../why-button.ts'

/** "Why?" on a date, a refusal or a step: each paragraph and reading behind it, from the rule table. */
export const whyView = (asked: WhyAsked): ModalView =>
  showView({ title: 'Why?', close: 'Close' }, wordsOf(asked))

const wordsOf = (asked: WhyAsked): Passage[] => {
  if ('steps' in asked) return stepsWords(asked.steps)
  if ('deadline' in asked) {
    const basis = basisOf({ deadline: asked.deadline }, asked.basis)
    return basisWords(`Why this date: ${asked.what}`, basis, dateWords(asked.basis))
  }
  if ('refusal' in asked) {
    const basis = basisOf(asked.step === undefined ? undefined : { command: asked.step }, asked.refusal)
    return basisWords(`Why not: ${citationOf(asked.refusal)}`, basis)
  }
  return basisWords(`Why this step: ${labels[asked.step]}`, basisOf({ command: asked.step }))
}

const basisWords = (heading: string, basis: Basis, more: readonly Passage[] = []): Passage[] => [
  { strong: heading },
  ...more,
  { strong: 'What the guidance says' },
  ...documentWords(basis.paragraphs),
  ...(basis.rules.length > 0 ? [{ strong: 'What follows from it here' }] : []),
  ...basis.rules.map((rule): Passage => ({ say: ruleWords(rule) })),
  { note: versionWords(basis.rules) },
]

/** What is said beside the paragraphs of a date: whether its length is the guidance's or ours. */
const dateWords = (basis: string): Passage[] =>
  citedIn(basis).besides.map(words => {
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

/** Each offered step with what asks for it, in short; the button beside it says more. */
const stepsWords = (steps: readonly CommandKind[]): Passage[] => [
  { strong: 'Why these steps?' },
  { say: 'These steps fit the case as it is now, and your part in it.' },
  ...steps.map((step): Passage => {
    const lines = rulesOfCommand(step).map(
      ({ id, says, paragraphs: on }) =>
        `• ${kindWords(id)}${on.length === 0 ? '' : ` (${on.join(', ')})`}: ${says}`,
    )
    return { say: [`*${labels[step]}*`, ...lines].join('\n'), button: whyStep(step, 'Why?') }
  }),
  { note: `Rules version ${rulesVersion}. Both documents change: look for their latest version.` },
]
