import type { Scene } from './scene.ts'

/** A day in the life of the teams, played by made-up people through the real forms, so that all of its record is true. */
export type Scenario = {
  /** What is typed after --scenario. */
  name: string
  /** One line for whoever chooses. */
  about: string
  play(scene: Scene): Promise<void>
}
