import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { showView } from '../../src/slack/modal.ts'
import { messageOf } from '../../src/slack/message.ts'
import { alertMessage } from '../../src/slack/alert-message.ts'
import { pagesOf } from '../../src/slack/modal.ts'
import { blocksOf, type Passage } from '../../src/slack/passage.ts'
import { refusalView } from '../../src/slack/views/refusal-view.ts'
import { resultView } from '../../src/slack/views/result-view.ts'
import { spocEmail } from '../../src/slack/spoc-email.ts'
import { notAllowed } from '../../src/case/refusal.ts'
import {
  areBlocksTooLong,
  blocksProblems,
  isViewTooLarge,
  viewProblems,
} from '../../src/slack/block-kit/check.ts'
import { hostileText, mrkdwnIn, pings, plainIn } from './hostile-text.ts'

const fields = (value: unknown) => JSON.parse(JSON.stringify(value)) as Record<string, unknown> // as Slack gets it

const passage: fc.Arbitrary<Passage> = fc.oneof(
  hostileText.map(quote => ({ label: 'What was said', quote })),
  hostileText.map(copy => ({ copy })),
  hostileText.map(say => ({ say })),
  hostileText.map(strong => ({ strong })),
  hostileText.map(note => ({ note })),
  fc.array(hostileText, { minLength: 1, maxLength: 30 }).map(labels => ({
    buttons: labels.map((label, i) => ({ label, action: `do:a${i}`, value: `case.${i}` })),
  })),
)

describe('whatever a person typed', () => {
  it('a view is within every limit, and nothing in it pings', () => {
    fc.assert(
      fc.property(fc.array(passage, { maxLength: 12 }), passages => {
        const view = showView({ title: 'Case' }, passages)
        expect(viewProblems(fields(view))).toEqual([])
        expect(isViewTooLarge(fields(view))).toBe(false)
        expect(mrkdwnIn(view).filter(pings)).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  it('a refusal shows all that was typed, in plain text alone', () => {
    fc.assert(
      fc.property(hostileText, text => {
        fc.pre(text.length < 40_000)
        const view = refusalView(notAllowed('Only CEAST can do this', 'VR ¶11', 'Ask CEAST'), [
          { label: 'Reason', text },
        ])
        expect(viewProblems(fields(view))).toEqual([])
        const bare = (all: string) =>
          all.replace(/…continued|\(blank\)|[\s\p{Cc}\p{Cf}\p{Z}\p{Cs}\ufffd]/gu, '')
        expect(bare(plainIn(view).join('')).includes(bare(text.slice(0, 30_000)).slice(0, 500))).toBe(true)
        expect(mrkdwnIn(view).filter(pings)).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  it('a message is within every limit, and its text carries the words', () => {
    fc.assert(
      fc.property(hostileText, text => {
        const message = alertMessage({
          text,
          actions: ['add_concern'],
          caseId: 'c',
          ref: 'ACS-2026-000123-K',
        })
        expect(blocksProblems(fields(message)['blocks'], 'message')).toEqual([])
        expect(areBlocksTooLong(fields(message)['blocks'] as never)).toBe(false) // blocks, as Slack gets them
        expect(message.text.length).toBeGreaterThan(0)
        expect([message.text, ...mrkdwnIn(message)].filter(pings)).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  it('the e-mail to the SPOC keeps the words and leaves out name and number (R25, F17)', () => {
    fc.assert(
      fc.property(hostileText, text => {
        const email = spocEmail({
          ref: 'ACS-2026-000123-K',
          benefit: 'Access to Work',
          danger: false,
          text,
          harmed: ['customer'],
          kinds: [],
        })
        expect(email.endsWith(text)).toBe(true)
        const view = resultView({
          title: 'Raise a concern',
          done: 'Sent',
          ref: 'r',
          passages: [{ copy: email }],
        })
        expect(viewProblems(fields(view))).toEqual([])
      }),
      { numRuns: 40 },
    )
  })
})

describe('pages', () => {
  it('a long case is cut into pages with no block left out', () => {
    fc.assert(
      fc.property(fc.array(passage, { maxLength: 12 }), passages => {
        const blocks = blocksOf(passages)
        expect(pagesOf(blocks, 80).flat()).toEqual(blocks)
        for (const page of pagesOf(blocks, 80)) expect(page.length).toBeLessThanOrEqual(80)
      }),
      { numRuns: 40 },
    )
  })

  it('a view that cannot hold everything says so', () => {
    const view = showView({ title: 'Long' }, [{ quote: 'word '.repeat(20_000) }])
    expect(mrkdwnIn(view.blocks.at(-1))).toEqual([
      'Not all of it fits on this screen. Nothing is lost: open the case to read on.',
    ])
  })
})

describe('a message', () => {
  it('has its words in the top-level text, line by line', () => {
    expect(messageOf(['First', '', 'Second'], [{ say: 'First' }]).text).toBe('First\nSecond')
  })

  it('without a case has no buttons', () => {
    expect(alertMessage({ text: 'Words', actions: ['add_concern'] }).blocks).toHaveLength(1)
  })
})
