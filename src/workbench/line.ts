import type { Fields } from './fields.ts'

export type Envelope = 'slash_commands' | 'interactive' | 'events_api'

/** What the app answered, or why it did not. */
export type Reply =
  | { ok: true; body: Fields }
  | { ok: false; reason: 'timeout' | 'unreachable' | 'refused'; note: string }

/** One way to reach the app. `send` settles within the acknowledgement limit and never rejects. */
export type Line = {
  send(type: Envelope, payload: Fields): Promise<Reply>
  connected(): boolean
  stop(): Promise<void>
}
