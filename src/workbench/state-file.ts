import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { freshSecrets, type Secrets } from './identity.ts'
import type { World } from './world.ts'

const fields = z.record(z.string(), z.unknown())
const message = z.object({
  ts: z.string(),
  user: z.string(),
  bot: z.boolean(),
  text: z.string(),
  blocks: z.array(fields),
  metadata: fields.exactOptional(),
  threadTs: z.string().exactOptional(),
  broadcast: z.boolean(),
  edited: z.object({ user: z.string(), ts: z.string() }).exactOptional(),
  deleted: z.literal(true).exactOptional(),
})
const saved = z.object({
  version: z.literal(1),
  secrets: z.object({
    botToken: z.string(),
    appToken: z.string(),
    signingSecret: z.string(),
    verificationToken: z.string(),
  }),
  channels: z.record(
    z.string(),
    z.object({ messages: z.array(message), readTo: z.record(z.string(), z.string()) }),
  ),
})
export type SavedState = z.infer<typeof saved>

/** What the file holds, or undefined when there is no file yet. Throws, naming the file, when it cannot be read. */
export async function readState(file: string): Promise<SavedState | undefined> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
  const result = saved.safeParse(parse(text))
  if (result.success) return result.data
  throw new Error(
    `The workbench cannot read its saved messages in ${file}. Delete the file to start with empty channels.`,
    { cause: result.error },
  )
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    // Half a file is as unreadable as a wrong one; the schema then says so.
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

export const secretsFrom = (state: SavedState | undefined): Secrets => state?.secrets ?? freshSecrets()

export function restore(world: World, state: SavedState): void {
  for (const [id, channel] of Object.entries(state.channels)) {
    const known = world.channels.get(id)
    if (known === undefined) continue
    known.messages.push(...channel.messages)
    for (const [person, ts] of Object.entries(channel.readTo)) known.readTo.set(person, ts)
    for (const { ts } of channel.messages) world.tsUsed(ts)
  }
}

const snapshot = (world: World): SavedState => {
  const { botToken, appToken, signingSecret, verificationToken } = world.identity
  const channels = [...world.channels.values()].map(
    ({ id, messages, readTo }) =>
      [
        id,
        {
          messages: messages.filter(({ ephemeralTo }) => ephemeralTo === undefined),
          readTo: Object.fromEntries(readTo),
        },
      ] as const,
  )
  const secrets = { botToken, appToken, signingSecret, verificationToken }
  return { version: 1, secrets, channels: Object.fromEntries(channels) }
}

/** Writes soon after each change, one write at a time, each replacing the file whole. */
export function keepSaved(world: World, file: string, delayMs = 100): { flush(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> = Promise.resolve()
  const write = async () => {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(`${file}.new`, JSON.stringify(snapshot(world)), { mode: 0o600 })
    await rename(`${file}.new`, file)
  }
  const save = () => {
    timer = undefined
    writing = writing.then(write).catch((error: unknown) => {
      world.log.add({ direction: 'to Safehold', what: 'save', status: 'failed', ms: 0, note: String(error) })
    })
  }
  world.onChange(({ what }) => {
    if (what === 'messages' || what === 'state') timer ??= setTimeout(save, delayMs)
  })
  return {
    async flush() {
      clearTimeout(timer)
      await writing
      await write()
    },
  }
}
