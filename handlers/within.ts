/** It did not answer in time. It may still do its work: only the waiting has ended. */
class TooLateError extends Error {
  override name = 'TooLateError'
}

/** The answer, if it comes within so many milliseconds; otherwise throws TooLateError. The work itself goes on. */
export const within = async <T>(ms: number, what: string, work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new TooLateError(`${what} took longer than ${ms} ms`)), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
