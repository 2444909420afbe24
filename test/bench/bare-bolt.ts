import { App, HTTPReceiver } from '@slack/bolt'
import { z } from 'zod'

/** What Safehold is measured against: Bolt as it comes, which answers each form at once and records nothing. */
const settings = z
  .object({ SIGNING_SECRET: z.string(), BOT_TOKEN: z.string(), SLACK_API_URL: z.url(), VIEW: z.string() })
  .parse(process.env)

const receiver = new HTTPReceiver({ signingSecret: settings.SIGNING_SECRET, endpoints: ['/slack/events'] })
const app = new App({
  token: settings.BOT_TOKEN,
  receiver,
  clientOptions: { slackApiUrl: settings.SLACK_API_URL },
})
// The view was made by Safehold, whose builder gives every view Slack's form.
const view = JSON.parse(settings.VIEW) as Parameters<typeof app.client.views.open>[0]['view']
app.view('raise_concern', async ({ ack }) => ack({ response_action: 'update', view }))

const server = await receiver.start({ host: '127.0.0.1', port: 0 })
// A connection lives from one round to the next, as Safehold's do.
server.keepAliveTimeout = 75_000
const address = server.address()
process.stdout.write(`Listening on ${typeof address === 'object' && address !== null ? address.port : 0}\n`)
