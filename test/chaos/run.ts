import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { check, type Finding } from './check.ts'
import { clients } from './client.ts'
import { readFinalState } from './final-state.ts'
import type { FaultName } from './faults.ts'
import { type History, startHistory } from './history.ts'
import { nemesis, reached } from './nemesis.ts'
import type { Plan } from './plan.ts'
import { failedShown, waitForRest } from './rest.ts'
import { proof } from './stories.ts'
import { type Prepared, startSystem, type System } from './system.ts'

/** After the last fault is healed everything must have come to rest within this. */
const restWithinMs = 120_000
/** Where it did not come to rest the first time, it need not be waited for as long again. */
const shortRestMs = 5000
const jumpAtLatestMs = 2500

export type RunResult = {
  plan: Plan
  findings: readonly Finding[]
  faults: readonly FaultName[]
  acknowledged: number
  refused: number
  unknown: number
  pressedAgain: number
  found: number
  twiceInDirect: number
  /** What could not be done, and what was told with others in one message: without any, nothing of it was tried. */
  troubles: number
  gathered: number
  endedByItself: number
  ms: number
  /** Where the history and the processes' output are; they are deleted when nothing was found, unless they are to be kept. */
  files: readonly string[]
}

/** One run from beginning to end. Throws when the harness itself fails. */
export const runOnce = async (plan: Plan, prepared: Prepared, keep: boolean): Promise<RunResult> => {
  const startedAt = performance.now()
  const folder = join(prepared.root, `${plan.backend}-${plan.seed}`)
  mkdirSync(folder, { mode: 0o711 })
  const kept = join(tmpdir(), `safehold-chaos-${plan.backend}-${plan.seed}`)
  const files = [`${kept}.jsonl`, `${kept}.log`] as const
  rmSync(files[0], { force: true })
  const history = startHistory(files[0])
  history.note('plan', 'drawn', { plan })
  let system: System | undefined
  try {
    system = await startSystem(plan, prepared, folder, history)
    const result = await play(plan, system, history)
    const wrong = result.findings.length > 0
    if (wrong || keep) writeFileSync(files[1], system.output())
    if (!wrong && !keep) rmSync(files[0], { force: true })
    return { ...result, plan, ms: Math.round(performance.now() - startedAt), files }
  } catch (error) {
    if (system) writeFileSync(files[1], system.output())
    throw error
  } finally {
    await system?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

const play = async (
  plan: Plan,
  system: System,
  history: History,
): Promise<Omit<RunResult, 'plan' | 'ms' | 'files'>> => {
  const people = clients(system.workbench, history)
  const evil = nemesis(plan, system, history)
  const time = async (): Promise<void> => {
    for (const { atStep, ms } of plan.jumps) {
      await reached(history, atStep, jumpAtLatestMs)
      history.note('time', 'moves on', { ms })
      await system.moveOn(ms)
      history.note('time', 'has moved on')
    }
  }
  await Promise.all([
    evil.strike(),
    time(),
    ...plan.clients.map(({ name, story, twice }) => people.play(name, story, twice)),
  ])
  await evil.healAll()
  const quietFrom = (await system.now()).toISOString()
  const first = await waitForRest(system, history, restWithinMs)
  // All is well again: now a concern must be taken, and shown in Slack.
  await people.play('one', [proof], [false])
  const proved = history.operations.at(-1)
  const unproved = proved?.outcome === 'ok' ? [] : ['a concern raised after it all was not taken']
  const restFrom = (await system.now()).toISOString()
  const then = await waitForRest(system, history, first.length > 0 ? shortRestMs : restWithinMs)
  const state = await readFinalState(
    system,
    { quietFrom, unrest: [...first, ...unproved, ...then], failedShown: await failedShown(system) },
    restFrom,
  )
  const { findings, twiceInDirect } = check(history.operations, state)
  for (const { figure, what } of findings) history.note('checker', figure, { what })
  const count = (outcome: string): number =>
    history.operations.filter(operation => operation.outcome === outcome).length
  return {
    findings,
    twiceInDirect,
    troubles: state.recorded.troubles.length,
    gathered: state.recorded.messages.filter(({ digestId }) => digestId !== null).length,
    faults: plan.strikes.map(({ fault }) => fault),
    acknowledged: count('ok'),
    refused: count('fail'),
    unknown: count('info'),
    pressedAgain: history.operations.reduce((sum, { presses }) => sum + presses - 1, 0),
    found: state.recorded.cases.length,
    endedByItself: system.members.reduce((sum, member) => sum + member.endedByItself(), 0),
  }
}
