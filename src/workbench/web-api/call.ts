import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import type { Fault } from '../faults.ts'
import { type Fields, fieldsOr, stringsOf } from '../fields.ts'
import { bodyOf, sendJson } from '../http.ts'
import type { World } from '../world.ts'
import { type Args, checkNames, parseArgs, stringArg } from './args.ts'
import { methods } from './methods.ts'
import { SlackRefusal } from './refusal.ts'
import { checkScope } from './scopes.ts'

/** Opens a Socket Mode connection for the app; absent when the workbench speaks signed HTTP. */
export type ConnectionsOpen = (() => Fields) | undefined

/** Answers one Web API call, with whatever fault has been queued for it. */
export async function answerCall(
  world: World,
  connectionsOpen: ConnectionsOpen,
  method: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const started = performance.now()
  const log = (status: string, note = '') =>
    world.log.add({ direction: 'from Safehold', what: method, status, ms: performance.now() - started, note })
  const body = await bodyOf(request)
  const contentType = request.headers['content-type'] ?? ''
  const query = new URL(request.url ?? '/', world.url).search
  const answer = (args: Args) =>
    refusalAsAnswer(() => runMethod(world, connectionsOpen, method, args, request))
  const parsed = refusalAsAnswer(() => parseArgs({ method: request.method ?? '', body, contentType, query }))
  const args = parsed.refused ? {} : parsed.fields
  const fault = world.faults.take(method, stringArg(args, 'channel'))
  if (fault?.delayMs !== undefined) await pause(fault.delayMs, undefined, { ref: false })
  if (fault === undefined || isOnlySlow(fault)) {
    const result = parsed.refused ? parsed : answer(args)
    log(result.refused ? String(result.fields['error']) : 'ok', noteOn(result))
    if (result.retryAfter !== undefined) return sendLimited(response, result.retryAfter)
    return sendJson(response, 200, result.fields, { 'x-oauth-scopes': [...world.app.scopes].join(',') })
  }
  if (fault.afterEffect) answer(args)
  log(faultName(fault), fault.afterEffect ? 'fault, after the call took effect' : 'fault')
  misbehave(fault, response)
}

const isOnlySlow = (fault: Fault) =>
  fault.status === undefined && fault.error === undefined && !fault.hang && !fault.reset

const faultName = (fault: Fault) =>
  fault.hang ? 'no answer' : fault.reset ? 'connection reset' : (fault.error ?? String(fault.status))

function misbehave(fault: Fault, response: ServerResponse): void {
  if (fault.hang) return
  if (fault.reset) {
    response.socket?.resetAndDestroy()
    return
  }
  if (fault.error !== undefined) return sendJson(response, 200, { ok: false, error: fault.error })
  const status = fault.status ?? 500
  if (status !== 429) return sendJson(response, status, { ok: false, error: 'internal_error' })
  sendLimited(response, fault.retryAfter ?? 1)
}

const sendLimited = (response: ServerResponse, seconds: number): void =>
  sendJson(response, 429, { ok: false, error: 'ratelimited' }, { 'retry-after': String(seconds) })

type Result = { refused: boolean; fields: Fields; note?: string | undefined; retryAfter?: number | undefined }

/** What Slack says of each broken limit, for the log. */
const noteOn = ({ fields, note }: Result): string =>
  note ?? stringsOf(fieldsOr(fields['response_metadata'])['messages']).join(' ')

function refusalAsAnswer(run: () => Fields): Result {
  try {
    return { refused: false, fields: run() }
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error
    const { code, extra, note, retryAfter } = error
    return { refused: true, fields: { ok: false, error: code, ...extra }, note, retryAfter }
  }
}

function runMethod(
  world: World,
  connectionsOpen: ConnectionsOpen,
  name: string,
  args: Args,
  request: IncomingMessage,
): Fields {
  const token = tokenOf(args, request)
  const { appToken, botToken } = world.identity
  if (token === '') throw new SlackRefusal('not_authed')
  if (token !== appToken && token !== botToken) throw refusedToken(token)
  if (world.tokensRevoked) throw new SlackRefusal('token_revoked')
  if (name === 'apps.connections.open') {
    if (token !== appToken) throw new SlackRefusal('not_allowed_token_type')
    if (connectionsOpen === undefined) throw new SlackRefusal('socket_mode_not_enabled')
    return { ok: true, ...connectionsOpen() }
  }
  const method = methods.get(name)
  if (method === undefined) throw new SlackRefusal('unknown_method', { req_method: name })
  if (token !== botToken) throw new SlackRefusal('not_allowed_token_type')
  const wait = world.rates.take(name, method.tier, stringArg(args, 'channel'))
  if (wait !== undefined) throw new SlackRefusal('ratelimited', {}, { retryAfter: wait })
  checkScope(world, method, args)
  checkNames(args, method.takes)
  return { ok: true, ...method.run(world, args) }
}

/** A token of a real workspace does not belong here; it is neither kept nor shown. */
const refusedToken = (token: string): SlackRefusal =>
  /^x(ox[a-z]|app)-/.test(token)
    ? new SlackRefusal(
        'invalid_auth',
        {},
        { note: 'not a token of this workbench; a real one is of no use here' },
      )
    : new SlackRefusal('invalid_auth')

function tokenOf(args: Args, request: IncomingMessage): string {
  const [scheme, token = ''] = (request.headers.authorization ?? '').split(' ')
  return scheme?.toLowerCase() === 'bearer' ? token : stringArg(args, 'token')
}
