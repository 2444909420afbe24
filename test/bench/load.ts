import { Agent, request } from 'node:http'
import { z } from 'zod'
import type { SignedRequest } from '../../src/workbench/signed-http.ts'
import type { Round } from './figures.ts'

/** Slack's own patience. */
const ackWithinMs = 3000
/** With so many requests gone wrong there is nothing to measure. */
const mostProblems = 20

const updated = z.object({ response_action: z.literal('update'), view: z.looseObject({}) })

/** The view that a submission was answered with. */
export type UpdatedView = z.infer<typeof updated>['view']

export type Answered = { view: UpdatedView } | { problem: string }

/** An app under load, at its address for Slack's requests, over connections that stay open. */
export type Target = { send(request: SignedRequest): Promise<Answered>; close(): void }

export const targetAt = (url: string, connections: number): Target => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  return {
    send: async signed => {
      try {
        return answeredWith(await post(url, agent, signed))
      } catch (error) {
        return { problem: error instanceof Error ? error.message : String(error) }
      }
    },
    close: () => agent.destroy(),
  }
}

type Response = { status: number; text: string }

const post = (url: string, agent: Agent, { body, headers }: SignedRequest): Promise<Response> =>
  new Promise((resolve, reject) => {
    const outgoing = request(url, { method: 'POST', headers, agent, timeout: ackWithinMs })
    outgoing.once('error', reject)
    outgoing.once('timeout', () => outgoing.destroy(new Error(`no answer in ${ackWithinMs} ms`)))
    outgoing.once('response', incoming => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.once('error', reject)
      incoming.once('end', () =>
        resolve({ status: incoming.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
      )
    })
    outgoing.end(body)
  })

const answeredWith = ({ status, text }: Response): Answered => {
  if (status !== 200) return { problem: `status ${status}` }
  try {
    const { success, data } = updated.safeParse(JSON.parse(text))
    return success ? { view: data.view } : { problem: `not an update: ${text.slice(0, 200)}` }
  } catch (error) {
    return { problem: `not JSON: ${String(error)}` }
  }
}

export type Loaded = Round & { views: UpdatedView[]; problems: string[] }

/**
 * Sends all requests, `concurrency` at a time, each as soon as the one before it on its line is answered. Stops early
 * when too many go wrong. `answered` is told of each answer.
 */
export const load = async (
  target: Target,
  requests: readonly SignedRequest[],
  concurrency: number,
  answered: () => void = () => undefined,
): Promise<Loaded> => {
  const waiting = requests.values()
  const latencies: number[] = []
  const views: UpdatedView[] = []
  const problems: string[] = []
  const line = async (): Promise<void> => {
    for (const one of waiting) {
      const sentAt = performance.now()
      const answer = await target.send(one)
      latencies.push(performance.now() - sentAt)
      if ('view' in answer) views.push(answer.view)
      else problems.push(answer.problem)
      answered()
      if (problems.length >= mostProblems) return
    }
  }
  const startedAt = performance.now()
  await Promise.all(Array.from({ length: concurrency }, line))
  return { latencies, seconds: (performance.now() - startedAt) / 1000, views, problems }
}
