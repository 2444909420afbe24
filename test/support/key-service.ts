import { randomBytes } from 'node:crypto'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { keyEncryption } from '../../src/store/vault/key-encryption.ts'

/** A stand-in for a key management service, at an address of its own. It can be made slow, or to fail. */
export type KeyService = {
  url: string
  /** How many keys it was asked to wrap or unwrap. */
  calls(): number
  behave(how: 'well' | 'fails' | { slowMs: number }): void
  stop(): Promise<void>
}

type Asked = { what: string[]; bytes: string }

/** Starts one with a key that nobody else has. */
export const startKeyService = async (): Promise<KeyService> => {
  const keks = keyEncryption({ dataKey: randomBytes(32) })
  let how: Parameters<KeyService['behave']>[0] = 'well'
  let calls = 0
  const answerTo = async (path: string, { what, bytes }: Asked): Promise<Buffer> => {
    const given = Buffer.from(bytes, 'base64')
    if (path === '/wrap') return (await keks.wrap(what, given)).wrapped
    return keks.unwrap(what, { kekId: keks.kekId, wrapped: given })
  }
  const reply = async (path: string, body: Buffer, response: ServerResponse): Promise<void> => {
    calls += 1
    if (how === 'fails') {
      response.writeHead(503).end()
      return
    }
    if (how !== 'well') await delay(how.slowMs, undefined, { ref: false })
    const asked = JSON.parse(body.toString()) as Asked
    const answer = await answerTo(path, asked).catch(() => undefined)
    response.writeHead(answer ? 200 : 400).end(answer?.toString('base64'))
  }
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => void reply(request.url ?? '', Buffer.concat(parts), response))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  // A server that listens on TCP has such an address.
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    calls: () => calls,
    behave: next => void (how = next),
    stop: async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
