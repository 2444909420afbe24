import { App, HTTPReceiver, type Logger, type Receiver, SocketModeReceiver } from '@slack/bolt'
import type { RequestListener } from 'node:http'
import type { SlackConfig } from '../src/config.ts'
import { clientOptions } from '../src/slack/client.ts'
import { tokenRefused } from '../src/slack/startup-checks.ts'
import { type Log, steadySocket } from './steady-socket.ts'

/** The line to Slack: what comes in goes to the app's handlers. */
export type Reception = {
  app: App
  /** Over HTTP: handles `/slack/events`. */
  listener: RequestListener | undefined
  start(): Promise<void>
  /** Keeps handling until nothing is in flight or the time is up, then takes no more. */
  stop(atMostMs: number): Promise<void>
  /** Over Socket Mode: why there is no connection, or undefined while there is one. */
  trouble(): string | undefined
}

const path = '/slack/events'
const quietCheckMs = 50
const appTokenFix = "Copy the app-level token again from the app's page; it needs the scope connections:write"

/** Builds the Bolt app for either transport. Throws Slack's error when the token is not accepted. */
export const openReception = async (slack: SlackConfig, logger: Logger, log: Log): Promise<Reception> => {
  const receiver = receiverFor(slack, logger)
  const app = new App({
    token: slack.botToken,
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
  const socket = receiver instanceof SocketModeReceiver ? steadySocket(receiver.client, log) : undefined
  return {
    app,
    listener: receiver instanceof HTTPReceiver ? receiver.requestListener : undefined,
    start: async () => {
      await socket?.start().catch((error: unknown) => {
        throw tokenRefused(error, 'SLACK_APP_TOKEN', appTokenFix)
      })
    },
    stop: async atMostMs => {
      const until = Date.now() + atMostMs
      // At least once, for what has arrived and is still being read: it is not counted yet.
      do await new Promise(resolve => setTimeout(resolve, quietCheckMs))
      while (inFlight() > 0 && Date.now() < until)
      await socket?.stop()
    },
    trouble: () => socket?.trouble(),
  }
}

const receiverFor = (slack: SlackConfig, logger: Logger): Receiver => {
  if (slack.transport === 'http')
    return new HTTPReceiver({ signingSecret: slack.signingSecret, endpoints: [path], logger })
  return new SocketModeReceiver({
    appToken: slack.appToken,
    logger,
    autoReconnectEnabled: false,
    installerOptions: { clientOptions: clientOptions(slack.apiUrl, logger) },
  })
}

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
