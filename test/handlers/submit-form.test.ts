import { describe, expect, it } from 'vitest'
import type { Deps } from '../../handlers/deps.ts'
import { forms } from '../../handlers/forms.ts'
import type { Sent } from '../../handlers/handle.ts'
import { writeMetadata } from '../../handlers/metadata.ts'
import { submitForm } from '../../handlers/submit-form.ts'
import type { Actor } from '../../src/case/people.ts'
import { nothingSet, type Settings } from '../../src/settings/settings.ts'
import type { Performed, PerformRequest } from '../../src/store/store.ts'
import { heldCase, people, raise, Story, staff, triageVisit } from '../case/story.ts'
import { mrkdwnIn, plainIn } from '../slack/hostile-text.ts'

const caseId = '0b9f6b0e-6c53-4c0b-8a39-5d2b8a3f0c12'
const nonce = '0b9f6b0e-6c53-4c0b-8a39-5d2b8a3f0c11'

/** A case whose raise form is still open. */
const begun = () => new Story().does(people.raiser, { kind: 'declare_danger', serviceLine: 'access_to_work' })

/** Sends a form over a story's case; the case decides as it does in the database. */
const send = async (
  story: Story,
  command: string,
  actor: Actor,
  answers: Record<string, object>,
  substance = story.c.substance,
  settings: Settings = nothingSet,
  { again = false, metadata = writeMetadata({ nonce, caseId, substance }) } = {},
) => {
  const form = forms.find(one => one.command === command)
  if (!form) throw new Error(`There is no form ${command}`)
  const requests: PerformRequest[] = []
  const kept: string[] = []
  const store = {
    logView: async ({ what }: { what: string }) => void kept.push(what),
    readCase: async () => ({ case: story.c, linked: [], version: 1, now: story.now }),
    perform: async (request: PerformRequest): Promise<Performed> => {
      requests.push(request)
      const { basedOn } = request
      const refusal = story.tries(request.actor, request.command, basedOn === undefined ? {} : { basedOn })
      const { c } = story
      return refusal
        ? { kind: 'refused', refusal, case: c, again: false }
        : { kind: 'done', caseId, ref: c.ref, case: c, linked: [], again }
    },
  }
  const log = { warn: () => undefined }
  // Only what a sent form uses of the store and of Slack's payload.
  const deps = { store, gate: { actorOf: async () => actor }, log, staff, settings } as unknown as Deps
  const values = Object.fromEntries(Object.entries(answers).map(([name, value]) => [name, { value }]))
  const sent = {
    person: actor.id,
    view: { private_metadata: metadata, state: { values } },
  } as unknown as Sent
  const answer = await submitForm(deps, form)(sent)
  return { answer, requests, kept, words: [...mrkdwnIn(answer), ...plainIn(answer)].join('\n') }
}

const text = (value: string) => ({ type: 'plain_text_input', value })
const option = (value: string) => ({ type: 'radio_buttons', selected_option: { value } })
const options = (...values: string[]) => ({
  type: 'checkboxes',
  selected_options: values.map(value => ({ value })),
})
const day = (selected_date: string) => ({ type: 'datepicker', selected_date })

const visitOn = (on: string) => ({ on: day(on), outcome: option('no_answer'), which: option('first') })

describe('a sent form', () => {
  it('that is recorded turns into what was done and how the case stands', async () => {
    const { words, requests } = await send(heldCase(), 'take_the_lead', people.ceastOne, {})
    expect(words).toContain('You have the lead')
    expect(words).toContain('DO NOT SUSPEND OR STOP')
    expect(requests).toMatchObject([
      {
        nonce: `${nonce}-${people.ceastOne.id}`,
        caseId,
        actor: people.ceastOne,
        command: { kind: 'take_the_lead' },
      },
    ])
  })

  it('with an impossible answer says so beside the field and keeps the form', async () => {
    const { answer } = await send(heldCase(), 'record_visit_outcome', people.officer, visitOn('2027-01-01'))
    const say = 'Date of visit must be today or in the past'
    expect(answer).toMatchObject({ errors: { on: say }, why: { on: [{ say, button: { action: 'why' } }] } })
    expect(JSON.stringify(answer)).toContain('record_visit_outcome')
  })

  it('that is refused shows the rule, what to do instead and all that was typed', async () => {
    const { words } = await send(heldCase(), 'record_marker_decision', people.spoc, {
      applied: option('yes'),
      reason: text('A long and careful reason'),
    })
    expect(words).toContain('Only CEAST can record the decision on the Additional Support marker')
    expect(words).toContain('VR ¶14')
    expect(words).toContain('What to do instead')
    expect(words).toContain('A long and careful reason')
  })

  it('based on a case that has changed since is not decided on (F3)', async () => {
    const story = heldCase()
    const { words } = await send(
      story,
      'record_marker_decision',
      people.ceastOne,
      { applied: option('yes'), reason: text('Seen before') },
      story.c.substance - 1,
    )
    expect(words).toContain('Someone got there first')
    expect(words).toContain('Seen before')
  })

  it('opened before a number was entered shows another number beside its field, and keeps the form (F9)', async () => {
    const story = new Story().does(people.raiser, raise()).does(people.spoc, triageVisit)
    const { substance } = story.c
    story.does(people.spoc, { kind: 'enter_number', number: 'text-number' })
    const answers = {
      reason: option('vulnerability'),
      address: text('1 Example Street'),
      nation: option('scotland'),
      safeToLeave: option('yes'),
    }
    const other = { ...answers, number: text('QQ 12 34 56 C') }
    const { answer } = await send(story, 'complete_visiting_referral', people.spoc, other, substance)
    expect(answer).toMatchObject({ errors: { number: expect.stringContaining('leave this blank') } })
    // The field is not there any more for whoever opens the form now: what was typed in it is still given back.
    const why = { ...answers, whyNoNumber: text('She did not say') }
    const { words } = await send(story, 'complete_visiting_referral', people.spoc, why, substance)
    expect(words).toContain('Someone got there first')
    expect(words).toContain('She did not say')
  })

  it('of somebody who may not read the case says nothing of it and keeps what was typed', async () => {
    const stranger = { id: 'U_NOBODY', teams: [], mayConfirmRelease: false }
    const { words, requests, kept } = await send(heldCase(), 'enter_number', stranger, {
      number: text('QQ 12 34 56 C'),
    })
    expect(kept).toEqual(['refused open_case'])
    expect(words).toContain('There is no case with that reference that you can open')
    expect(words).toContain('QQ 12 34 56 C')
    expect(requests).toEqual([])
  })

  it('with a concern needs no role, and shows no case to whoever may not read it', async () => {
    const stranger = { id: 'U_NOBODY', teams: [], mayConfirmRelease: false }
    const { words, requests } = await send(heldCase(), 'add_concern', stranger, {
      text: text('I heard shouting'),
      harmed: options('child'),
    })
    expect(requests[0]?.actor).toEqual(stranger)
    expect(words).toContain('Added to the case')
    expect(words).not.toMatch(/Open the case|SUSPEND/)
  })

  describe('about suicide or self-harm', () => {
    const concern = { text: text('He said he cannot go on'), harmed: options('customer') }
    const raised = { ...concern, danger: option('no') }
    const about = (...kinds: string[]) => ({ kinds: options(...kinds) })
    const settings = {
      ...nothingSet,
      sites: [{ name: 'Site 1', sixPointPlan: 'https://plans.example/1' }],
    }
    const wordsAfter = async (command: string, answers: Record<string, object>, set: Settings) => {
      const story = begun()
      return (await send(story, command, people.raiser, answers, story.c.substance, set)).words
    }

    it.each([
      ['raise_concern', raised],
      ['add_concern', concern],
    ])(
      'is answered with the plan of the site, or what to do without it: %s (R15, ME ¶9)',
      async (command, answers) => {
        const declared = { ...answers, ...about('neglect', 'suicide_or_self_harm') }
        expect(await wordsAfter(command, declared, settings)).toContain(
          '<https://plans.example/1|Six Point Plan of Site 1>',
        )
        expect(await wordsAfter(command, declared, nothingSet)).toContain(
          'Get a colleague or manager now. If life may be at risk ring 999. Do not search for the document.',
        )
        expect(await wordsAfter(command, { ...answers, ...about('neglect') }, settings)).not.toContain(
          'Six Point',
        )
      },
    )
  })

  describe('that raises a concern', () => {
    const answers = { danger: option('no'), text: text('Made up'), harmed: options('customer') }
    const agreed = {
      serviceLine: 'access_to_work' as const,
      agreedBy: 'Head of Access to Work',
      agreedOn: '2026-09-01',
    }
    const wordsWith = async (set: Settings) => {
      const story = begun()
      const asked = { ...answers, serviceLine: option('access_to_work') }
      return (await send(story, 'raise_concern', people.raiser, asked, story.c.substance, set)).words
    }

    it('ends with the e-mail to the SPOC, unless the line has agreed in writing to do without (F17, VR ¶4)', async () => {
      expect(await wordsWith(nothingSet)).toContain('E-mail for the SPOC')
      const without = await wordsWith({ ...nothingSet, emailAgreedOff: [agreed] })
      expect(without).not.toContain('E-mail for the SPOC')
      expect(without).toContain('Head of Access to Work agreed to that in writing on 1 September 2026')
      const other = { ...agreed, serviceLine: 'universal_credit' as const }
      expect(await wordsWith({ ...nothingSet, emailAgreedOff: [other] })).toContain('E-mail for the SPOC')
    })
  })

  it('that is pressed again says that the first press counts', async () => {
    const story = heldCase()
    const { words } = await send(story, 'take_the_lead', people.ceastOne, {}, undefined, nothingSet, {
      again: true,
    })
    expect(words).toContain('This was recorded the first time you pressed')
  })

  it('whose hidden part is not ours is not taken, and shows what was typed', async () => {
    const metadata = '{"caseId":"1"}'
    const { words, requests } = await send(
      heldCase(),
      'add_concern',
      people.spoc,
      { text: text('Typed with care') },
      undefined,
      nothingSet,
      { metadata },
    )
    expect(words).toContain('Typed with care')
    expect(words).toMatch(/does not know this form/)
    expect(requests).toEqual([])
  })
})
