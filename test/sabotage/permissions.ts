import { readFileSync } from 'node:fs'
import type { Mutation } from './mutation.ts'

const file = 'src/case/permissions.ts'
const caughtBy = { file: 'test/case/roles.test.ts', title: 'every command by every role' }

/** Without it no case is begun, and the test of all the roles cannot even be read. */
const raising = { file: 'test/case/permissions.test.ts', title: 'a concern is raised by anybody' }

/** One line, or several in braces, of the table in which the permissions stand. */
const entry = /^ {2}(\w+): ('anyone'|'clock'|ceast\('[^']+'\)|\{[^}]+\}),$/gm

/** The commands of the permission table, and what stands there for each. */
const entries = (text: string): RegExpExecArray[] => {
  const table = /const who: [^=]+= \{\n([\s\S]+?)\n\}/.exec(text)?.[1] ?? ''
  return [...table.matchAll(entry)]
}

/** Each permission once: what is for some is for everybody, and what is for anyone is for nobody. */
export const permissions = (): Mutation[] =>
  entries(readFileSync(file, 'utf8')).map(([, command = '', who = '']) => {
    const forAnyone = who === "'anyone'"
    const step = command.replaceAll('_', ' ')
    return {
      id: `who-${command}`,
      file,
      find: `  ${command}: ${who},`,
      replace: `  ${command}: ${forAnyone ? "{ teams: [], rule: 'F15' }" : "'anyone'"},`,
      why: forAnyone ? `anybody may ${step} (ME ¶2)` : `only those whom the guidance names may ${step} (F15)`,
      caughtBy: command === 'raise_concern' ? raising : caughtBy,
    }
  })
