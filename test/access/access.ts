import { readFileSync, writeFileSync } from 'node:fs'
import { accessPage, pageOf } from './page.ts'

/** `npm run access`: fails for a page that is out of date; `--write` makes it. */
export async function main(args: readonly string[]): Promise<0 | 1 | 2> {
  const unknown = args.filter(arg => arg !== '--write')
  if (unknown.length > 0) {
    process.stderr.write(`"npm run access" knows --write only, not ${unknown.join(' ')}.\n`)
    return 2
  }
  const page = await pageOf()
  if (args.includes('--write')) writeFileSync(accessPage, page)
  else if (page !== readFileSync(accessPage, 'utf8')) {
    process.stdout.write(`${accessPage} is out of date. Make it anew: npm run access -- --write\n`)
    return 1
  }
  return 0
}
