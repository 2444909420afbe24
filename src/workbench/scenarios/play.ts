import { ConfigError } from '../../config.ts'
import { scenarios } from './list.ts'
import type { Scenario } from './scenario.ts'
import { createScene, type Stage } from './scene.ts'

/** Each scenario's name and what it is about, a line each. */
export const scenarioLines = (): string => {
  const width = Math.max(...scenarios.map(one => one.name.length))
  return scenarios.map(one => `  ${one.name.padEnd(width)}  ${one.about}`).join('\n')
}

/** The scenario of this name. Throws ConfigError, with those there are. */
export const scenarioNamed = (name: string): Scenario => {
  const found = scenarios.find(one => one.name === name)
  if (found === undefined)
    throw new ConfigError(`There is no scenario called ${name}. There are:\n${scenarioLines()}`)
  return found
}

/** Plays the scenario on this stage, which must be empty. Rejects at the first step that Slack or Safehold refuses. */
export const play = async (scenario: Scenario, stage: Stage): Promise<void> => {
  const scene = createScene(stage)
  await scenario.play(scene)
  await stage.settled()
}
