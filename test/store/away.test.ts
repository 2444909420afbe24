import { DatabaseError } from 'pg'
import { describe, expect, it } from 'vitest'
import { awayCode } from '../../src/store/away.ts'

const fromServer = (code: string) => Object.assign(new DatabaseError('made up', 6, 'error'), { code })
const fromNetwork = (code: string) => Object.assign(new Error('made up'), { code })

describe('PostgreSQL is merely away, and waiting helps', () => {
  it.each(['57P03', '57P01', '57P02', '53300', '08006', '57014', '25006'])('when it says %s itself', code => {
    expect(awayCode(fromServer(code))).toBe(code)
  })

  it.each(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH'])(
    'when the network says %s',
    code => {
      expect(awayCode(fromNetwork(code))).toBe(code)
      expect(awayCode(new Error('wrapped', { cause: fromNetwork(code) }))).toBe(code)
    },
  )

  it('when the socket of a server on this machine is not there yet', () => {
    const missing = Object.assign(fromNetwork('ENOENT'), { syscall: 'connect' })
    expect(awayCode(missing)).toBe('ENOENT')
  })

  it.each([
    'timeout exceeded when trying to connect',
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'Query read timeout',
  ])('when the driver says: %s', words => {
    expect(awayCode(new Error(words))).toBe('no_answer')
  })
})

describe('waiting does not help', () => {
  it.each(['28P01', '28000', '3D000', '42501', '42P01'])('when PostgreSQL says %s', code => {
    expect(awayCode(fromServer(code))).toBeUndefined()
  })

  it('when a file of ours is missing', () => {
    const missing = Object.assign(fromNetwork('ENOENT'), { syscall: 'scandir' })
    expect(awayCode(missing)).toBeUndefined()
  })

  it('when the fault is our own, or no error at all', () => {
    expect([new TypeError('made up'), 'made up', undefined].map(awayCode)).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })
})
