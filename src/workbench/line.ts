import type { Fields } from './fields.ts'

export type Envelope = 'slash_commands' | 'interactive' | 'events_api'

/** What the app answered, or why it did not. */
export type Reply =
  | { ok: true; body: Fields }
  | { ok: false; reason: 'timeout' | 'unreachable' | 'refused'; note: string; noRetry?: boolean }

/** Which attempt after the first this is, and why it is made. */
export type Retry = { num: number; reason: string }

/** One way to reach the app. `send` settles within the acknowledgement limit and never rejects. */
export type Line = {
  send(type: Envelope, payload: Fields, retry?: Retry): Promise<Reply>
  connected(): boolean
  stop(): Promise<void>
}
