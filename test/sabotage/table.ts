import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path/posix'
import type { Mutation } from './mutation.ts'
import { permissions } from './permissions.ts'
import { readMutations } from './read-mutations.ts'

const folder = 'test/sabotage/mutations'

/** Every mutation: those written down, by room, and one for each permission, which is here by itself. */
export const readTable = (): Mutation[] => [
  ...permissions(),
  ...readdirSync(folder)
    .sort()
    .flatMap(name => readMutations(readFileSync(join(folder, name), 'utf8'), join(folder, name))),
]
