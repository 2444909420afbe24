import { writeFileSync } from 'node:fs'

/** One place that was searched on one run. */
export type Searched = { place: string; bytes: number; hits: number; plantedFound: boolean }
export type LeaksRun = { how: string; typed: number; places: readonly Searched[] }

const file = 'docs/leaks.md'

/** Writes the canary report. */
export const writeLeaksPage = (runs: readonly LeaksRun[]): void => {
  writeFileSync(file, pageOf(runs))
}

const pageOf = (runs: readonly LeaksRun[]): string => `# Nothing leaks

Made by \`npm run canaries\`, from a run of \`test/acceptance/leaks.test.ts\`.

A *canary* is a word or number that nobody writes by chance. A different one is typed into every text field of every form, and
into everything that goes wrong: refused and outdated forms, a database that hangs, sealed texts that are damaged, errors of
Slack that repeat the request, malformed bodies, messages taken up by the shortcut, and a process that is killed in the middle.
Then each place is searched for every canary: as it is, in capitals, in hexadecimal, in base64 and, for numbers, without spaces
or encoded for an address. At the end one canary is written into the place on purpose, to show that the search finds it there.

${runs.map(sectionOf).join('\n\n')}

The one place where people may read what was typed is a modal that Safehold shows after it has looked up who they are. What a
modal carries unseen, such as its metadata and the values of its buttons, is searched like every other place. Every canary of a
form is read back from the sealed texts with the key at the end, so it was typed and kept.

Memory is not searched. A core file holds none of it, diagnostic reports and the inspector are off, and Safehold does not start
with a Slack token where Node is told otherwise: \`test/process-guard.test.ts\`.
`

const sectionOf = ({ how, typed, places }: LeaksRun): string =>
  [
    `## ${how}`,
    '',
    '| Place | Canaries typed | Searched, kB | Hits | Finds a planted one |',
    '| --- | --- | --- | --- | --- |',
    ...places.map(
      ({ place, bytes, hits, plantedFound }) =>
        `| ${place} | ${typed} | ${Math.ceil(bytes / 1000)} | ${hits} | ${plantedFound ? 'yes' : 'no'} |`,
    ),
  ].join('\n')
