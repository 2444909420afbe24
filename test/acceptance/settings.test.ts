import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { addDays } from '../../src/calendar/dates.ts'
import { byHand, refIn, today, wordsOf } from '../support/case-by-hand.ts'
import { heldCase } from '../support/held-case.ts'
import { who } from '../support/people.ts'
import { rawWire } from '../support/raw-wire.ts'
import { recordOf } from '../support/record-of.ts'
import { refusedStart } from '../support/refused-start.ts'
import { type Running, startSafehold } from '../support/safehold.ts'
import { settingsFile } from '../support/settings-file.ts'

const example = JSON.parse(readFileSync('safehold.config.example.json', 'utf8')) as Record<string, unknown> // its own test reads it
const plan = '<https://intranet.example/sites/made-up-house/six-point-plan|Six Point Plan of Made Up House>'

/** What `/concern` with this shows to somebody. */
const asker = (safehold: Running) => {
  const wire = rawWire(safehold.workbench)
  return async (verb: string, person: string = who.raiser) => wordsOf(await wire.asked(person, verb))
}

describe('with a settings file', () => {
  let safehold: Running
  let hand: ReturnType<typeof byHand>
  let asked: ReturnType<typeof asker>
  beforeAll(async () => {
    const file = settingsFile({ ...example, releaseConfirmers: 'ceast_and_leads' }, afterAll)
    safehold = await startSafehold({ env: { SAFEHOLD_CONFIG: file } })
    hand = byHand(safehold.workbench)
    asked = asker(safehold)
  })
  afterAll(() => safehold?.stop())
  const askedOf = async (verb: string, person: string, part: string) => {
    const driver = hand.driver.as(person)
    await driver.command(verb)
    const words = await hand.driver.waitFor(
      () => {
        const shown = wordsOf(driver.view())
        return shown.includes(part) && shown
      },
      { timeoutMs: 10_000, what: `"${part}" under /concern ${verb}` },
    )
    await driver.close()
    return words
  }

  it.each([
    ['guidance', 'Open ME', 'First made-up step'],
    ['contacts', 'Safeguarding support desk', 'Made Up Advice Centre'],
    ['contacts made up house', 'Vulnerable Customer Champion: <@U0WBAMIRA1>', plan],
    ['acssl made up', 'Made Up District, in the Group Made Up Group', '<#C0WBACSSL1>'],
    ['authorities zz9', 'Safehold contacts nobody', 'Nowhere crisis team'],
  ])('/concern %s shows what is in it (R1, R6, R14 to R19)', async (verb, ...parts) => {
    const words = await asked(verb)
    for (const part of parts) expect(words).toContain(part)
  })

  it('everybody may see it: it is about no case', async () => {
    expect(await asked('contacts', who.guest)).toContain('Safeguarding support desk')
  })

  it('"Yes, now" shows the plan of the site, and so does a concern about suicide (R15, ME ¶9)', async () => {
    const raiser = hand.driver.as(who.raiser)
    await hand.openRaise()
    await raiser.choose('danger', 'yes')
    await hand.driver.waitFor(() => wordsOf(raiser.view()).includes(plan), {
      timeoutMs: 10_000,
      what: 'the Six Point Plan on the screen',
    })
    await raiser.close()
    await hand.openRaise()
    const answers = { danger: 'no', text: 'Made up', harmed: ['customer'], kinds: ['suicide_or_self_harm'] }
    const words = await hand.done(who.raiser, answers)
    expect(words).toContain('Sent to the Access to Work SPOC')
    expect(words).toContain(plan)
  })

  it('a whole postcode is cut to its district, and authorities there are shown with their number, to choose from (R6)', async () => {
    const council = 'Made Up Borough Council adult social care'
    const raiser = hand.driver.as(who.raiser)
    await hand.openRaise()
    const result = await hand.done(who.raiser, {
      danger: 'yes',
      text: 'Made up',
      harmed: ['customer'],
      area: 'zz1 9xy',
    })
    expect(result.indexOf(council)).toBeGreaterThan(result.indexOf('Ring 999 now'))
    const ref = refIn(result)
    await hand.driver.as(who.spoc).command(`case ${ref}`)
    const seen = await hand.driver.waitFor(
      () => {
        const words = wordsOf(hand.driver.as(who.spoc).view())
        return words.includes(council) && words
      },
      { timeoutMs: 10_000, what: 'the case with its authorities' },
    )
    expect(seen).toContain('"ZZ1"')
    expect(seen).toContain('Phone: 01632 960018')
    expect(`${result}${seen}`).not.toMatch(/9xy/i)

    const form = wordsOf(await hand.openFromCase(who.spoc, ref, 'record_triage_decision'))
    expect(form).toContain(council)
    const spoc = hand.driver.as(who.spoc)
    await spoc.pressInView('authorities')
    await hand.driver.waitFor(() => wordsOf(spoc.view()).includes('Nowhere crisis team'), {
      timeoutMs: 10_000,
      what: 'the whole list of authorities',
    })
    await spoc.close()
    // The form is still there underneath.
    expect(await hand.done(who.spoc, { concern: 'yes', visit: 'yes', reason: 'Made up' })).toContain(
      'Triage decision recorded',
    )
    expect(raiser.view()).toBeFalsy()
    const record = await recordOf(safehold)
    onTestFinished(() => record.close())
    const id = (await record.store.readCase({ ref }))?.case.id ?? ''
    const rows = await record.rows<{ id: string }>('select id from sealed where case_id = $1', [id])
    const texts = await record.store.openTexts(
      id,
      rows.map(row => row.id),
    )
    expect(Object.values(texts)).toContain('ZZ1')
    expect(JSON.stringify(texts)).not.toMatch(/9xy/i)
  }, 60_000)

  it('a concern is never refused for where the customer is (R6, F12)', async () => {
    await hand.openRaise()
    const words = await hand.done(who.raiser, {
      danger: 'no',
      text: 'Made up',
      harmed: ['customer'],
      area: 'QQ 12 34 56 C',
    })
    expect(words).toContain('Sent to the Access to Work SPOC')
    expect(words).toContain('Not kept: what you entered under')
    expect(words).not.toContain('QQ 12')
  })

  it('a site that refers to an ACSSL twice shows in the reports, with what it had tried (R18)', async () => {
    const ref = await hand.raise()
    for (const triedItems of [['visit'], ['visit', 'line_manager']]) {
      await hand.openFromCase(who.spoc, ref, 'refer_to_acssl')
      const answers = {
        district: 'Made Up District',
        site: 'Nowhere Street',
        triedItems,
        need: 'Liaison',
        breakGlass: 'Made up',
        reviewOn: addDays(today(), 7),
      }
      expect(await hand.done(who.spoc, answers)).toContain('Referred to the ACSSL')
    }
    const words = await askedOf('reports', who.lead, 'What sites had tried')
    expect(words).toMatch(/Nowhere Street: 2\b/)
    expect(words).toContain('Nowhere Street, A visit: 2 of 2, 100%')
    expect(words).toContain('Nowhere Street, A line manager: 1 of 2, 50%')
  }, 60_000)

  it('a lead confirms a release where it says so (F3)', async () => {
    const ref = await heldCase(hand)
    await hand.openFromCase(who.lead, ref, 'confirm_release')
    expect(await hand.done(who.lead, { read: ['yes'] })).toContain('Release confirmed')
    await hand.headline('ceast', ref, 'NOT YET RETURNED: do not act')
  }, 60_000)
})

it('without one everything works, and says what is not set (R12, R16)', async () => {
  const safehold = await startSafehold()
  onTestFinished(() => safehold.stop())
  const asked = asker(safehold)
  for (const verb of ['guidance', 'contacts', 'acssl', 'authorities'])
    expect(await asked(verb)).toContain('Not set. Ask your team lead')
  expect(await asked('guidance')).toContain('Not supplied.')
}, 60_000)

it('a wrong one is refused at the start with every fault in it, and none of what it says', async () => {
  const wrong = {
    links: { acsslPage: 'http://someone:secret@intranet.example' },
    fourSteps: [],
    districts: [{ name: 'North', group: 'Upper', acsslChannel: '#north', lastVerified: '2026-09-31' }],
    sitez: [],
  }
  const file = settingsFile(wrong, onTestFinished)
  const { PATH, HOME } = process.env
  const { code, output } = await refusedStart({ PATH, HOME, SAFEHOLD_CONFIG: file })
  expect({ code, words: output.trim() }).toEqual({
    code: 2,
    words: [
      `Safehold cannot start. Correct these entries of ${file}, which SAFEHOLD_CONFIG names:`,
      '  links.acsslPage: must be an https address without a name or password in it, of at most 400 characters',
      '  fourSteps: must be a list of exactly four steps',
      '  districts[0].acsslChannel: must be a Slack channel id such as C0123456789',
      '  districts[0].lastVerified: must be a real date written as YYYY-MM-DD',
      '  sitez: is not known here. Check its spelling or leave it out',
    ].join('\n'),
  })
}, 30_000)
