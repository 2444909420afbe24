import { expect, it } from 'vitest'
import { onEvent } from '../../handlers/events/events.ts'
import { botEvents } from '../../src/slack/manifest.ts'

const told = (fails = false) => {
  const heard: unknown[][] = []
  const logged: object[] = []
  const channels = {
    channelChanged: (...of: unknown[]) => {
      if (fails) throw new Error('made-up')
      heard.push(of)
    },
    accountChanged: async (account: { id: string }) => void heard.push([account.id]),
  }
  const log = { error: (of: object) => void logged.push(of), warn: () => undefined, info: () => undefined }
  const tell = onEvent({ channels, log } as never)
  return { heard, logged, tell: (event: object) => tell({ event, client: {} } as never) }
}

it.each([
  [{ type: 'member_joined_channel', channel: 'C1', user: 'U1' }, [['C1', 'U1']]],
  [{ type: 'member_left_channel', channel: 'C1', user: 'U1' }, [['C1', 'U1']]],
  [{ type: 'group_left', channel: 'C1' }, [['C1']]],
  [{ type: 'group_archive', channel: 'C1' }, [['C1']]],
  [{ type: 'group_unarchive', channel: 'C1' }, [['C1']]],
  [{ type: 'channel_shared', channel: 'C1' }, [['C1']]],
  [{ type: 'channel_unshared', channel: 'C1' }, [['C1']]],
  [{ type: 'channel_id_changed', old_channel_id: 'C1', new_channel_id: 'C2' }, [['C1'], ['C2']]],
  [{ type: 'user_change', user: { id: 'U1' } }, [['U1']]],
])('the watch over the channels hears of %j', async (event, heard) => {
  expect(Object.keys(botEvents)).toContain(event.type)
  const { heard: found, tell } = told()
  await tell(event)
  expect(found).toEqual(heard)
})

it('of an event that nobody subscribed to nothing is made', async () => {
  const { heard, logged, tell } = told()
  for (const type of ['channel_rename', 'toString', 'message']) await tell({ type, channel: 'C1' })
  expect([heard, logged]).toEqual([[], []])
})

it('a listener that fails is logged by the name of the event, and nothing is thrown', async () => {
  const { logged, tell } = told(true)
  await tell({ type: 'group_left', channel: 'C1' })
  expect(logged).toMatchObject([{ command: 'group_left' }])
})
