import type { WebClient } from '@slack/web-api'
import { formatInstant, type Instant } from '../calendar/london.ts'
import { slackAway } from './away.ts'
import { messageOf } from './message.ts'
import { edit, post, type Posted } from './post.ts'

type Beat = { beat: number; at: Instant; channel: string; ts: string | null; postId: string }

const secondsADay = 86_400

const messageFor = ({ beat, at }: Pick<Beat, 'beat' | 'at'>) => {
  const words = `Safehold is at work. It last checked itself at ${formatInstant(at)} (check ${beat}).`
  return messageOf([words], [{ say: words }])
}

/** Shows a beat in the one message that there is for it: posted the first time, edited in place from then on. */
export const showBeat = async (client: WebClient, beat: Beat): Promise<Posted> => {
  const message = messageFor(beat)
  const { channel, ts, postId, at } = beat
  if (ts !== null) return edit(client, { ...message, channel, ts })
  const since = Math.floor(Date.parse(at) / 1000) - secondsADay
  // It may have been posted and its place not kept: looked for first, so that there is one.
  const posted = await post(client, { ...message, channel, postId, ambiguous: true, since })
  return posted.kind === 'sent' && posted.found
    ? edit(client, { ...message, channel, ts: posted.ts })
    : posted
}

/** Says of a message that showed beats that another one does now: an old time in it would look like the end of them. */
export const leaveBeat = (client: WebClient, at: { channel: string; ts: string }): Promise<Posted> => {
  const words = 'Safehold shows in another channel now when it last checked itself.'
  return edit(client, { ...messageOf([words], [{ say: words }]), ...at })
}

/** Reads the message again from Slack. Undefined when it says what it should, else the code of what is wrong. */
export const readBeatAgain = async (
  client: WebClient,
  beat: Beat & { ts: string },
): Promise<string | undefined> => {
  const { channel, ts } = beat
  try {
    const { messages } = await client.conversations.history({
      channel,
      oldest: ts,
      latest: ts,
      inclusive: true,
      limit: 1,
    })
    const [found] = messages ?? []
    if (found?.ts !== ts) return 'message_not_there'
    return found.text === messageFor(beat).text ? undefined : 'message_differs'
  } catch (error) {
    const away = slackAway(error)
    if (away) return away.code
    throw error
  }
}
