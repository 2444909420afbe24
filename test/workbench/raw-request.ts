import { request } from 'node:http'

export type RawAnswer = { status: number; headers: Record<string, unknown>; body: string }

/** One HTTP request with exactly these headers, Host included. */
export function rawRequest(
  url: string,
  {
    method = 'GET',
    headers = {},
    body = '',
    // The path as written: URL would resolve dot-dot.
    path = url.slice(new URL(url).origin.length),
  }: { method?: string; headers?: Record<string, string>; body?: string; path?: string } = {},
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const outgoing = request({ hostname, port, path, method, headers, agent: false }, incoming => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8')
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: text })
      })
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}
