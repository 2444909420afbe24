import type { ModalView } from '@slack/types'
import { formatInstant } from '../../calendar/london.ts'
import type { CommandKind } from '../../case/commands.ts'
import type { TextId } from '../../case/case.ts'
import type { CaseEvent } from '../../case/events.ts'
import { showNumber } from '../../case/national-insurance-number.ts'
import type { ReadableText, Sight } from '../../case/readable-texts.ts'
import { ceastWords } from '../ceast-words.ts'
import {
  concernWords,
  linkedWords,
  listed,
  peopleWords,
  recordWords,
  type Standing,
  standingWords,
} from '../case-words.ts'
import { deathWords } from '../death-words.ts'
import { caseValue, doButton } from '../headline-message.ts'
import { limits } from '../limits.ts'
import { modal, pagesOf } from '../modal.ts'
import { blocksOf, type Passage, type Press } from '../passage.ts'
import { personWords, timelineLine } from '../timeline-words.ts'
import { whySteps } from '../why-button.ts'

/** A case as one person may see it (F15). `page` counts from 0. */
export type CaseViewOf = Standing & {
  sight: Sight
  /** The steps that fit the state and the person, most pressing first. */
  steps: readonly CommandKind[]
  readable: readonly ReadableText[]
  opened: Readonly<Record<TextId, string>>
  timeline: readonly CaseEvent[]
  page: number
}

/** A page leaves room for what stands on every page: the marking, the hold and the way to the next page. */
const mostBlocks = 80
const room = 5000

const marking = { note: 'OFFICIAL-SENSITIVE' }

/** The case: what to do or not do first, then the steps, what was said, and the record. Long cases come in pages. */
export const caseView = (o: CaseViewOf): ModalView => {
  const { case: c } = o
  const value = caseValue(c)
  const standing = standingWords(o)
  const onEveryPage = 1 + deathWords(c).length
  const head: Passage[] = [marking, ...standing.slice(0, onEveryPage)]
  const steps: Passage[] =
    o.steps.length === 0
      ? []
      : [
          { buttons: o.steps.map(kind => doButton(kind, value, c.ref)) },
          { buttons: [whySteps(o.steps, c.ref)] },
        ]
  const body = blocksOf([
    ...standing.slice(onEveryPage),
    ...steps,
    { rule: true },
    ...textsOf(o),
    ...recordOf(o),
  ])
  const pages = pagesOf(body, mostBlocks, limits.viewCharacters - room)
  const page = Math.min(Math.max(o.page, 0), pages.length - 1)
  return modal({ title: c.ref, close: 'Hide' }, [
    ...blocksOf(head),
    ...(pages[page] ?? []),
    ...blocksOf(turning(c.id, page, pages.length)),
  ])
}

const turning = (caseId: string, page: number, count: number): Passage[] => {
  if (count < 2) return []
  const to = (label: string, way: string, n: number): Press => ({
    label,
    action: `case_page:${way}`,
    value: `${caseId}.${n}`,
  })
  return [
    { note: `Page ${page + 1} of ${count}` },
    {
      buttons: [
        ...(page > 0 ? [to('Previous page', 'back', page - 1)] : []),
        ...(page < count - 1 ? [to('Next page', 'on', page + 1)] : []),
      ],
    },
  ]
}

const textsOf = ({ case: c, readable, opened }: CaseViewOf): Passage[] =>
  readable.flatMap((text): Passage[] => {
    const plain = opened[text.text]
    if (plain === undefined)
      return [{ strong: text.label }, { say: 'This text cannot be opened. Tell the leads' }]
    const concern = c.concerns.find(one => one.text === text.text)
    return [
      { label: labelOf(text), quote: text.isNumber ? showNumber(plain) : plain },
      ...(concern ? [{ note: concernWords(concern) }] : []),
    ]
  })

const labelOf = ({ label, by, at }: ReadableText): string =>
  [
    label,
    ...(by === undefined ? [] : [personWords(by)]),
    ...(at === undefined ? [] : [formatInstant(at)]),
  ].join(' · ')

const recordOf = (o: CaseViewOf): Passage[] => {
  if (o.sight === 'own_words') return [{ note: 'You see your own words and where the case stands.' }]
  return [
    { rule: true },
    { strong: 'People' },
    { say: peopleWords(o.case) },
    ...recordWords(o.case),
    ...ceastWords(o),
    ...linkedWords(o),
    { rule: true },
    ...listed(
      'Timeline, newest first',
      [...o.timeline].reverse().map(event => timelineLine(event, o.case)),
    ),
  ]
}
