import type { Workbench } from '../../src/workbench/workbench.ts'

/** The marks of messages that are in a team's channel more than once. */
export const postedTwice = ({ channels, world }: Workbench): string[] => {
  const marks = Object.values(channels).flatMap(id =>
    (world.channels.get(id)?.messages ?? []).flatMap(({ metadata }) => {
      const { outbox_id: mark } = (metadata?.['event_payload'] ?? {}) as { outbox_id?: string }
      return mark === undefined ? [] : [mark]
    }),
  )
  return marks.filter((mark, i) => marks.indexOf(mark) !== i)
}
