import { points as ours } from '../../src/tap.ts'

/** Around each call to Slack: before it is asked, when it has done it and has not said so yet, and when it has said so. */
const slackPoints = ['before_call', 'call_taken', 'call_answered'] as const

/** Every point there is. */
export const points = [...ours, ...slackPoints] as const

export type AnyPoint = (typeof points)[number]
export type AnyTap = (point: AnyPoint, about: string) => void

/** A point and what it is about, such as `committed add_concern`. */
export type Place = `${AnyPoint} ${string}`

export const pointOf = (place: Place): AnyPoint => place.slice(0, place.indexOf(' ')) as AnyPoint
export const aboutOf = (place: Place): string => place.slice(place.indexOf(' ') + 1)

/** `fetch` with the tap around each call, by the Web API's method. */
export const tappedFetch =
  (tap: AnyTap, inner: typeof fetch): typeof fetch =>
  async (input, init) => {
    const url = input instanceof Request ? input.url : String(input)
    const method = new URL(url).pathname.split('/').at(-1) ?? ''
    tap('before_call', method)
    const response = await inner(input, init)
    tap('call_taken', method)
    const { status, statusText, headers } = response
    const body = await response.arrayBuffer()
    tap('call_answered', method)
    return new Response(body, { status, statusText, headers })
  }
