import type { Import, SourceFile } from './source-files.ts'

/** One rule about who may call whom: the files it binds, what it forbids there, and why. */
export type BoundaryRule = {
  readonly rule: string
  readonly files: RegExp
  readonly forbids: (file: SourceFile) => readonly string[]
}

const ours = /^(src|handlers|jobs|test)\//
const workbenchRoot = 'src/open-workbench.ts'
/** They join the rooms together. */
export const roots: ReadonlySet<string> = new Set(['src/main.ts', 'src/retention.ts', workbenchRoot])
const pure = /^src\/(case|calendar|rules)\//

export const boundaryRules: readonly BoundaryRule[] = [
  {
    rule: 'src/case uses only src/case, src/calendar and src/rules',
    files: /^src\/case\//,
    forbids: imports(({ to }) => ours.test(to) && !pure.test(to)),
  },
  {
    rule: 'src/calendar uses nothing of ours outside itself',
    files: /^src\/calendar\//,
    forbids: imports(({ to }) => ours.test(to) && !to.startsWith('src/calendar/')),
  },
  {
    rule: 'src/rules uses nothing of ours outside itself',
    files: /^src\/rules\//,
    forbids: imports(({ to }) => ours.test(to) && !to.startsWith('src/rules/')),
  },
  {
    rule: 'src/settings uses src/case, src/calendar, src/rules and leaf modules such as src/config.ts',
    files: /^src\/settings\//,
    forbids: imports(({ to }) => ours.test(to) && !allowed(to, /^src\/(settings|case|calendar|rules)\//)),
  },
  {
    rule: 'the pure folders use no Node or npm module, except its types',
    files: pure,
    forbids: imports(({ to, typeOnly }) => !ours.test(to) && !typeOnly),
  },
  {
    rule: 'src/store uses src/case, src/calendar, src/rules and leaf modules such as src/config.ts',
    files: /^src\/store\//,
    forbids: imports(({ to }) => ours.test(to) && !allowed(to, /^src\/(store|case|calendar|rules)\//)),
  },
  {
    rule: 'src/slack uses src/case, src/calendar, src/rules, src/settings and leaf modules such as src/config.ts',
    files: /^src\/slack\//,
    forbids: imports(
      ({ to }) => ours.test(to) && !allowed(to, /^src\/(slack|case|calendar|rules|settings)\//),
    ),
  },
  {
    rule: 'src/watch uses nothing of ours outside itself but leaf modules',
    files: /^src\/watch\//,
    forbids: imports(({ to }) => ours.test(to) && !allowed(to, /^src\/watch\//)),
  },
  {
    rule: 'handlers use src/store, src/slack, src/case, src/calendar, src/rules, src/settings, src/watch and leaf modules',
    files: /^handlers\//,
    forbids: imports(
      ({ to }) =>
        ours.test(to) && !allowed(to, /^(handlers|src\/(store|slack|case|calendar|rules|settings|watch))\//),
    ),
  },
  {
    rule: 'jobs use src/store, src/slack, src/case, src/calendar, src/rules, src/settings, src/watch and leaf modules',
    files: /^jobs\//,
    forbids: imports(
      ({ to }) =>
        ours.test(to) && !allowed(to, /^(jobs|src\/(store|slack|case|calendar|rules|settings|watch))\//),
    ),
  },
  {
    rule: 'nobody imports main.ts, only main.ts imports open-workbench.ts, and nothing but tests imports test',
    files: /./,
    forbids: file =>
      imports(
        ({ to }) =>
          (roots.has(to) && !(file.path === 'src/main.ts' && to === workbenchRoot)) || to.startsWith('test/'),
      )(file),
  },
  {
    rule: 'only src/open-workbench.ts imports src/workbench, and only when it is wanted (dynamically)',
    files: /^(?!src\/workbench\/)/,
    forbids: file =>
      imports(
        ({ to, dynamic, typeOnly }) =>
          to.startsWith('src/workbench/') && !(file.path === workbenchRoot && (dynamic || typeOnly)),
      )(file),
  },
  {
    rule: 'only src/store writes SQL',
    files: /^(?!src\/store\/)/,
    forbids: file => [
      ...imports(({ to, typeOnly }) => /^kysely(\/|$)/.test(to) && !typeOnly)(file),
      ...words(/\bsql(<[^`]*>)?`|\.query\(/g)(file),
    ],
  },
  {
    rule: 'only src/slack calls the Web API and builds blocks',
    files: /^(?!src\/(slack|workbench)\/)/,
    forbids: imports(({ to }) => /^@slack\/(web-api|types)(\/|$)/.test(to)),
  },
  {
    rule: 'the case and the calendar have no clock, no chance and no environment',
    files: /^src\/(case|calendar)\//,
    forbids: words(
      /\bDate\.now\b|\bMath\.random\b|\bprocess\.|\bnew Date\(\s*\)|\bperformance\.now\b|\bcrypto\./g,
    ),
  },
]

/** Every breach, one line each: where, what, and the rule. */
export function breaches(files: readonly SourceFile[]): string[] {
  return boundaryRules.flatMap(({ rule, files: bound, forbids }) =>
    files
      .filter(file => bound.test(file.path))
      .flatMap(file => forbids(file).map(what => `${file.path}: ${what} (rule: ${rule})`)),
  )
}

/** Leaf modules lie in src itself; the roots are no leaves. */
function allowed(to: string, folders: RegExp): boolean {
  return folders.test(to) || (/^src\/[^/]+\.ts$/.test(to) && !roots.has(to))
}

function imports(isForbidden: (one: Import) => boolean): (file: SourceFile) => string[] {
  return file => file.imports.filter(isForbidden).map(({ to }) => `imports ${to}`)
}

function words(pattern: RegExp): (file: SourceFile) => string[] {
  return file => [...file.code.matchAll(pattern)].map(([word]) => `says ${word}`)
}
