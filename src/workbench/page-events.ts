import type { ServerResponse } from 'node:http'
import type { Change, World } from './world.ts'

/** Long enough to gather what one call changes, short enough not to be felt. */
const GATHER_MS = 15

/** Keeps the page told, by Server-Sent Events, of what has changed for this person. */
export function streamChanges(world: World, person: string, response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  response.write('retry: 1000\n\n')
  let gathered: Change[] = []
  let timer: NodeJS.Timeout | undefined
  const send = () => {
    timer = undefined
    const channels = new Set(gathered.map(change => change.channel))
    const changes = gathered
    gathered = []
    for (const channel of channels) {
      const here = changes.filter(change => change.channel === channel)
      const changed = [...new Set(here.map(change => change.what))]
      response.write(`data: ${JSON.stringify({ changed, ...(channel !== undefined && { channel }) })}\n\n`)
    }
  }
  const stop = world.onChange(change => {
    if (!concerns(world, change, person)) return
    gathered.push(change)
    timer ??= setTimeout(send, GATHER_MS)
  })
  response.on('close', () => {
    clearTimeout(timer)
    stop()
  })
}

function concerns(world: World, change: Change, person: string): boolean {
  if (change.person !== undefined && change.person !== person) return false
  return change.channel === undefined || (world.channels.get(change.channel)?.members.has(person) ?? false)
}
