import type { ModalView } from '@slack/types'
import type { Instant } from '../../calendar/london.ts'
import { headlineOf } from '../../case/headline.ts'
import { type Pack, packWords } from '../adviser-pack.ts'
import { passagesOn } from '../cited-passages.ts'
import { deathWords } from '../death-words.ts'
import { caseValue, doButton } from '../headline-message.ts'
import { limits } from '../limits.ts'
import { modal, pagesOf } from '../modal.ts'
import { blocksOf, type Passage } from '../passage.ts'
import { whyMessage, whyStep } from '../why-button.ts'
import { turning } from './case-view.ts'
import type { StaffDays } from '../../case/staff-days.ts'

/** The pack as its adviser opens it. `page` counts from 0. */
export type AdviceViewOf = Pack & { now: Instant; staff: StaffDays; page: number }

/** A page leaves room for what stands on each: the marking, the hold, the way on and the decision. */
const mostBlocks = 85
const room = 5000

/** CEAST's advice with all that was done, in one piece, for the adviser who decides next (VR ¶23). */
export const adviceView = (o: AdviceViewOf): ModalView => {
  const { case: c, linked, now, staff } = o
  const headline = headlineOf(c, linked, 'ceast', now, staff)
  const why = whyMessage({ ...headline.restsOn, steps: [] }, `Why? ${c.ref}`)
  const head: Passage[] = [
    { note: 'OFFICIAL-SENSITIVE' },
    // A linked case may hold the award after this one was released (F5).
    { strong: headline.first },
    ...(why ? [{ buttons: [why] }] : []),
    ...deathWords(c, linked),
    { say: c.ref },
  ]
  const decide: Passage[] =
    c.status === 'decision'
      ? [
          {
            buttons: [
              doButton('record_award_decision', caseValue(c), c.ref),
              whyStep('record_award_decision'),
            ],
          },
        ]
      : []
  const pages = pagesOf(blocksOf(passagesOn(c, packWords(o))), mostBlocks, limits.viewCharacters - room)
  const page = Math.min(Math.max(o.page, 0), pages.length - 1)
  return modal({ title: "CEAST's advice" }, [
    ...blocksOf(head),
    ...(pages[page] ?? []),
    ...blocksOf([...turning('advice_page', c.id, page, pages.length), ...decide]),
  ])
}
