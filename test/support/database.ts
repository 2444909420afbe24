import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { inject } from 'vitest'
import { prepareTemplate } from './prepare-template.ts'

const template = 'safehold_template'

/** A database of the calling file's own, made from the template. */
export type FreshDatabase = { readonly url: string; readonly drop: () => Promise<void> }

/** Makes a migrated database that no other test sees. Drop it when the file is done. */
export const freshDatabase = (): Promise<FreshDatabase> => makeDatabase(template)

/** The same with nothing in it, for tests of the first start. */
export const emptyDatabase = (): Promise<FreshDatabase> => makeDatabase('template1')

async function makeDatabase(from: string): Promise<FreshDatabase> {
  const adminUrl = inject('databaseUrl')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await run(adminUrl, `create database ${name} template ${from}`)
  return {
    url: urlOf(adminUrl, name),
    drop: () => run(adminUrl, `drop database if exists ${name} with (force)`),
  }
}

/** Makes the template once for the whole run. */
export async function makeTemplate(adminUrl: string): Promise<void> {
  await run(adminUrl, `create database ${template}`)
  await prepareTemplate(urlOf(adminUrl, template))
}

/** Makes the template anew with nothing in it, so that each store migrates its own database. */
export async function emptyTemplate(adminUrl: string): Promise<void> {
  await run(adminUrl, `drop database if exists ${template}`)
  await run(adminUrl, `create database ${template}`)
}

function urlOf(adminUrl: string, name: string): string {
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  return url.href
}

async function run(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
