import { describe, expect, it } from 'vitest'
import { EntryRefusedError } from '../../handlers/gate.ts'
import { type Answer, onSubmission, type Sent } from '../../handlers/handle.ts'
import { notAllowed } from '../../src/case/refusal.ts'
import { nothingSet, type Settings } from '../../src/settings/settings.ts'
import { showView } from '../../src/slack/modal.ts'
import { KeysAwayError, VaultError } from '../../src/store/store.ts'

type Submission = Parameters<ReturnType<typeof onSubmission>>[0]

const view = {
  id: 'V1',
  hash: '1',
  callback_id: 'add_concern',
  private_metadata: '{}',
  title: { type: 'plain_text', text: 'Add a concern' },
  submit: { type: 'plain_text', text: 'Send' },
  close: null,
  blocks: [
    { type: 'section', block_id: 'words' },
    { type: 'input', block_id: 'text' },
  ],
}

const submit = async (
  run: (sent: Sent) => Promise<Answer>,
  sent: object = view,
  onTrouble?: () => Answer,
  phones: Settings['phones'] = {},
  updateAnswer: () => unknown = () => ({ ok: true, view: { id: 'V1', hash: '2' } }),
) => {
  const acks: unknown[] = []
  const logged: object[] = []
  const updated: { view_id: string; hash: string; view: unknown; afterAcks: number }[] = []
  const log = {
    info: () => undefined,
    warn: () => undefined,
    error: (fields: object) => void logged.push(fields),
  }
  const given = {
    body: { user: { id: 'U1' } },
    view: sent,
    ack: async (answer: unknown) => void acks.push(answer),
    client: {
      views: {
        update: async (args: { view_id: string; hash: string; view: unknown }) => {
          updated.push({ ...args, afterAcks: acks.length })
          return updateAnswer()
        },
      },
    },
  }
  // Only what is read of a submission.
  await onSubmission(
    { log, settings: { ...nothingSet, phones } },
    run,
    onTrouble,
  )(given as unknown as Submission)
  return { acks, logged, updated }
}

const done: Answer = { view: showView({ title: 'Done' }, [{ say: 'Saved' }]) }

describe('a sent form', () => {
  it('is answered once, with the view in its place', async () => {
    const { acks } = await submit(async () => done)
    expect(acks).toEqual([{ response_action: 'update', view: 'view' in done && done.view }])
  })

  it('is answered with words beside its fields', async () => {
    const { acks } = await submit(async () => ({ errors: { text: 'Enter what makes you concerned' } }))
    expect(acks).toEqual([{ response_action: 'errors', errors: { text: 'Enter what makes you concerned' } }])
  })

  it.each([
    [
      new VaultError('does_not_open', 'case_key x'),
      /^This was not saved: nothing can be added.*raise it with \/concern/,
    ],
    [new KeysAwayError('away'), /^This was not saved: Safehold cannot seal.*Press Send again in a minute/],
    [new Error('down'), /^We could not confirm that this was saved\. Press Send again: it is recorded once/],
  ])('says whether %s saved nothing, and what to do with what was typed', async (error, words) => {
    const { acks } = await submit(() => Promise.reject(error))
    expect(acks).toEqual([{ response_action: 'errors', errors: { text: expect.stringMatching(words) } }])
  })

  describe('with words that a rule is behind', () => {
    const say = 'The date must be in the past (VR ¶7)'
    const button = { label: 'Why?', action: 'why', value: '{"step":"add_concern"}' }
    const refused: Answer = { errors: { text: say }, why: { text: [{ say, button }] } }

    it('has them above the field too, with "Why?", once Slack has its answer', async () => {
      const { acks, updated } = await submit(async () => refused)
      expect(acks).toEqual([{ response_action: 'errors', errors: { text: say } }])
      expect(updated).toMatchObject([{ view_id: 'V1', hash: '1', afterAcks: 1 }])
      expect(updated[0]?.view).toMatchObject({
        blocks: [
          { block_id: 'words' },
          { block_id: 'beside-text-0', accessory: { action_id: 'why' } },
          { block_id: 'text' },
        ],
      })
    })

    it('loses them with the next answer, and nothing is updated where there are none', async () => {
      const plain = async (): Promise<Answer> => ({ errors: { text: 'Enter a date' } })
      expect((await submit(plain)).updated).toEqual([])
      const earlier = [{ type: 'section', block_id: 'beside-text-0' }, ...view.blocks]
      const { updated } = await submit(plain, { ...view, blocks: earlier })
      expect(updated[0]?.view).toMatchObject({ blocks: view.blocks })
      expect((await submit(async () => done)).updated).toEqual([])
    })

    it('keeps its own words where the form was closed or Slack fails, which is in the log', async () => {
      const fails = () => Promise.reject(new Error('down'))
      const { acks, logged } = await submit(async () => refused, view, undefined, {}, fails)
      expect(acks).toHaveLength(1)
      expect(logged).toHaveLength(1)
    })
  })

  it('that fails keeps what was typed, says what to do and gives the reference that is in the log', async () => {
    const { acks, logged } = await submit(async () => {
      throw new Error('secret words of the person')
    })
    expect(acks).toHaveLength(1)
    const reference = (logged[0] as { reference: string }).reference // set by logTrouble
    expect(acks[0]).toEqual({
      response_action: 'errors',
      errors: {
        text: `We could not confirm that this was saved. Press Send again: it is recorded once. If this keeps happening, ring the SPOC or CEAST: do not wait for Safehold. Reference: ${reference}`,
      },
    })
    expect(JSON.stringify(logged)).not.toContain('secret')
  })

  it('that fails gives the numbers to ring, where they are set (D22)', async () => {
    const fails = () => Promise.reject(new Error('down'))
    const phones = { spoc: '020 7946 0100', ceast: '020 7946 0200' }
    const { acks } = await submit(fails, view, undefined, phones)
    expect(JSON.stringify(acks)).toContain(
      'ring the SPOC on 020 7946 0100 or CEAST on 020 7946 0200: do not wait',
    )
  })

  it('that takes too long is answered in 2 seconds, and its late end is not answered again', async () => {
    let finish: (answer: Answer) => void = () => undefined
    const late = new Promise<Answer>(resolve => {
      finish = resolve
    })
    const start = performance.now()
    const { acks } = await submit(() => late)
    const took = performance.now() - start
    expect(took).toBeGreaterThan(1900)
    expect(took).toBeLessThan(2500)
    expect(JSON.stringify(acks)).toContain('We could not confirm that this was saved')
    finish(done)
    await late
    expect(acks).toHaveLength(1)
  })

  it('without fields is shown again with the words on top', async () => {
    const { acks } = await submit(
      async () => {
        throw new Error('down')
      },
      { ...view, blocks: [{ type: 'section', block_id: 'words' }] },
    )
    expect(acks[0]).toMatchObject({ response_action: 'update', view: { callback_id: 'add_concern' } })
    expect(JSON.stringify(acks[0])).toContain('We could not confirm that this was saved')
  })

  it('of somebody Safehold does not answer is refused with words', async () => {
    const { acks } = await submit(async () => {
      throw new EntryRefusedError(notAllowed('Safehold is not open to guests', 'F15'))
    })
    expect(JSON.stringify(acks)).toContain('Safehold is not open to guests')
  })

  it('may have a safer answer for trouble of its own', async () => {
    const { acks } = await submit(
      async () => {
        throw new Error('down')
      },
      view,
      () => done,
    )
    expect(acks).toEqual([{ response_action: 'update', view: 'view' in done && done.view }])
  })
})
