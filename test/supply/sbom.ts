import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { type Locked, nameAt, readLock } from './lock.ts'

export const sbomFile = 'docs/sbom.json'

/** `npm run sbom`: fails when the list of what runs in production is out of date; `--write` makes it anew. */
export async function main(args: readonly string[]): Promise<0 | 1 | 2> {
  const unknown = args.filter(arg => arg !== '--write')
  if (unknown.length > 0) {
    process.stderr.write(`"npm run sbom" knows --write only, not ${unknown.join(' ')}.\n`)
    return 2
  }
  if (args.includes('--write')) writeFileSync(sbomFile, sbom())
  else if (sbom() !== readFileSync(sbomFile, 'utf8')) {
    process.stdout.write(`${sbomFile} is out of date. Make it anew: npm run sbom -- --write\n`)
    return 1
  }
  return 0
}

/**
 * What runs in production, as CycloneDX 1.5. Made from the lockfile alone and without a date or serial number, so that it
 * changes only with what is installed. One line for each package: a review sees what came and went.
 */
export const sbom = (): string => {
  const { name, version } = z
    .object({ name: z.string(), version: z.string() })
    .parse(JSON.parse(readFileSync('package.json', 'utf8')))
  const components = readLock()
    .filter(([, { dev }]) => dev !== true)
    .map(([path, entry]) => componentOf(nameAt(path), entry))
    .sort((one, other) => (one['bom-ref'] < other['bom-ref'] ? -1 : 1))
  const lines = [...new Set(components.map(component => JSON.stringify(component)))]
  const head = { bomFormat: 'CycloneDX', specVersion: '1.5', version: 1 }
  const metadata = {
    component: { type: 'application', 'bom-ref': `pkg:npm/${name}@${version}`, name, version },
  }
  return `{\n${[
    ...Object.entries(head).map(([key, value]) => `"${key}": ${JSON.stringify(value)}`),
    `"metadata": ${JSON.stringify(metadata)}`,
    `"components": [\n${lines.join(',\n')}\n]`,
  ].join(',\n')}\n}\n`
}

const componentOf = (name: string, { version, integrity, license, optional }: Locked) => {
  const purl = `pkg:npm/${name.replace(/^@/, '%40')}@${version}`
  const [algorithm, hash] = integrity?.split('-') ?? []
  return {
    type: 'library',
    'bom-ref': purl,
    name,
    version,
    purl,
    scope: optional === true ? 'optional' : 'required',
    ...(algorithm === 'sha512' &&
      hash && { hashes: [{ alg: 'SHA-512', content: Buffer.from(hash, 'base64').toString('hex') }] }),
    ...(license !== undefined && { licenses: [{ license: { id: license } }] }),
  }
}
