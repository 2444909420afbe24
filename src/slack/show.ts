import type { HomeView, ModalView } from '@slack/types'
import { type WebClient, WebAPIPlatformError } from '@slack/web-api'
import { messageOf } from './message.ts'
import type { Press } from './passage.ts'
import { asWritten } from './post.ts'

/** A view on somebody's screen. */
export type Shown = { viewId: string; hash: string }

/** Opens a view. The trigger lives three seconds and works once. */
export const openView = async (client: WebClient, trigger: string, view: ModalView): Promise<Shown> =>
  shownOf(await client.views.open({ trigger_id: trigger, view }))

/** Puts a view on top of the one a button was pressed in. Three fit on top of each other. */
export const pushView = async (client: WebClient, trigger: string, view: ModalView): Promise<Shown> =>
  shownOf(await client.views.push({ trigger_id: trigger, view }))

/** Replaces a view. With a hash only if nothing has replaced it since. */
export const updateView = async (
  client: WebClient,
  { viewId, hash }: { viewId: string; hash?: string | undefined },
  view: ModalView,
): Promise<Shown> =>
  shownOf(await client.views.update({ view_id: viewId, view, ...(hash !== undefined && { hash }) }))

/** Shows this in a person's App Home, in place of what was there. */
export const publishHome = async (client: WebClient, person: string, view: HomeView): Promise<void> => {
  await client.views.publish({ user_id: person, view })
}

/** Tells one person something in their direct messages with Safehold; a refusal with its "Why?". */
export const tellPerson = async (
  client: WebClient,
  person: string,
  text: string,
  why?: Press,
): Promise<void> => {
  const message = why ? messageOf([text], [{ say: text, button: why }]) : { text }
  await client.chat.postMessage({ ...message, channel: person, ...asWritten })
}

/** Another update was faster: what is on the screen now is newer than what was to be shown. */
export const isOvertakenUpdate = (error: unknown): boolean =>
  error instanceof WebAPIPlatformError && ['hash_conflict', 'not_found'].includes(error.data.error)

const shownOf = ({ view }: { view?: { id?: string; hash?: string } }): Shown => {
  if (view?.id === undefined) throw new Error('Slack opened a view without saying which')
  return { viewId: view.id, hash: view.hash ?? '' }
}
