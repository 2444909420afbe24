import { nothingSet } from '../../src/settings/settings.ts'
import { describe, expect, it } from 'vitest'
import type { FormCase } from '../../handlers/form.ts'
import { forms } from '../../handlers/forms.ts'
import type { Case } from '../../src/case/case.ts'
import { decide } from '../../src/case/decide.ts'
import type { Actor } from '../../src/case/people.ts'
import { isRefusal } from '../../src/case/refusal.ts'
import { blocksOf } from '../../src/slack/passage.ts'
import { answer, asked, remaining, triaged } from '../case/beside-stories.ts'
import { linkedThatKeepsOut } from '../case/kept-out.ts'
import { heldCase, people, raise, Story, staff } from '../case/story.ts'
import { mrkdwnIn, plainIn } from '../slack/hostile-text.ts'
import { blockIn, commandOf, errorsOf, formOf, notNow, over, send, viewOf, words } from './over-case.ts'

const { raiser, spoc, ceastOne, adviser } = people
const manager: Actor = { id: 'U0MANAGER1', teams: [], mayConfirmRelease: false }
const raised = (more: Parameters<typeof raise>[0] = {}) => new Story().does(raiser, raise(more))

/** The words after a form is sent, as the person reads them and where its buttons lead. */
const resultOf = async (command: string, o: FormCase, answers: Record<string, unknown>): Promise<string> => {
  const read = await send(formOf(command), o, answers)
  if ('errors' in read) throw new Error(`The form was not taken: ${JSON.stringify(read.errors)}`)
  const c = after(command, o, read)
  const saved = read.result?.({ case: c, ref: c.ref, linked: [], isKeptOut: false, settings: nothingSet })
  const blocks = blocksOf(saved?.passages ?? [])
  return [saved?.done, ...mrkdwnIn(blocks), ...plainIn(blocks), JSON.stringify(blocks)].join('\n')
}

const opening = ['raise_concern', 'ask_for_advice']

const after = (command: string, o: FormCase, read: { command: Parameters<typeof decide>[0] }): Case => {
  const context = { now: o.now, actor: o.actor, id: 'case-9', ref: 'ACS-2026-000009-A', linked: [], staff }
  const outcome = decide(read.command, opening.includes(command) ? null : o.case, context)
  if (isRefusal(outcome)) throw new Error(outcome.what)
  return outcome.after
}

describe('the form for advice (R13, R14, ME ¶7, ¶8)', () => {
  const blank = over(raised().c, '', raiser)
  const answers = { danger: 'no', text: 'He sounded odd' }

  it('asks about danger first, and needs nothing but that and the question (R7, R13)', async () => {
    const view = viewOf(formOf('ask_for_advice'), blank)
    const [first] = view.blocks.filter(block => block.type === 'input')
    expect(first).toMatchObject({ block_id: 'danger', dispatch_action: true })
    expect(words('ask_for_advice', blank)).toContain('it does not have to be clear what is wrong (ME ¶8)')
    expect(Object.keys(await errorsOf('ask_for_advice', blank, {}))).toEqual(['danger', 'text'])
    expect(await commandOf('ask_for_advice', blank, { ...answers, source: 'record' })).toEqual({
      kind: 'ask_for_advice',
      serviceLine: 'access_to_work',
      danger: 'no',
      text: 'He sounded odd',
      source: 'record',
    })
  })

  it('says when the answer comes, and what becomes of a question without one; an e-mail is not due (R13, F16, F17)', async () => {
    const after = await resultOf('ask_for_advice', blank, answers)
    expect(after).toContain('Sent to the Access to Work SPOC')
    expect(after).toContain('If nobody answers by then, it is looked at as a concern (Safehold default).')
    expect(after).not.toContain('E-mail for the SPOC')
  })

  it('with danger says 999 again, and has the e-mail of the concern that it is (R7, F17)', async () => {
    const after = await resultOf('ask_for_advice', blank, { ...answers, danger: 'yes' })
    expect(after).toContain('Ring 999 now.')
    expect(after).toContain('this is looked at as a concern at once')
    expect(after).toContain('He sounded odd')
    expect(after).toContain('do:confirm_email_sent')
  })
})

describe('answering a question (R13)', () => {
  it('shows the question; not sure is a concern (R13, R14)', async () => {
    const o = over(asked().c, 'She hung up twice', spoc)
    expect(words('give_advice', o)).toContain('She hung up twice')
    const given = { advice: 'Ring her sister', concern: 'not_sure' }
    expect(await commandOf('give_advice', o, given)).toEqual({
      kind: 'give_advice',
      advice: 'Ring her sister',
      concern: true,
    })
    expect(Object.keys(await errorsOf('give_advice', o, {}))).toEqual(['advice', 'concern'])
  })

  it('is not shown twice, nor to whoever asked, nor where nobody asked (R13, D20)', () => {
    const story = asked()
    expect(notNow('give_advice', over(story.c, '', { ...spoc, id: raiser.id }))?.code).toBe('not_allowed')
    expect(notNow('give_advice', over(story.does(spoc, answer(false)).c, '', spoc))?.code).toBe(
      'already_done',
    )
    expect(notNow('give_advice', over(raised().c, '', spoc))?.code).toBe('not_yet')
  })

  it('triage reads the question where the concern has no other words (R13)', () => {
    const story = asked().does(raiser, { kind: 'declare_danger', serviceLine: 'access_to_work' })
    expect(words('record_triage_decision', over(story.c, 'She hung up twice', spoc))).toContain(
      'She hung up twice',
    )
  })
})

describe('raising: how it came up, and the line manager (R13, R4, F14)', () => {
  const blank = over(raised().c, '', raiser)
  const answers = { danger: 'no', text: 'Bruises', harmed: ['customer'] }

  it('"Do not tell my line manager" needs its reason, and a reason without the tick says the same (F14)', async () => {
    expect(await errorsOf('raise_concern', blank, { ...answers, doNotTell: ['yes'] })).toEqual({
      whyNotTell: 'Enter why your line manager is not to be told',
    })
    for (const doNotTell of [['yes'], []])
      expect(
        await commandOf('raise_concern', blank, { ...answers, doNotTell, whyNotTell: 'He is her brother' }),
      ).toMatchObject({ doNotTell: 'He is her brother' })
    expect(await commandOf('raise_concern', blank, answers)).not.toHaveProperty('doNotTell')
  })

  it('says what a line manager is told, and takes how it came up, both optional (R4, R13, F12)', async () => {
    expect(words('raise_concern', blank)).toContain(
      'They are told the reference and that you raised it, and asked to say that they know.',
    )
    for (const name of ['source', 'lineManager', 'doNotTell', 'whyNotTell'])
      expect(blockIn(formOf('raise_concern'), blank, name)).toMatchObject({ optional: true })
    expect(await commandOf('raise_concern', blank, { ...answers, source: 'customer' })).toMatchObject({
      source: 'customer',
    })
  })

  it('with a child, says that the parents or guardian do not have to be told (R8, ME ¶4)', async () => {
    const child = { ...answers, harmed: ['child'] }
    const banner = 'You do not have to tell the parents or guardian (ME ¶4).'
    expect(await resultOf('raise_concern', blank, child)).toContain(banner)
    expect(await resultOf('add_concern', blank, { text: 'More', harmed: ['child'] })).toContain(banner)
    expect(await resultOf('raise_concern', blank, answers)).not.toContain('parents')
    const withChild = over(
      heldCase().does(spoc, { kind: 'add_concern', text: 't', harmed: ['child'], kinds: [] }).c,
    )
    for (const command of ['record_triage_decision', 'log_contact_attempt', 'record_evidence_review'])
      expect(words(command, withChild)).toContain(banner)
  })

  it('no form suggests telling a parent (R8, F14)', () => {
    const story = heldCase().does(spoc, { kind: 'add_concern', text: 't', harmed: ['child'], kinds: [] })
    for (const { command } of forms) {
      const all = words(command, over(story.c, 'x')).replaceAll(
        'You do not have to tell the parents or guardian',
        '',
      )
      expect([command, /parent|guardian/i.test(all)]).toEqual([command, false])
    }
  })
})

describe('the e-mail of the written process (R25, F17)', () => {
  const answers = { danger: 'no', text: 'Bruises on both arms', harmed: ['customer'] }

  it('stands ready after raising, with a button to say that it was sent (F17, VR ¶4)', async () => {
    const blank = over(raised().c, '', raiser)
    const after = await resultOf('raise_concern', blank, answers)
    expect(after).toContain('Subject: Advanced Customer Support concern ACS-2026-000009-A')
    expect(after).toContain('do:confirm_email_sent')
    const elsewhere = await resultOf('raise_concern', blank, { ...answers, serviceLine: 'universal_credit' })
    expect(elsewhere).not.toContain('Subject:')
  })

  it('and after the adviser refers back, with what they found, and not without a concern (F17, VR ¶5)', async () => {
    const o = over(triaged().c, '', adviser)
    const said = { conversation: 'She cried all the time', concern: 'not_sure' }
    const after = await resultOf('record_adviser_contact', o, said)
    expect(after).toMatch(/Subject: .*My specific concerns:\\nShe cried all the time/s)
    expect(after).toContain('do:confirm_email_sent')
    expect(await resultOf('record_adviser_contact', o, { ...said, concern: 'no' })).not.toContain('Subject:')
  })

  it('can be copied again until it is confirmed, by whoever has to send it, each concern in its own words (F17)', () => {
    const story = triaged().does(adviser, {
      kind: 'record_adviser_contact',
      conversation: 't',
      concern: true,
    })
    const own = JSON.stringify(viewOf(formOf('confirm_email_sent'), over(story.c, 'Bruises', raiser)))
    expect(own.match(/Subject: Advanced/g)).toHaveLength(1)
    expect(own).toContain('Bruises')
    expect(own).toContain('Safehold sends no e-mail.')
    expect(notNow('confirm_email_sent', over(story.c, '', spoc))?.code).toBe('already_done')
  })

  it('is copied by whoever triages where the colleague who had to send it is kept out of a linked case (F15, F16, F17)', () => {
    const o = { ...over(raised().c, 'Bruises', spoc), linked: [linkedThatKeepsOut(raiser.id)] }
    expect(notNow('confirm_email_sent', o)).toBeUndefined()
    const shown = JSON.stringify(viewOf(formOf('confirm_email_sent'), o))
    expect(shown.match(/Subject: Advanced/g)).toHaveLength(1)
    expect(shown).toContain('Whoever was to send it cannot, so your team does.')
    expect(notNow('confirm_email_sent', { ...o, actor: ceastOne })?.code).toBe('already_done')
  })
})

describe('the line manager (R4, R10, F14)', () => {
  const story = raised({ lineManager: manager.id })

  it('says that they know by one press, seeing the reference and who raised it (R4, F14)', async () => {
    const o = over(story.c, 'What was said', manager)
    const shown = words('acknowledge_concern', o)
    expect(shown).toContain(`${story.c.ref}: raised by`)
    expect(shown).not.toMatch(/What was said|hold|SPOC|Access to Work/)
    expect(await commandOf('acknowledge_concern', o, {})).toEqual({ kind: 'acknowledge_concern' })
    expect(await resultOf('acknowledge_concern', o, {})).toContain('do:record_manager_discussion')
  })

  it('whoever presses second sees who already did (R4)', () => {
    const { c } = raised({ lineManager: manager.id }).does(manager, { kind: 'acknowledge_concern' })
    expect(notNow('acknowledge_concern', over(c, '', { ...spoc, teams: ['leads'] }))?.what).toContain(
      '<@U0MANAGER1>',
    )
  })

  it('a discussion, or acting first, is told in words (R10, ME ¶5)', async () => {
    const o = over(story.c, '', raiser)
    expect(words('record_manager_discussion', o)).toContain('act first and tell them after (ME ¶5)')
    expect(
      await commandOf('record_manager_discussion', o, {
        how: 'acted_first',
        on: '2026-12-01',
        text: 'Rang 999',
      }),
    ).toEqual({ kind: 'record_manager_discussion', on: '2026-12-01', actedFirst: true, text: 'Rang 999' })
    expect(Object.keys(await errorsOf('record_manager_discussion', o, { on: null }))).toEqual([
      'how',
      'on',
      'text',
    ])
  })

  it('the Six Point Plan is recorded with the time it was begun, and looked back on (R15, ME ¶9)', async () => {
    const o = over(story.c, '', raiser)
    const done = { on: '2026-12-01', time: '09:30', text: 'A colleague sat with me' }
    expect(words('record_six_point_plan', o)).toContain('ring 999 now. This form does not call anyone')
    expect(await commandOf('record_six_point_plan', o, done)).toEqual({
      kind: 'record_six_point_plan',
      ...done,
    })
    expect(Object.keys(await errorsOf('record_six_point_plan', o, { on: null }))).toEqual([
      'on',
      'time',
      'text',
    ])
    expect(await resultOf('record_six_point_plan', o, done)).toContain('Look back on it with a line manager')
  })
})

describe('a concern that remains (F13, ME ¶8)', () => {
  it('is said in words, by whoever does not accept the decision (F13)', async () => {
    const o = over(triaged().c, '', raiser)
    expect(words('say_still_concerned', o)).toContain(
      'Somebody in CEAST who did not make the decision looks at it',
    )
    expect(await errorsOf('say_still_concerned', o, {})).toEqual({
      text: 'Enter what still makes you concerned',
    })
    expect(await commandOf('say_still_concerned', o, { text: 'She is still alone' })).toEqual({
      kind: 'say_still_concerned',
      text: 'She is still alone',
    })
    expect(notNow('say_still_concerned', over(heldCase().c, '', raiser))?.what).toBe('CEAST has this case')
    expect(notNow('say_still_concerned', over(remaining().c, '', raiser))?.code).toBe('already_done')
  })

  it('is answered over all that was said; not sure is a concern, and the same person is told to ask another (F13, D20)', async () => {
    const o = over(remaining().c, 'She is still alone', ceastOne)
    const shown = words('answer_remaining_concern', o)
    expect(shown).toContain('Still a concern, from')
    expect(shown).toContain('Reason for the triage decision')
    expect(await commandOf('answer_remaining_concern', o, { concern: 'not_sure', reason: 'Look' })).toEqual({
      kind: 'answer_remaining_concern',
      concern: true,
      reason: 'Look',
    })
    const own = over(remaining().c, '', { ...ceastOne, id: spoc.id })
    expect(notNow('answer_remaining_concern', own)?.code).toBe('not_allowed')
    expect(notNow('answer_remaining_concern', over(triaged().c))?.code).toBe('not_yet')
  })
})
