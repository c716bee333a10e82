import { cpSync, createReadStream, existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, normalize, resolve } from 'node:path'
import type { Plugin } from 'vite'

/** As in editor/fonts.ts, which runs in browsers alone. */
const BOARD_FONTS = '/board-fonts/'
const KEPT_LOCALES = /\/locales\/(en|es-ES)-/
/** What is cut out of Excalidraw's code, and what then stands there. Each must be found: a new version may say it otherwise. */
const cuts = [
  {
    what: 'ask another origin for its fonts',
    from: /return (\w+)\.push\(new URL\(\w+,\w+\.ASSETS_FALLBACK_URL\)\),\1\}/,
    to: 'return $1}',
  },
  // It scales images in plain script alike; to compile for it is what our policy forbids.
  { what: 'compile code to scale images', from: /features:\s*\["js",\s*"wasm"\]/, to: 'features:["js"]' },
]
const EMPTY = '\0empty-module'

const fonts = join(dirname(createRequire(import.meta.url).resolve('@excalidraw/excalidraw')), '../prod/fonts')

/**
 * Makes Excalidraw ours to serve: no font address at another origin, no diagram compiler, no font subsetter (it needs `eval`), only
 * the languages we ship, and its fonts beside the app. Fails the build if another origin remains.
 */
export function whiteboard(): Plugin {
  let outDir = ''
  let isBuild = false
  const done = new Set<string>()
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
      if (!id.includes('@excalidraw/excalidraw')) return null
      const due = cuts.filter(({ from }) => from.test(code))
      if (due.length === 0) return null
      for (const { what } of due) done.add(what)
      const cut = due.reduce((before, { from, to }) => before.replace(from, to), code)
      return { code: cut.replace('https://esm.sh/', '/'), map: null }
    },
    generateBundle(_options, bundle) {
      const missed = cuts.find(({ what }) => !done.has(what))
      const foreign = Object.values(bundle).find((chunk) => chunk.type === 'chunk' && chunk.code.includes('esm.sh'))
      if (missed || foreign)
        this.error(`The whiteboard would ${missed?.what ?? cuts[0]!.what}${foreign ? ` (${foreign.fileName})` : ''}.`)
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
