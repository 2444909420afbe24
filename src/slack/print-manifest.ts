import { parseArgs } from 'node:util'
import { manifestFor, type Reached } from './manifest.ts'

const usage =
  'Use: npm run manifest, or: npm run manifest -- --transport http --url https://your.host/slack/events'

/** `npm run manifest`: prints the Slack app manifest for either transport as JSON. Exit code 2 for wrong use. */
export const main = (args: readonly string[]): 0 | 2 => {
  const reached = reachedBy(args)
  if (typeof reached === 'string') {
    process.stderr.write(`${reached}\n${usage}\n`)
    return 2
  }
  process.stdout.write(`${JSON.stringify(manifestFor(reached), null, 2)}\n`)
  return 0
}

/** How Slack reaches the app, or what is wrong with the arguments. */
const reachedBy = (args: readonly string[]): Reached | string => {
  const given = read(args)
  if (typeof given === 'string') return given
  const { transport, url } = given
  if (transport === 'socket')
    return url === undefined ? { transport } : 'Over Socket Mode Slack needs no address: leave out --url.'
  if (transport !== 'http') return '--transport is socket or http.'
  const address = url === undefined || !URL.canParse(url) ? undefined : new URL(url)
  if (address?.protocol !== 'https:')
    return 'Over HTTP Slack needs --url, the https address at which it reaches /slack/events.'
  if (address.pathname === '/') address.pathname = '/slack/events'
  return { transport, url: address.href }
}

const read = (args: readonly string[]): { transport: string; url?: string | undefined } | string => {
  const options = { transport: { type: 'string', default: 'socket' }, url: { type: 'string' } } as const
  try {
    return parseArgs({ args: [...args], options }).values
  } catch (error) {
    if (error instanceof TypeError) return error.message
    throw error
  }
}
