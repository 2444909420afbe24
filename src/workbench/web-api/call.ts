import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import type { Fault } from '../faults.ts'
import type { Fields } from '../fields.ts'
import { bodyOf, sendJson } from '../http.ts'
import type { World } from '../world.ts'
import { type Args, parseArgs, stringArg } from './args.ts'
import { type Method, methods } from './methods.ts'
import { SlackRefusal } from './refusal.ts'

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
  const answer = (args: Args) =>
    refusalAsAnswer(() => runMethod(world, connectionsOpen, method, args, request))
  const parsed = refusalAsAnswer(() => parseArgs(body, request.headers['content-type'] ?? ''))
  const args = parsed.refused ? {} : parsed.fields
  const fault = world.faults.take(method, stringArg(args, 'channel'))
  if (fault?.delayMs !== undefined) await pause(fault.delayMs, undefined, { ref: false })
  if (fault === undefined || isOnlySlow(fault)) {
    const result = parsed.refused ? parsed : answer(args)
    log(result.refused ? String(result.fields['error']) : 'ok')
    return sendJson(response, 200, result.fields, { 'x-oauth-scopes': [...world.scopes].join(',') })
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
  sendJson(
    response,
    429,
    { ok: false, error: 'ratelimited' },
    { 'retry-after': String(fault.retryAfter ?? 1) },
  )
}

type Result = { refused: boolean; fields: Fields }

function refusalAsAnswer(run: () => Fields): Result {
  try {
    return { refused: false, fields: run() }
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error
    return { refused: true, fields: { ok: false, error: error.code, ...error.extra } }
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
  if (token !== appToken && token !== botToken) throw new SlackRefusal('invalid_auth')
  if (world.tokensRevoked) throw new SlackRefusal('token_revoked')
  if (name === 'apps.connections.open') {
    if (token !== appToken) throw new SlackRefusal('not_allowed_token_type')
    if (connectionsOpen === undefined) throw new SlackRefusal('socket_mode_not_enabled')
    return { ok: true, ...connectionsOpen() }
  }
  const method = methods.get(name)
  if (method === undefined) throw new SlackRefusal('unknown_method', { req_method: name })
  if (token !== botToken) throw new SlackRefusal('not_allowed_token_type')
  checkScopes(world, method)
  return { ok: true, ...method.run(world, args) }
}

function checkScopes(world: World, method: Method): void {
  if (method.scopes.length === 0 || method.scopes.some(scope => world.scopes.has(scope))) return
  throw new SlackRefusal('missing_scope', {
    needed: method.scopes.join(','),
    provided: [...world.scopes].join(','),
  })
}

function tokenOf(args: Args, request: IncomingMessage): string {
  const [scheme, token = ''] = (request.headers.authorization ?? '').split(' ')
  return scheme?.toLowerCase() === 'bearer' ? token : stringArg(args, 'token')
}
