import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path/posix'

/** One import of a file. `to` is a path from the root for our own files, otherwise the module's name. */
export type Import = { readonly to: string; readonly typeOnly: boolean; readonly dynamic: boolean }

/** A file of ours; `code` is its text without comments. */
export type SourceFile = { readonly path: string; readonly code: string; readonly imports: readonly Import[] }

const stringOrComment =
  /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g
const staticImport = /^\s*(?:import|export)\s+(type\s)?(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]/gm
const importCall = /(typeof\s+)?\bimport\(\s*['"]([^'"]+)['"]/g

/** Reads every TypeScript file under the folders that exist. */
export function readSourceFiles(...folders: readonly string[]): SourceFile[] {
  return folders
    .filter(folder => existsSync(folder))
    .flatMap(folder =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(name => join(folder, name)),
    )
    .filter(path => path.endsWith('.ts'))
    .map(path => parseSource(path, readFileSync(path, 'utf8')))
}

/** Finds the imports in the text of a file. */
export function parseSource(path: string, text: string): SourceFile {
  const code = text.replace(stringOrComment, found => (found.startsWith('/') ? ' ' : found))
  const found = [...code.matchAll(staticImport)].map(match => ({ match, dynamic: false }))
  const called = [...code.matchAll(importCall)].map(match => ({ match, dynamic: true }))
  const imports = [...found, ...called].map(({ match: [, type, name = ''], dynamic }) => ({
    to: name.startsWith('.') ? join(dirname(path), name) : name,
    typeOnly: type !== undefined,
    dynamic: dynamic && type === undefined,
  }))
  return { path, code, imports }
}
