import { saidOf } from '../said-of.ts'

/**
 * How the warnings and errors of Slack's libraries begin, up to the first part that is not theirs: what follows may be a
 * request, an answer or what a person typed.
 */
const beginnings: readonly string[] = [
  'A ping wasn',
  'A pong wasn',
  'Authorization of incoming event did not succeed',
  'Could not determine the type of an incoming event',
  'Expected CloseEvent',
  'Expected ErrorEvent',
  'Expected MessageEvent',
  'Failed to parse and verify the request data',
  'Failed to parse body',
  'Failed to parse the request body',
  'Failed to retrieve a new WSS URL',
  'Failed to send a WebSocket message',
  'Failed to send a message as the client has no active connection',
  'Failed to send a message as the client is not connected',
  'Failed to send ping to Slack',
  'HTTP error',
  'Malformed request body',
  'Peer did not complete the close handshake in time',
  'Rate limited',
  'Request body exceeded the maximum allowed size',
  'Request verification failed',
  'Slack API error',
  'Something has gone wrong',
  'WebSocket error',
  'WebSocket not available',
  'ack() has already been called',
  'apps.connections.open did not return a URL',
  'An incoming event was not acknowledged',
  'An unexpected error occurred during a request',
  'An unhandled error occurred after ack() called',
  'An unhandled error occurred while Bolt processed',
  'http request failed',
]

/** What may be told of a library's message: the constant words it begins with, an error's class and code, or that it is neither. */
export const libraryWords = (message: unknown): string => {
  if (message instanceof Error) return saidOf(message)
  const known = typeof message === 'string' ? beginnings.find(words => message.startsWith(words)) : undefined
  return known ?? 'words that are left out'
}
