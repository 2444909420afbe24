import type { World } from '../../src/workbench/world.ts'

/** What Safehold put in front of people, from the moment of the call on: also what has been replaced since. */
export type EverythingSent = {
  /** Messages of Safehold's in any channel or direct message, each version once, as JSON. */
  messages(): string[]
  /** Views, each version once, as JSON. */
  views(): string[]
}

/** Watches the workbench: every message by Safehold and every view that was ever on a screen. */
export const everythingSent = (world: World): EverythingSent => {
  const messages = new Set<string>()
  const views = new Set<string>()
  const look = () => {
    for (const channel of world.channels.values())
      for (const { bot, text, blocks, metadata, ephemeralTo } of channel.messages)
        if (bot) messages.add(JSON.stringify({ text, blocks, metadata, ephemeralTo }))
    for (const view of [...world.stacks.values(), [...world.homes.values()]].flat())
      views.add(JSON.stringify(view.definition))
  }
  world.onChange(change => {
    if (change.what === 'messages' || change.what === 'views') look()
  })
  look()
  return { messages: () => [...messages], views: () => [...views] }
}
