import { it } from 'vitest'
import { chromium, findService, mustHaveServices, redis } from './find-services.ts'
import type { Service } from './find-services.ts'

/** `it` for a test that needs Redis: skipped where there is none, except under CI, where it fails. */
export const redisTest = testNeeding(redis)

/** `it` for a test that needs Chromium: skipped where there is none, except under CI, where it fails. */
export const chromiumTest = testNeeding(chromium)

/** The path of this machine's Chromium, for `playwright-core`. Throws when there is none. */
export function chromiumPath(): string {
  const path = findService(chromium)
  if (path === undefined)
    throw new Error(`Chromium is missing. To get it: apt-get install ${chromium.package}`)
  return path
}

function testNeeding(service: Service) {
  const canRun = findService(service) !== undefined || mustHaveServices
  // Without the service there is nothing to test against: counted as skipped, and with CI=true a failure instead.
  return canRun ? it : it.skip
}
