import { createServer, type Server } from 'node:http'
import { afterEach, expect, it } from 'vitest'
import { slackClient } from '../../src/slack/client.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

const quiet = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => undefined as never,
  setName: () => undefined,
}

/** Answers as told, and keeps what it is asked. */
const listening = async (answer: { status: number; location?: string }) => {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.writeHead(answer.status, answer.location === undefined ? {} : { location: answer.location })
    response.end('{"ok":true,"ts":"1.0"}')
  })
  servers.push(server)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return { asked, url: `http://127.0.0.1:${port}/api/` }
}

it.each([301, 302, 307, 308])(
  'what is meant for Slack follows nobody to another address: %i',
  async status => {
    const elsewhere = await listening({ status: 200 })
    const slack = await listening({ status, location: elsewhere.url })
    const client = slackClient('xoxb-made-up', slack.url, quiet)
    await expect(client.chat.postMessage({ channel: 'C1', text: 'for Slack' })).rejects.toThrow(
      'A request error occurred',
    )
    expect([slack.asked.length, elsewhere.asked]).toEqual([1, []])
  },
)
