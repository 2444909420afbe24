import { processFaults } from './faults-processes.ts'
import { slackFaults } from './faults-slack.ts'
import { storeFaults } from './faults-stores.ts'
import type { Fault } from './fault.ts'

/** Everything the nemesis can do. */
export const table = { ...processFaults, ...storeFaults, ...slackFaults }

export type FaultName = keyof typeof table

/** The same, each as wide as any. */
export const faults: Readonly<Record<FaultName, Fault>> = table
