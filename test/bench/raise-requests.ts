import { randomBytes, randomUUID } from 'node:crypto'
import type { Fields } from '../../src/workbench/fields.ts'
import type { SignedRequest } from '../../src/workbench/signed-http.ts'
import type { Workbench } from '../../src/workbench/workbench.ts'
import { who } from '../support/people.ts'

const formWithinMs = 5000

/** What somebody may type when they raise a concern. The person is made up. */
const concern = `Spoke to the customer at 10:15 about the equipment in their grant. They were hard to follow and cried twice.
They said they have not left the flat since the carer stopped coming three weeks ago, that there is no food in and that
"there is no point any more". They would not say more, and put the phone down when I asked if anyone was with them.
I rang back twice: no answer. On the last two calls, in May and June, they were well and looking forward to starting work.
The notes say that a sister helps with letters, but there is no number for her. I am worried about their safety tonight.`

/** Opens the raise form once, by hand, and gives a maker of signed submissions of it, each with ids of its own. */
export const raiseRequests = async (workbench: Workbench): Promise<(count: number) => SignedRequest[]> => {
  const { driver } = workbench
  const raiser = driver.as(who.raiser)
  const outcome = await raiser.command('')
  if (!outcome.ok) throw new Error(`/concern failed: ${outcome.error}`)
  await driver.waitFor(() => raiser.view()?.callback_id === 'raise_concern', { timeoutMs: formWithinMs })
  const filled = raiser.submission({
    danger: 'no',
    text: concern,
    harmed: ['customer'],
    kinds: ['neglect'],
    name: 'Made-up Customer',
    safeToLeave: 'not_sure',
  })
  return count => Array.from({ length: count }, () => driver.signedRequest(fresh(filled)))
}

/** The same form as if somebody else had opened it: with another view id, nonce and case id, and other words in it. */
const fresh = (filled: Fields): Fields => {
  const id = `V0${randomBytes(5).toString('hex').toUpperCase()}`
  // The workbench made it, in the form Slack sends.
  const view = structuredClone(filled['view']) as View
  view.id = view.root_view_id = id
  view.private_metadata = JSON.stringify({ nonce: randomUUID(), opensWith: randomUUID() })
  for (const answer of Object.values(view.state.values['text'] ?? {}))
    answer.value = `${answer.value}\nCall ${id}`
  return { ...filled, trigger_id: randomUUID(), view }
}

/** The part of a submission that differs from one to the next, as Slack sends it. */
type View = {
  id: string
  root_view_id: string
  private_metadata: string
  state: { values: Record<string, Record<string, { value?: string }>> }
}
