import { App, HTTPReceiver, type Logger } from '@slack/bolt'
import { SocketModeClient } from '@slack/socket-mode'
import type { RequestListener } from 'node:http'
import type { SlackConfig } from '../src/config.ts'
import { clientOptions } from '../src/slack/client.ts'
import { tokenRefused } from '../src/slack/startup-checks.ts'
import type { Log } from '../src/log-fields.ts'
import { type Sockets, socketsFor } from './two-sockets.ts'

/** The line to Slack: what comes in goes to the app's handlers. */
export type Reception = {
  app: App
  /** Over HTTP: handles `/slack/events`. */
  listener: RequestListener | undefined
  /** Throws Slack's error while there is no connection yet; may be called again. */
  start(): Promise<void>
  /** Keeps handling until nothing is in flight or the time is up, then takes no more. */
  stop(atMostMs: number): Promise<void>
  /** Over Socket Mode: why there is no connection, or undefined while there is one. */
  trouble(): string | undefined
  /** Over Socket Mode: how many connections there are. */
  live(): number | undefined
}

const path = '/slack/events'
const quietCheckMs = 50
/** So that one can be made again while another serves. Slack allows ten for all the processes of an app. */
const connections = 2
const appTokenFix = "Copy the app-level token again from the app's page; it needs the scope connections:write"

/** Builds the Bolt app for either transport. Throws Slack's error when the token is not accepted. */
export const openReception = async (slack: SlackConfig, logger: Logger, log: Log): Promise<Reception> => {
  const http =
    slack.transport === 'http'
      ? new HTTPReceiver({ signingSecret: slack.signingSecret.reveal(), endpoints: [path], logger })
      : undefined
  const sockets = slack.transport === 'socket' ? openSockets(slack, logger, log) : undefined
  const receiver = http ?? sockets?.receiver
  if (!receiver) throw new Error('There is neither HTTP nor Socket Mode to hear Slack by')
  const app = new App({
    token: slack.botToken.reveal(),
    receiver,
    clientOptions: clientOptions(slack.apiUrl, logger),
    logger,
    convoStore: false,
    extendedErrorHandler: true,
    // Without this a wrong token would end the process with an unhandled rejection instead of a sentence.
    deferInitialization: true,
  })
  await app.init()
  const inFlight = countInFlight(app)
  return {
    app,
    listener: http?.requestListener,
    start: async () => {
      await sockets?.start().catch((error: unknown) => {
        throw tokenRefused(error, 'SLACK_APP_TOKEN', appTokenFix)
      })
    },
    stop: async atMostMs => {
      const until = Date.now() + atMostMs
      // At least once, for what has arrived and is still being read: it is not counted yet.
      do await new Promise(resolve => setTimeout(resolve, quietCheckMs))
      while (inFlight() > 0 && Date.now() < until)
      await sockets?.stop()
    },
    trouble: () => sockets?.trouble(),
    live: () => sockets?.live(),
  }
}

const openSockets = (
  { appToken, apiUrl }: Extract<SlackConfig, { transport: 'socket' }>,
  logger: Logger,
  log: Log,
): Sockets =>
  socketsFor(
    Array.from(
      { length: connections },
      () =>
        new SocketModeClient({
          appToken: appToken.reveal(),
          logger,
          autoReconnectEnabled: false,
          clientOptions: clientOptions(apiUrl, logger),
        }),
    ),
    log,
  )

// Bolt knows no drain: over Socket Mode its stop() does not wait for what is being handled, and the answer is lost.
const countInFlight = (app: App): (() => number) => {
  let count = 0
  const inner = app.processEvent.bind(app)
  app.processEvent = async event => {
    count += 1
    try {
      await inner(event)
    } finally {
      count -= 1
    }
  }
  return () => count
}
