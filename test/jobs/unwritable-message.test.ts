import type { KnownBlock } from '@slack/types'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deliveries } from '../../jobs/deliver-message.ts'
import { slackClient, type WebClient } from '../../src/slack/client.ts'
import { destinations } from '../../src/slack/destinations.ts'
import { limits } from '../../src/slack/limits.ts'
import { edit, post } from '../../src/slack/post.ts'
import { startWorkbench, type Workbench } from '../../src/workbench/workbench.ts'
import { deliveryRows } from '../store/delivery-rows.ts'
import { openedStore } from '../store/opened-store.ts'
import { bareCase } from '../store/parts.ts'
import { silent } from '../workbench/sample-app.ts'

let workbench: Workbench
let client: WebClient
beforeAll(async () => {
  workbench = await startWorkbench({ port: 0, transport: 'http' })
  client = slackClient(workbench.botToken, workbench.apiUrl, silent)
})
afterAll(() => workbench.stop())

const callsOf = (method: string) => workbench.world.log.lines().filter(line => line.what === method).length
const section = (length: number): KnownBlock => ({
  type: 'section',
  text: { type: 'plain_text', text: 'a'.repeat(length) },
})

describe('a message that breaks a limit of Slack', () => {
  const text = 'The words'
  const tooMany = Array.from({ length: limits.messageBlocks + 1 }, () => section(1))
  const tooLong = Array.from({ length: 5 }, () => section(limits.messageTotal / 5 + 1))

  it.each([
    ['of which there are too many blocks', tooMany, 'no more than 50 items allowed'],
    [
      'of which each block is legal and all together are too long',
      tooLong,
      'must be less than 12001 characters',
    ],
  ])('%s is neither posted nor put in the place of another', async (_what, blocks, problem) => {
    const refused = {
      kind: 'failed',
      error: 'breaks_a_limit',
      problems: [expect.stringContaining(problem)],
    }
    const channel = workbench.channels.spoc
    const once = { channel, text, blocks, postId: 'post-1', ambiguous: false, since: 0 }
    expect(await post(client, once)).toEqual(refused)
    expect(await edit(client, { channel, text, blocks, ts: '1.1' })).toEqual(refused)
    expect(callsOf('chat.postMessage') + callsOf('chat.update')).toBe(0)
  })
})

describe('a message that cannot be written', () => {
  it('fails once and for good, says so in the log, and the next one of its channel goes out', async () => {
    const opened = await openedStore()
    const { store, parts } = opened
    const rows = deliveryRows(parts)
    const caseId = await bareCase(parts)
    const unwritable = await rows.alert('team:spoc', { lane: 'urgent', caseId })
    await parts.owner.query(
      `update outbox set data = '{"text": "x", "actions": ["no_such_step"]}' where id = $1`,
      [unwritable],
    )
    const next = await rows.alert('team:spoc')
    const { general: _public, ...channels } = workbench.channels
    const sender = deliveries(
      {
        store,
        client,
        destinations: destinations(client, channels, { districts: [] }),
        staff: parts.staff,
        log: parts.log,
      },
      () => undefined,
    )
    await expect
      .poll(
        async () => {
          await sender.begin()
          await sender.settled()
          return (await rows.alertRow(next)).status
        },
        { timeout: 10_000 },
      )
      .toBe('sent')
    expect(await rows.alertRow(unwritable)).toMatchObject({
      status: 'failed',
      error: 'not_written_TypeError',
      attempt: 1,
    })
    const said = parts.logged.filter(({ message }) => message.includes('Slack will not take this message'))
    expect(said).toHaveLength(1)
    expect(said[0]?.fields).toMatchObject({ caseId, destination: 'team:spoc', code: 'not_written_TypeError' })
    await opened.close()
  })
})
