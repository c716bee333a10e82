import { cpSync, createReadStream, existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, normalize, resolve } from 'node:path'
import type { Plugin } from 'vite'

/** As in editor/fonts.ts, which runs in browsers alone. */
const BOARD_FONTS = '/board-fonts/'
const KEPT_LOCALES = /\/locales\/(en|es-ES)-/
const FALLBACK = /return (\w+)\.push\(new URL\(\w+,\w+\.ASSETS_FALLBACK_URL\)\),\1\}/
const EMPTY = '\0empty-module'

const fonts = join(dirname(createRequire(import.meta.url).resolve('@excalidraw/excalidraw')), '../prod/fonts')

/**
 * Makes Excalidraw ours to serve: no font address at another origin, no diagram compiler, no font subsetter (it needs `eval`), only
 * the languages we ship, and its fonts beside the app. Fails the build if another origin remains.
 */
export function whiteboard(): Plugin {
  let outDir = ''
  let isBuild = false
  let replaced = false
  return {
    name: 'copse-whiteboard',
    enforce: 'pre',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir)
      isBuild = config.command === 'build'
    },
    resolveId(source, importer) {
      if (!isBuild) return null
      if (source === '@excalidraw/mermaid-to-excalidraw' || source === 'canvas-roundrect-polyfill') return EMPTY
      if (!importer?.includes('@excalidraw/excalidraw')) return null
      if (source.includes('/locales/') && !KEPT_LOCALES.test(source) && !source.includes('percentages')) return EMPTY
      return /subset-(shared|worker)\.chunk/.test(source) ? EMPTY : null
    },
    load: (id) => (id === EMPTY ? 'export default {}' : null),
    transform(code, id) {
      if (!id.includes('@excalidraw/excalidraw') || !code.includes('ASSETS_FALLBACK_URL')) return null
      replaced = FALLBACK.test(code)
      return { code: code.replace(FALLBACK, 'return $1}').replace('https://esm.sh/', '/'), map: null }
    },
    generateBundle(_options, bundle) {
      const foreign = Object.values(bundle).find((chunk) => chunk.type === 'chunk' && chunk.code.includes('esm.sh'))
      if (foreign || !replaced)
        this.error(`The whiteboard would ask another origin for its fonts${foreign ? ` (${foreign.fileName})` : ''}.`)
    },
    closeBundle() {
      if (isBuild) cpSync(fonts, join(outDir, BOARD_FONTS, 'fonts'), { recursive: true })
    },
    configureServer({ middlewares }) {
      middlewares.use(`${BOARD_FONTS}fonts`, (request, response, next) => {
        const path = join(fonts, normalize(decodeURIComponent(new URL(request.url ?? '', 'http://localhost').pathname)))
        if (!path.endsWith('.woff2') || !existsSync(path)) return next()
        createReadStream(path).pipe(response)
      })
    },
  }
}
