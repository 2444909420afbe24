import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Fields, isFields } from './fields.ts'
import { BodyTooLarge, bodyOf, sendJson, sendText } from './http.ts'
import { answerPageApi, type PageBench } from './page-api.ts'
import { servePage } from './page-files.ts'
import type { SocketMode } from './socket-mode.ts'
import { answerCall } from './web-api/call.ts'

export type Listening = { close: () => Promise<void> }

/** Listens on 127.0.0.1 only, and tells the world its address. Rejects when the port is taken. */
export async function listen(
  bench: PageBench,
  socketMode: SocketMode | undefined,
  port: number,
): Promise<Listening> {
  const server = createServer((request, response) => {
    answer(bench, socketMode, request, response).catch((error: unknown) => {
      const status = error instanceof BodyTooLarge ? 413 : 500
      const note = error instanceof Error ? error.message : String(error)
      bench.world.log.add({
        direction: 'from Safehold',
        what: String(request.url),
        status: String(status),
        ms: 0,
        note,
      })
      if (response.headersSent) response.destroy()
      else sendJson(response, status, { ok: false, error: note })
    })
  })
  server.on('upgrade', (request, socket, head) => {
    if (socketMode === undefined || !request.url?.startsWith('/link/') || !isFromHere(bench, request)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
      return
    }
    socketMode.upgrade(request, socket, head)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', error => reject(portError(error, port)))
    server.listen(port, '127.0.0.1', () => {
      bench.world.url = `http://127.0.0.1:${portOf(server)}`
      resolve()
    })
  })
  return { close: () => close(server) }
}

async function answer(
  bench: PageBench,
  socketMode: SocketMode | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!isFromHere(bench, request))
    return sendText(response, 403, 'Refused: this address is for this computer only.')
  const address = request.url ?? '/'
  if (!URL.canParse(address, bench.world.url)) return sendText(response, 400, 'This is not an address.')
  const url = new URL(address, bench.world.url)
  const { pathname } = url
  if (pathname.startsWith('/api/')) {
    if (request.method !== 'POST' && request.method !== 'GET') return sendText(response, 405, 'Use POST.')
    return answerCall(bench.world, socketMode?.newAddress, pathname.slice('/api/'.length), request, response)
  }
  if (pathname.startsWith('/workbench/')) return answerPageApi(bench, url, request, response)
  if (pathname.startsWith('/response/') && request.method === 'POST')
    return answerResponse(bench, pathname, request, response)
  if (request.method !== 'GET') return sendText(response, 405, 'Use GET.')
  // The raw path, because URL would already have resolved any dot-dot.
  if (pathname === '/' || pathname.startsWith('/page/')) return servePage(rawPath(request), response)
  sendText(response, 404, 'Not found')
}

const rawPath = (request: IncomingMessage) => (request.url ?? '/').split('?')[0] ?? '/'

/** Only this computer's own names, and no page of another site: this stops DNS rebinding and cross-site posts. */
function isFromHere({ world }: PageBench, request: IncomingMessage): boolean {
  const { port } = new URL(world.url)
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`]
  const { host = '', origin } = request.headers
  return hosts.includes(host) && (origin === undefined || hosts.some(known => origin === `http://${known}`))
}

async function answerResponse(
  bench: PageBench,
  pathname: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = parsed(await bodyOf(request))
  if (body === undefined) return sendText(response, 400, 'invalid_payload')
  if (bench.world.faults.isOn('outage')) return sendText(response, 503, 'service_unavailable')
  const problem = bench.responseUrls.answer(pathname.slice('/response/'.length), body)
  bench.world.log.add({ direction: 'from Safehold', what: 'response_url', status: problem ?? 'ok', ms: 0 })
  if (problem === undefined) return sendText(response, 200, 'ok')
  sendText(response, problem.endsWith('_url') ? 404 : 400, problem)
}

function parsed(text: string): Fields | undefined {
  try {
    const body: unknown = JSON.parse(text)
    return isFields(body) ? body : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

const portError = (cause: Error & { code?: string }, port: number): Error =>
  cause.code === 'EADDRINUSE'
    ? Object.assign(
        new Error(`Port ${port} is in use. Set WORKBENCH_PORT to a free one, or to 0 for any`, { cause }),
        { exitCode: 2 },
      )
    : cause

const portOf = (server: Server): number => {
  // A server that listens on TCP has an address with a port.
  const address = server.address() as AddressInfo
  return address.port
}

function close(server: Server): Promise<void> {
  const closed = new Promise<void>(resolve => server.close(() => resolve()))
  server.closeAllConnections()
  return closed
}
