import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An address that nobody should call, and how often it was called all the same. */
export const forgedAddress = async () => {
  let calls = 0
  const server = createServer((_request, response) => {
    calls += 1
    response.end('ok')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  // Listening on a port, it has an address of that kind.
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/forged`,
    calls: () => calls,
    stop: async () => void server.close(),
  }
}
