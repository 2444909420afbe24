import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Fields, fieldsOr, listOf, stringOr, textIn } from '../../src/workbench/fields.ts'
import { mrkdwnIn, pings } from '../slack/hostile-text.ts'
import { byHand, refIn, wordsOf } from '../support/case-by-hand.ts'
import { type EverythingSent, everythingSent } from '../support/everything-sent.ts'
import { walkThroughEveryForm } from '../support/full-walk.ts'
import { who } from '../support/people.ts'
import { chosen, rawWire, ticked } from '../support/raw-wire.ts'
import { type CaseRecord, recordOf } from '../support/record-of.ts'
import { type Running, startSafehold } from '../support/safehold.ts'

/** In every text that is typed here, and nowhere in Safehold's own words. */
const mark = 'Zqtyped'

/** What would ping, link, format, hide or break, in a field of this name. */
const hostile = (form: string, field: string): string =>
  [
    `${mark} ${form}.${field} <!channel> <!here|here> <@U1> <@${who.spoc}> <!subteam^S1> <#C0WBGENER1>`,
    '<https://example.org|a link> &lt;!channel&gt; *bold* _slanted_ `code` :smile: @channel',
    '> quoted "double" \'single\' back\\slash %s ${x} {{y}} <script>alert(1)</script>; drop table cases; --',
    '\u202eright to left\u202c between\u200bzero\u2060width\ufeff مرحبا שלום 👩‍👩‍👧‍👦',
    'lone \ud800 halves \udc00 and\u0000 nul\u0007 bell\r\nwindows line\tand tab',
  ].join('\n')

/** The same as a person sees it: what has no form of its own is a visible mark, and nothing else has changed. */
const asShown = (typed: string): string =>
  // A control character in the text is what this looks for, so the pattern has to name some.
  // oxlint-disable-next-line no-control-regex
  typed.replaceAll('\r\n', '\n').replace(/\p{Cs}|[\u0000\u0007]/gu, '\ufffd')

let safehold: Running
let sent: EverythingSent
let hand: ReturnType<typeof byHand>
let wire: ReturnType<typeof rawWire>
let record: CaseRecord

beforeAll(async () => {
  safehold = await startSafehold({ transport: 'http' })
  sent = everythingSent(safehold.workbench.world)
  hand = byHand(safehold.workbench)
  wire = rawWire(safehold.workbench)
  record = await recordOf(safehold)
})
afterAll(async () => {
  await record?.close()
  await safehold?.stop()
})

/** What was typed, as the case shows it to SPOC over all its pages. */
const quotedIn = async (ref: string): Promise<string[]> => {
  const found = await record.store.readCase({ ref })
  const quotes: string[] = []
  for (let page = 0; ; page++) {
    const view = await wire.pressed(who.spoc, 'case_page:on', `${found?.case.id}.${page}`)
    quotes.push(...plainSections(view))
    if (!wordsOf(view).includes('Next page')) return joined(quotes)
  }
}

const plainSections = (view: Fields): string[] =>
  listOf(view['blocks']).flatMap(block => {
    const text = fieldsOr(block['text'])
    return block['type'] === 'section' && text['type'] === 'plain_text' ? [textIn(text)] : []
  })

/** Pieces of one text put together again. */
const joined = (pieces: readonly string[]): string[] => {
  const texts: string[] = []
  for (const piece of pieces) {
    const rest = /^…continued\n(.*)$/s.exec(piece)?.[1]
    if (rest === undefined) texts.push(piece)
    else texts.push(`${texts.pop() ?? ''}${rest}`)
  }
  return texts
}

describe('whatever is typed', () => {
  it('pings nobody, is nowhere read as a format, and comes back exactly, from every form', async () => {
    const typed = new Map<string, string>()
    const refs = await walkThroughEveryForm(safehold.workbench, (form, field) => {
      // Of this field only the name of a place is kept.
      if (field === 'area') return 'Made Up Borough'
      const text = hostile(form, field)
      typed.set(`${form}.${field}`, text)
      return text
    })
    await record.allSent(30_000)

    const shown: string[] = []
    for (const ref of refs) shown.push(...(await quotedIn(ref)))
    for (const text of typed.values()) expect(shown).toContain(asShown(text))
    expect(typed.size).toBe(50)

    const everything = [...sent.messages(), ...sent.views()].map(json => JSON.parse(json) as Fields)
    expect(everything.length).toBeGreaterThan(100)
    const formatted = everything.flatMap(one => [...mrkdwnIn(one), stringOr(one['text'])])
    expect(formatted.filter(pings)).toEqual([])
    expect(formatted.filter(text => text.includes(mark))).toEqual([])
    expect(sent.messages().filter(message => message.includes(mark))).toEqual([])
  }, 90_000)

  it('and is refused is shown again, as harmless', async () => {
    const ref = await hand.raise()
    const caseId = (await record.store.readCase({ ref }))?.case.id ?? ''
    const reason = hostile('record_marker_decision', 'reason')
    const refused = await wire.submit({
      person: who.spoc,
      callbackId: 'record_marker_decision',
      metadata: JSON.stringify({ caseId, nonce: randomUUID() }),
      answers: { applied: chosen('yes'), reason },
    })
    const view = fieldsOr(refused['view'])
    expect(plainSections(view)).toContain(asShown(reason))
    expect(mrkdwnIn(view).filter(text => pings(text) || text.includes(mark))).toEqual([])
  })

  it.each([
    ['words', `${mark} 100,000 characters `],
    ['signs that Slack would read', '<!channel>&<@U1>'],
    ['characters of two halves', '👩‍👩‍👧‍👦'],
    ['quotation marks', '"\\'],
  ])('100,000 characters of %s are kept whole and can be read whole', async (_what, part) => {
    const text = part.repeat(Math.ceil(100_000 / part.length)).slice(0, 100_000)
    const answers = { danger: chosen('no'), harmed: ticked('customer'), text, name: text }
    const metadata = JSON.stringify({ nonce: randomUUID(), opensWith: randomUUID() })
    const answer = await wire.submit({ person: who.raiser, callbackId: 'raise_concern', metadata, answers })
    expect(answer['response_action']).toBe('update')
    const whole = asShown(text.trim())
    expect((await quotedIn(refIn(answer))).filter(quote => quote === whole)).toHaveLength(2)
  })

  it('100,000 characters that cannot be recorded stay in the form, with why beside them', async () => {
    const ref = await hand.raise()
    const caseId = (await record.store.readCase({ ref }))?.case.id ?? ''
    const reason = `${mark} `.repeat(12_500)
    const answers = { reason, applied: chosen('yes') }
    const metadata = JSON.stringify({ caseId, nonce: randomUUID() })
    const form = { callbackId: 'record_marker_decision', metadata, answers }
    for (const [person, why] of [
      [
        who.spoc,
        /^Only CEAST can record the decision on the Additional Support marker \(VR ¶14\)\. .* Copy what you typed: it was not saved$/,
      ],
      [who.otherRaiser, /^There is no case with that reference that you can open\. /],
    ] as const) {
      const answer = await wire.submit({ ...form, person })
      expect(answer).toEqual({ response_action: 'errors', errors: { reason: expect.stringMatching(why) } })
    }
    const strange = await wire.submit({ ...form, person: who.spoc, callbackId: 'no_such_form' })
    expect(strange).toMatchObject({ errors: { reason: expect.stringContaining('Nothing was saved') } })
  })

  it('100,000 characters after /concern are answered at once', async () => {
    for (const part of ['x', '-', '1', '\u200b', 'Q1 ', '<!channel>']) {
      wire.clearScreen(who.raiser)
      const started = performance.now()
      await wire.command(who.raiser, part.repeat(100_000 / part.length))
      const view = await hand.driver.waitFor(() => wire.onScreen(who.raiser), { timeoutMs: 3000 })
      expect(performance.now() - started).toBeLessThan(2500)
      expect(wordsOf(view)).not.toContain(part.repeat(20))
    }
  })
})
