import type { Reply } from './line.ts'
import type { Person } from './people.ts'
import type { Channel, World } from './world.ts'

/** What the person sees after they acted: nothing special, or the words Slack would show. */
export type Outcome =
  | { ok: true }
  | {
      ok: false
      error: string
      /** By block_id, when the words are shown beside the fields of a view. */
      errors?: Record<string, string>
      /** Slack has said it in the channel already. */
      told?: true
    }

export const done: Outcome = { ok: true }
export const failed = (error: string): Outcome => ({ ok: false, error })

export const TROUBLE = 'We had some trouble connecting. Try again?'

/** Slack's names for the ways in which a command can fail. */
const COMMAND_ERRORS = {
  timeout: 'operation_timeout',
  unreachable: 'dispatch_failed',
  refused: 'http_client_error',
} as const

export const commandFailed = (command: string, reply: Reply & { ok: false }): string =>
  commandError(command, COMMAND_ERRORS[reply.reason])

export const commandError = (command: string, error: string): string =>
  `${command} failed with the error "${error}"`

export type Actor = { ok: true; person: Person } | { ok: false; error: string }

/** The person, if they can use Slack at all. */
export function actorOf(world: World, id: string): Actor {
  const person = world.people.get(id)
  if (person === undefined) return { ok: false, error: `Nobody here has the id ${id}.` }
  if (person.deactivated) return { ok: false, error: `${person.name}’s account has been deactivated.` }
  return { ok: true, person }
}

/** The channel, if this person is in it. */
export function channelFor(world: World, person: Person, id: string): Channel | undefined {
  const channel = world.channels.get(id)
  return channel?.members.has(person.id) ? channel : undefined
}

export const NOT_IN_CHANNEL = failed('You are not in this channel.')
