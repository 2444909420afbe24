import type { ModalView } from '@slack/types'
import { formatInstant, localDateOf } from '../../calendar/london.ts'
import type { CommandKind } from '../../case/commands.ts'
import { nationOf, type TextId } from '../../case/case.ts'
import type { CaseEvent } from '../../case/events.ts'
import { asIfLeft } from '../../case/left.ts'
import { showNumber } from '../../case/national-insurance-number.ts'
import type { ReadableText, Sight } from '../../case/readable-texts.ts'
import { childCouldBeHarmed } from '../../case/restricted.ts'
import { suggestedAuthorities } from '../authority-words.ts'
import { awardWords } from '../award-words.ts'
import { besideWords, ownStepWords } from '../beside-words.ts'
import { ceastWords } from '../ceast-words.ts'
import { childWords } from '../child-words.ts'
import {
  concernWords,
  linkedWords,
  listed,
  peopleWords,
  recordWords,
  type Standing,
  visitWords,
} from '../case-words.ts'
import type { Settings } from '../../settings/settings.ts'
import { passagesOn } from '../cited-passages.ts'
import { deathEntries, deathWords } from '../death-words.ts'
import { existingWords } from '../existing-words.ts'
import { disclosureWords, learningWords } from '../disclosure-words.ts'
import { caseValue, doButton } from '../headline-message.ts'
import { limits } from '../limits.ts'
import { modal, pagesOf } from '../modal.ts'
import { standingFor } from '../reference-words.ts'
import { blocksOf, type Passage, type Press } from '../passage.ts'
import { restrictedWords, sightWords } from '../restriction-words.ts'
import { safetyWords } from '../safety-words.ts'
import { timelineLine } from '../timeline-words.ts'
import { personWords } from '../person-words.ts'
import { whySteps } from '../why-button.ts'
import { unreadableText } from '../unreadable-words.ts'

/** A case as one person may see it (F15). `page` counts from 0. */
export type CaseViewOf = Standing & {
  sight: Sight
  /** The steps that fit the state and the person, most pressing first. */
  steps: readonly CommandKind[]
  readable: readonly ReadableText[]
  opened: Readonly<Record<TextId, string>>
  timeline: readonly CaseEvent[]
  settings: Pick<Settings, 'authorities'>
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
  const standing = standingFor(o.sight, o)
  const onEveryPage = 1 + (o.sight === 'reference' ? 0 : deathWords(c, o.linked).length)
  const team = o.sight === 'all' || o.sight === 'visit' || o.sight === 'status'
  const head: Passage[] = [
    marking,
    ...standing.slice(0, onEveryPage),
    ...childOf(o),
    ...(team ? safetyWords(c) : []),
    ...(o.sight === 'all' ? restrictedWords(c) : []),
  ]
  const steps: Passage[] =
    o.steps.length === 0
      ? []
      : [
          { buttons: o.steps.map(kind => doButton(kind, value, c.ref)) },
          { buttons: [whySteps(o.steps, c.ref)] },
        ]
  const body = blocksOf(
    passagesOn(c, [...standing.slice(onEveryPage), ...steps, { rule: true }, ...textsOf(o), ...recordOf(o)]),
  )
  const pages = pagesOf(body, mostBlocks, limits.viewCharacters - room)
  const page = Math.min(Math.max(o.page, 0), pages.length - 1)
  return modal({ title: c.ref, close: 'Hide' }, [
    ...blocksOf(head),
    ...(pages[page] ?? []),
    ...blocksOf(turning('case_page', c.id, page, pages.length)),
  ])
}

/** The way to the next page and back; nothing where there is one page. */
export const turning = (
  action: 'case_page' | 'advice_page',
  caseId: string,
  page: number,
  count: number,
): Passage[] => {
  if (count < 2) return []
  const to = (label: string, way: string, n: number): Press => ({
    label,
    action: `${action}:${way}`,
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

/** Whoever sees only their own words learns of a child only from them. */
const childOf = ({ case: c, sight, readable }: CaseViewOf): Passage[] => {
  // Whoever sees only the hold and the status learns of no child (F15).
  if (sight === 'reference' || sight === 'status' || sight === 'release') return []
  const own = c.concerns.filter(concern => readable.some(({ text }) => text === concern.text))
  const said =
    sight === 'own_words' || sight === 'advice'
      ? own.some(({ harmed }) => harmed.includes('child'))
      : childCouldBeHarmed(c)
  return said ? [childWords] : []
}

const textsOf = ({ case: c, readable, opened }: CaseViewOf): Passage[] =>
  readable.flatMap((text): Passage[] => {
    const plain = opened[text.text]
    if (plain === undefined) return [{ strong: text.label }, { say: unreadableText }]
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

/** For where the customer is, once somebody has said so (ME ¶3, R6). */
const authoritiesOf = ({ case: c, opened, settings, now }: CaseViewOf): Passage[] =>
  c.area === undefined
    ? []
    : suggestedAuthorities(settings, { area: opened[c.area.text], nation: nationOf(c) }, localDateOf(now))

const recordOf = (o: CaseViewOf): Passage[] => {
  if (o.sight === 'reference')
    return [{ note: 'You see the reference and who raised it. If you know of a risk, choose Add a concern.' }]
  if (o.sight !== 'all')
    return [
      ...(o.sight === 'own_words' || o.sight === 'advice' ? ownStepWords(o.case) : []),
      ...(o.sight === 'visit' ? visitWords(o.case) : []),
      { note: sightWords[o.sight] },
    ]
  return [
    ...authoritiesOf(o),
    { rule: true },
    { strong: 'People' },
    { say: peopleWords(asIfLeft(o.case, o.linked)) },
    ...besideWords(o.case),
    ...existingWords(o.case),
    ...awardWords(o.case),
    ...recordWords(o.case),
    ...ceastWords(o),
    ...disclosureWords(o.case),
    ...learningWords(o.case, localDateOf(o.now)),
    ...linkedWords(o),
    { rule: true },
    ...listed('Timeline, newest first', timelineOf(o)),
  ]
}

const timelineOf = ({ case: c, linked, timeline }: CaseViewOf): string[] =>
  [...timeline.map(event => ({ at: event.at, line: timelineLine(event, c) })), ...deathEntries(c, linked)]
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
    .reverse()
    .map(({ line }) => line)
