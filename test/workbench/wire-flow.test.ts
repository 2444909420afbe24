import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Workbench } from '../../src/workbench/workbench.ts'
import { neverAnswered, type SampleApp, startPair, type Transport } from './sample-app.ts'

const AMIRA = 'U0WBAMIRA1'
const ERIN = 'U0WBERINS1'

describe.each<Transport>(['socket', 'http'])('a Bolt app over %s', transport => {
  let bench: Workbench
  let sample: SampleApp
  let stop: () => Promise<void>

  beforeAll(async () => {
    ;({ bench, sample, stop } = await startPair(transport))
  })
  afterEach(async () => {
    while (bench.driver.as(AMIRA).view() !== undefined) await bench.driver.as(AMIRA).close()
    Object.assign(bench.world.timing, { ackMs: 3000, triggerMs: 3000 })
    sample.errors.splice(0)
  })
  afterAll(() => stop())

  const opened = (name: string) =>
    bench.driver.waitFor(() => bench.driver.as(AMIRA).views().at(-1)?.callback_id === name, {
      what: `view ${name}`,
    })

  it('goes from slash_commands to modal, block_actions, view_submission with errors, result and message', async () => {
    const amira = bench.driver.as(AMIRA)
    expect(await amira.command('', bench.channels.general)).toEqual({ ok: true })
    await opened('raise')

    expect(await amira.choose('danger', 'yes')).toEqual({ ok: true })
    const hasWarning = () => amira.view()?.blocks.some(block => block['block_id'] === 'warning')
    await bench.driver.waitFor(hasWarning)
    expect(amira.view()?.state.values['danger']?.['danger']?.['selected_option']).toMatchObject({
      value: 'yes',
    })

    const short = await amira.submit({ what: 'Hm', who: ['child'], when: '2026-12-03' })
    expect(short).toEqual({ ok: false, error: 'Say a little more', errors: { what: 'Say a little more' } })
    expect(amira.view()?.errors).toEqual({ what: 'Say a little more' })
    expect(amira.view()?.state.values['when']?.['when']?.['selected_date']).toBe('2026-12-03')

    expect(await amira.submit({ what: 'Long enough to act on' })).toEqual({ ok: true })
    expect(amira.view()?.callback_id).toBe('sent')

    const erin = bench.driver.as(ERIN)
    const message = await bench.driver.waitFor(() => erin.messages(bench.channels.spoc).at(-1))
    expect(message).toMatchObject({
      isBot: true,
      userName: 'Safehold',
      text: 'Triage this concern',
      edited: false,
    })
    expect(message.metadata).toEqual({ event_type: 'outbox', event_payload: { outbox_id: 'nonce-1' } })

    expect(await erin.press(bench.channels.spoc, message.ts, 'do:take')).toEqual({ ok: true })
    const edited = await bench.driver.waitFor(() =>
      erin.messages(bench.channels.spoc).find(one => one.edited),
    )
    expect(edited).toMatchObject({ ts: message.ts, text: `Taken by <@${ERIN}>` })
    expect(edited.metadata).toEqual(message.metadata)
    expect(sample.errors).toEqual([])
  })

  it('fields that Slack itself requires are asked for before anything is sent', async () => {
    const amira = bench.driver.as(AMIRA)
    await amira.command()
    await opened('raise')
    const sent = () => bench.world.log.lines().filter(line => line.what === 'submit raise').length
    const before = sent()
    expect(await amira.submit({ what: 'Without the first answer' })).toMatchObject({
      errors: { danger: 'Please complete this required field.' },
    })
    expect(sent()).toBe(before)
  })

  it('several people are chosen in one field, and the app gets their ids', async () => {
    const amira = bench.driver.as(AMIRA)
    await amira.command('meeting')
    await opened('meeting')
    expect(await amira.submit()).toMatchObject({
      errors: { who: 'Please complete this required field.' },
    })
    expect(amira.submission({ who: [ERIN, AMIRA] })).toMatchObject({
      view: {
        state: { values: { who: { who: { type: 'multi_users_select', selected_users: [ERIN, AMIRA] } } } },
      },
    })
    expect(await amira.submit()).toEqual({ ok: true })
    expect(JSON.stringify(amira.view()?.blocks)).toContain(`They were <@${ERIN}> <@${AMIRA}>`)
  })

  it('errors under anything but an input block look like trouble to the person and show in the log', async () => {
    const amira = bench.driver.as(AMIRA)
    await amira.command()
    await opened('raise')
    const outcome = await amira.submit({ danger: 'no', what: 'wrong key' })
    expect(outcome).toEqual({ ok: false, error: 'We had some trouble connecting. Try again?' })
    expect(bench.world.log.lines().at(-1)?.note).toContain('nowhere')
  })

  it('a trigger works once', async () => {
    await bench.driver.as(AMIRA).command('twice')
    await bench.driver.waitFor(() => sample.errors.length > 0)
    expect(sample.errors.join()).toContain('exchanged_trigger_id')
    expect(bench.driver.as(AMIRA).views()).toHaveLength(1)
  })

  it('a trigger is useless after its few seconds', async () => {
    bench.world.timing.triggerMs = 60
    await bench.driver.as(AMIRA).command('late')
    await bench.driver.waitFor(() => sample.errors.length > 0)
    expect(sample.errors.join()).toContain('expired_trigger_id')
    expect(bench.driver.as(AMIRA).view()).toBeUndefined()
  })

  it('views.push puts three views on top of each other and no fourth', async () => {
    const amira = bench.driver.as(AMIRA)
    await amira.command('stack')
    await opened('one')
    await amira.pressInView('push')
    await bench.driver.waitFor(() => amira.views().length === 2)
    await amira.pressInView('push')
    await bench.driver.waitFor(() => amira.views().length === 3)
    await amira.pressInView('push')
    await bench.driver.waitFor(() => sample.errors.length > 0)
    expect(sample.errors.join()).toContain('push_limit_reached')
  })

  it('view_closed tells the app of a view that asked for it', async () => {
    const amira = bench.driver.as(AMIRA)
    await amira.command()
    await opened('raise')
    expect(await amira.close()).toEqual({ ok: true })
    expect(amira.view()).toBeUndefined()
    await bench.driver.waitFor(() => sample.errors.includes('closed raise'))
  })

  it('an app that does not answer a command in time: Slack says so in the channel, to the person alone', async () => {
    bench.world.timing.ackMs = 150
    const error = '/concern failed with the error "operation_timeout"'
    expect(await bench.driver.as(AMIRA).command('silent')).toEqual({ ok: false, error, told: true })
    expect(bench.driver.as(AMIRA).messages(bench.channels.general).at(-1)).toMatchObject({
      text: error,
      userName: 'Slackbot',
      ephemeral: true,
    })
    expect(
      bench.driver
        .as(ERIN)
        .messages(bench.channels.general)
        .map(({ text }) => text),
    ).not.toContain(error)
  })

  it('an app that does not answer a form in time: the form stays, with what was typed', async () => {
    const amira = bench.driver.as(AMIRA)
    await amira.command()
    await opened('raise')
    bench.world.timing.ackMs = 200
    const typed = { danger: 'no', what: neverAnswered }
    expect(await amira.submit(typed)).toEqual({
      ok: false,
      error: 'We had some trouble connecting. Try again?',
    })
    expect(amira.view()?.state.values['what']?.['what']?.['value']).toBe(typed.what)
  })

  it('what a command answers is shown only to the person, at once or later', async () => {
    const amira = bench.driver.as(AMIRA)
    await amira.command('hello')
    expect(amira.ephemerals().at(-1)?.text).toBe('Hello')
    await amira.command('respond')
    await bench.driver.waitFor(() => amira.ephemerals().at(-1)?.text === 'Later')
    expect(bench.driver.as(ERIN).ephemerals()).toEqual([])
  })

  it('message_action: a shortcut on a message carries it and opens a view', async () => {
    const amira = bench.driver.as(AMIRA)
    amira.say(bench.channels.general, 'Worried about a call')
    const ts = amira.messages(bench.channels.general).at(-1)?.ts ?? ''
    expect(await amira.shortcut(bench.channels.general, ts)).toEqual({ ok: true })
    await opened('raise')
  })

  it('shortcut: one from the menu opens a view, and is not offered on a message', async () => {
    const amira = bench.driver.as(AMIRA)
    expect(await amira.globalShortcut('raise_anywhere')).toEqual({ ok: true })
    await opened('anywhere')
    amira.say(bench.channels.general, 'Any words')
    const ts = amira.messages(bench.channels.general).at(-1)?.ts ?? ''
    expect(await amira.shortcut(bench.channels.general, ts, 'raise_anywhere')).toMatchObject({ ok: false })
    expect(await amira.globalShortcut('raise_from_message')).toMatchObject({ ok: false })
  })

  it('block_suggestion: a menu asks the app what it offers, and what is chosen is sent', async () => {
    const amira = bench.driver.as(AMIRA)
    await amira.command('city')
    await opened('city')
    expect(await amira.suggest('city', 'L')).toEqual({ ok: true, options: [] })
    const suggested = await amira.suggest('city', 'Le')
    const words = (text: string) => ({ type: 'plain_text', text })
    const [leeds, leicester] = [
      { text: words('Leeds'), value: 'leeds' },
      { text: words('Leicester'), value: 'leicester' },
    ]
    expect(suggested).toEqual({ ok: true, options: [leeds, leicester] })
    expect(await amira.submit({ city: leicester })).toEqual({ ok: true })
    expect(amira.view()?.callback_id).toBe('leicester')
  })

  it('a menu shows nothing for options that break a limit or come too late', async () => {
    const amira = bench.driver.as(AMIRA)
    await amira.command('city')
    await opened('city')
    const nothing = { ok: false, error: 'Result not found.' }
    expect(await amira.suggest('city', 'wrong')).toEqual(nothing)
    expect(bench.world.log.lines().at(-1)?.note).toContain('must be less than 76 characters')
    bench.world.timing.ackMs = 100
    expect(await amira.suggest('city', 'silent')).toEqual(nothing)
  })

  it('nobody writes into the direct messages with the app', async () => {
    const amira = bench.driver.as(AMIRA)
    const off = { ok: false, error: 'Sending messages to this app has been turned off.' }
    expect(amira.say('D0WBAMIRA1', 'Is anybody there?')).toEqual(off)
    expect(await amira.command('', 'D0WBAMIRA1')).toEqual(off)
  })

  it('opening Home lets the app publish it: app_home_opened, views.publish', async () => {
    const amira = bench.driver.as(AMIRA)
    await amira.openHome()
    const home = await bench.driver.waitFor(() => amira.home())
    expect(home.type).toBe('home')
  })

  it('a wait that fails says what there was to see', async () => {
    const waiting = bench.driver.waitFor(() => false, { timeoutMs: 30, what: 'pigs to fly' })
    await expect(waiting).rejects.toThrow(/Waited 30 ms for: pigs to fly[\s\S]*Messages:[\s\S]*Wire:/)
  })
})
