import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http'

export type HttpServer = {
  port: number
  /** May be called twice. */
  close(): Promise<void>
}

type Options = {
  port: number
  /** Handles `/slack/events` over HTTP transport. */
  slack: RequestListener | undefined
  /** Whether everything that Safehold needs is there, in words for the operator. */
  readiness(): Promise<{ ready: boolean; detail: Record<string, unknown> }>
  /** A request that Slack did not sign, or not just now, was turned away. */
  onUnsigned?(): void
  /** The figures, as Prometheus reads them. */
  metrics?(): Promise<string>
}

const futureSeconds = 300
/**
 * Longer than what stands before us keeps a connection that nobody uses, a minute as a rule: if we closed it first, a form
 * sent in that moment would be lost, and Slack does not send forms again.
 */
const keptOpenMs = 75_000
/** Slack's own requests are a few hundred kilobytes at most and come in one piece, within moments. */
const largestBody = 2_000_000
const headersWithinMs = 10_000
const requestWithinMs = 15_000
const idleCheckMs = 20
const answersLeaveWithinMs = 1000

/** The one HTTP server of the process: `/healthz`, `/readyz`, `/metrics`, and over HTTP transport `/slack/events`. */
export const startHttpServer = (options: Options): Promise<HttpServer> => {
  const limits = { headersTimeout: headersWithinMs, requestTimeout: requestWithinMs }
  const server = createServer({ keepAliveTimeout: keptOpenMs, ...limits }, (request, response) => {
    route(options, request, response).catch(() => answer(response, 500, { ready: false }))
  })
  return new Promise((resolve, reject) => {
    server.once('error', error => reject(portError(error, options.port)))
    server.listen(options.port, () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : options.port
      let closing: Promise<void> | undefined
      resolve({ port, close: () => (closing ??= closeInOrder(server)) })
    })
  })
}

/** Takes no more, and lets answers that are on their way out leave; connections that are kept open wait for nothing. */
const closeInOrder = (server: Server): Promise<void> =>
  new Promise(closed => {
    const idle = setInterval(() => server.closeIdleConnections(), idleCheckMs)
    const alarm = setTimeout(() => server.closeAllConnections(), answersLeaveWithinMs)
    server.close(() => {
      clearInterval(idle)
      clearTimeout(alarm)
      closed()
    })
  })

const portError = (error: Error & { code?: string }, port: number): Error =>
  error.code === 'EADDRINUSE'
    ? Object.assign(
        new Error(`Port ${port} is in use. Set PORT to a free one, or to 0 for any`, { cause: error }),
        {
          exitCode: 2,
        },
      )
    : error

const route = async (options: Options, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const path = request.url?.split('?')[0]
  // Read to its end by nobody, a body would keep what is sent to us in memory: the connection ends with the answer.
  if (path !== '/slack/events' && request.method !== 'GET' && request.method !== 'HEAD')
    return refuse(response, 405, 'only_get')
  if (path === '/healthz') return answer(response, 200, { alive: true })
  if (path === '/readyz') {
    const { ready, detail } = await options.readiness()
    return answer(response, ready ? 200 : 503, { ready, ...detail })
  }
  if (path === '/metrics' && options.metrics) {
    const figures = await options.metrics()
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).end(figures)
    return
  }
  if (path !== '/slack/events' || options.slack === undefined)
    return answer(response, 404, { error: 'not_found' })
  if (request.method !== 'POST') return refuse(response, 405, 'only_post')
  // Slack says how long its requests are; the library behind us reads whatever comes.
  const length = Number(request.headers['content-length'])
  if (!Number.isSafeInteger(length)) return refuse(response, 411, 'length_required')
  if (length > largestBody) return refuse(response, 413, 'too_large')
  // Slack's library refuses old timestamps only: one from the future would let a captured request live on.
  response.once('finish', () => response.statusCode === 401 && options.onUnsigned?.())
  if (isFromTheFuture(request)) return answer(response, 401, { error: 'timestamp_in_the_future' })
  options.slack(request, response)
}

const isFromTheFuture = (request: IncomingMessage): boolean =>
  Number(request.headers['x-slack-request-timestamp']) > Date.now() / 1000 + futureSeconds

const refuse = (response: ServerResponse, status: number, error: string): void => {
  response.setHeader('connection', 'close')
  answer(response, status, { error })
}

const answer = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
