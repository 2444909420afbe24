import { readdir, readFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { extname } from 'node:path'
import { sendText } from './http.ts'

const FOLDER = new URL('./page/', import.meta.url)

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}

/** Plain names only: no dot-dot, no hidden file, nothing percent-encoded, so no way out of the folder. */
const PLAIN_PATH = /^(?:[a-z0-9][a-z0-9-]*\/)*[a-z0-9][a-z0-9.-]*$/i

const SECURITY_HEADERS = {
  'content-security-policy':
    "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
}

/** A plain script, and a file of shapes that nothing loads. */
const notModules: ReadonlySet<string> = new Set(['theme.js', 'types.js'])

/** Serves `/` and `/page/*` from the page's folder. */
export async function servePage(path: string, response: ServerResponse): Promise<void> {
  const name = path === '/' ? 'index.html' : path.replace(/^\/page\//, '')
  const type = TYPES[extname(name)]
  if (!PLAIN_PATH.test(name) || type === undefined) return sendText(response, 404, 'Not found')
  try {
    const content = await contentOf(name)
    response.writeHead(200, { ...SECURITY_HEADERS, 'content-type': type })
    response.end(content)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    sendText(response, 404, 'Not found')
  }
}

/** The first page names every module, so that the browser does not find them one import after another. */
async function contentOf(name: string): Promise<string | Buffer> {
  const content = await readFile(new URL(name, FOLDER))
  if (name !== 'index.html') return content
  const modules = (await readdir(FOLDER)).filter(file => file.endsWith('.js') && !notModules.has(file))
  const links = modules.map(file => `<link rel="modulepreload" href="/page/${file}" />`)
  return content.toString().replace('</head>', `${links.join('')}</head>`)
}
