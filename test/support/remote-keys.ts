import { KeysAwayError, type KeyEncryption } from '../../src/store/store.ts'

const answerWithinMs = 5000

/** Key-encryption keys that a service keeps: this process never has them. */
export const remoteKeys = (url: string, kekId: string): KeyEncryption => {
  const ask = async (path: 'wrap' | 'unwrap', what: readonly string[], bytes: Buffer): Promise<Buffer> => {
    try {
      const answer = await fetch(`${url}/${path}`, {
        method: 'POST',
        body: JSON.stringify({ what, bytes: bytes.toString('base64') }),
        signal: AbortSignal.timeout(answerWithinMs),
      })
      if (!answer.ok) throw new Error(`The key service says ${answer.status}`)
      return Buffer.from(await answer.text(), 'base64')
    } catch (error) {
      throw new KeysAwayError(`The key service did not ${path}`, { cause: error })
    }
  }
  return {
    kekId,
    retiring: [],
    wrap: async (what, key) => ({ kekId, wrapped: await ask('wrap', what, key) }),
    unwrap: (what, { wrapped }) => ask('unwrap', what, wrapped),
    knows: id => id === kekId,
  }
}
