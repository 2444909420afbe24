import type { Log } from '../src/log-fields.ts'
import type { Store } from '../src/store/store.ts'

const batch = 200
const nextBatchMs = 20

/**
 * Goes through the case keys that the data key before wrapped, some at a time, and has them wrapped by the one in use; then
 * again and again, because a process that has not been started anew may still use the one before. Says once when that one is
 * not needed any more. Returns after how many milliseconds it is to be called again, or undefined when a pass has ended.
 */
export const rewrapping = (
  store: Pick<Store, 'rewrapCaseKeys' | 'lookAtKeys'>,
  log: Log,
): (() => Promise<number | undefined>) => {
  let after: string | undefined
  let count = 0
  let wasNeeded = true
  return async () => {
    const done = await store.rewrapCaseKeys(batch, after)
    after = done?.last
    count += done?.rewrapped ?? 0
    if (done !== undefined) return nextBatchMs
    if (count > 0) log.info({ count }, 'This many case keys are now wrapped by the new data key')
    count = 0
    const { retiring } = await store.lookAtKeys()
    if (retiring === 'not_needed' && wasNeeded)
      log.info({}, 'DATA_KEY_OLD is not needed any more: take it out once every process has the new DATA_KEY')
    wasNeeded = retiring !== 'not_needed'
    return undefined
  }
}
