import { readFileSync } from 'node:fs'
import { inFile, type Mutation } from './mutation.ts'

const file = 'src/case/permissions.ts'
const caughtBy = ['test/case/permissions.test.ts', 'each step is for whom the guidance names'] as const

/** One line, or several in braces, of the table in which the permissions stand. */
const entry = /^ {2}(\w+): ('anyone'|'clock'|ceast\('[^']+'\)|\{[^}]+\}),$/gm

/** The commands of the permission table, and what stands there for each. */
export const permissionEntries = (
  text: string = readFileSync(file, 'utf8'),
): [command: string, who: string][] => {
  const table = /const who: [^=]+= \{\n([\s\S]+?)\n\}/.exec(text)?.[1] ?? ''
  return [...table.matchAll(entry)].map(([, command = '', who = '']) => [command, who])
}

/** Each entry once: what is for some is for everybody, and what is for anyone is for nobody. */
export const permissions = (): Mutation[] =>
  inFile(
    file,
    ...permissionEntries().map(([command, who]) => ({
      id: `who-${command}`,
      find: `  ${command}: ${who},`,
      replace: `  ${command}: ${who === "'anyone'" ? "{ teams: [], rule: 'F15' }" : "'anyone'"},`,
      why:
        who === "'anyone'"
          ? `anyone may ${command.replaceAll('_', ' ')}, with no role (ME ¶2)`
          : `only those named may ${command.replaceAll('_', ' ')} (F15)`,
      caughtBy,
    })),
  )
