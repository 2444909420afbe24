import type { Deps } from '../deps.ts'
import type { Heard } from './events.ts'

type Parts = Pick<Deps, 'gate' | 'store'>

/** An account changed: the next press asks anew, and the worker looks whether they have left. Slack's own look-up decides. */
export const onAccountOfLeaver =
  ({ gate, store }: Parts) =>
  async ({ event: { user } }: Heard<'user_change'>): Promise<void> => {
    gate.forgetPerson(user.id)
    if (user.deleted || isGuest(user)) await store.askAfter(user.id)
  }

// Slack's type leaves out what it sends of a full account.
const isGuest = (user: { is_restricted?: boolean; is_ultra_restricted?: boolean }): boolean =>
  user.is_restricted === true || user.is_ultra_restricted === true

/** Somebody is out of a channel: their role ends with the next press, and the worker looks what they had by it. */
export const onMemberLeft =
  ({ gate, store }: Parts) =>
  async ({ event: { user } }: Heard<'member_left_channel'>): Promise<void> => {
    gate.forgetTeams()
    await store.askAfter(user)
  }

/** Somebody is in a channel: their role begins with the next press. */
export const onMemberJoined =
  ({ gate }: Parts) =>
  async (): Promise<void> =>
    gate.forgetTeams()
