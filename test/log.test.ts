import { Writable } from 'node:stream'
import { expect, it } from 'vitest'
import { createLog } from '../src/log.ts'

const written = (write: (log: ReturnType<typeof createLog>) => void): string => {
  let text = ''
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      text += chunk.toString()
      done()
    },
  })
  write(createLog('info', sink))
  return text
}

it('a log line carries only fields on the allow-list', () => {
  const line = written(log =>
    log.info({ caseId: 'c1', name: 'Made Up Person', text: 'a story' }, 'Something happened'),
  )
  expect(line).toContain('c1')
  expect(line).not.toMatch(/Made Up Person|a story/)
})

it('an object in an allowed field is not spelt out', () => {
  expect(written(log => log.error({ error: { text: 'a story' } }, 'Failed'))).not.toContain('a story')
})

it('an error is logged by its message alone', () => {
  const line = written(log =>
    log.error({ error: Object.assign(new Error('down'), { detail: 'a story' }) }, 'Failed'),
  )
  expect(line).toContain('down')
  expect(line).not.toContain('a story')
})
