import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { slackClient } from '../../src/slack/client.ts'
import { slackHealth } from '../../src/slack/health.ts'
import { startWorkbench, type Workbench } from '../../src/workbench/workbench.ts'
import { silent } from '../workbench/sample-app.ts'

let bench: Workbench
beforeAll(async () => {
  bench = await startWorkbench({ port: 0, transport: 'http' })
})
afterEach(() => bench.faults.endAll())
afterAll(() => bench.stop())

const health = () => slackHealth(slackClient(bench.botToken, bench.apiUrl, silent))
const asked = () => bench.world.log.lines().filter(({ what }) => what === 'auth.test').length

it('says that Slack takes the token, and asks again only after some seconds', async () => {
  const ask = health()
  const before = asked()
  for (let n = 0; n < 3; n += 1) expect(await ask()).toEqual({ state: 'ok', refused: false })
  expect(asked() - before).toBe(1)
})

it('says by which code Slack refuses the token', async () => {
  bench.faults.start('token-revoked')
  expect(await health()()).toEqual({ state: 'token_revoked', refused: true })
})

it.each(['status', 'hang', 'reset', 'error'] as const)(
  'does not take trouble of Slack for a refusal, and answers in about a second: %s',
  async kind => {
    bench.faults.start(kind)
    const started = performance.now()
    expect(await health()()).toEqual({ state: 'no_answer', refused: false })
    expect(performance.now() - started).toBeLessThan(3000)
  },
)
