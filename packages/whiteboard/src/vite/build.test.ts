import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { afterEach, describe, expect, it } from 'vitest'
import { whiteboard } from './index.ts'

let root = ''
afterEach(() => rmSync(root, { recursive: true, force: true }))

const SCALE = 'export const scale = () => pica({ features: ["js", "wasm"] });'
const FONTS =
  'class E{static ASSETS_FALLBACK_URL="https://esm.sh/@excalidraw/excalidraw/dist/prod/";static urls(u,f){let t=[];t.push(new URL(u,f));return t.push(new URL(u,E.ASSETS_FALLBACK_URL)),t}}export const urls=E.urls;'

/** Builds a page that uses an Excalidraw of these words; answers the code that came out. */
async function built(excalidraw: string, more = ''): Promise<string> {
  root = mkdtempSync(join(tmpdir(), 'copse-vite-'))
  const home = join(root, 'node_modules/@excalidraw/excalidraw')
  mkdirSync(join(home, 'locales'), { recursive: true })
  writeFileSync(join(home, 'package.json'), '{"name":"@excalidraw/excalidraw","type":"module","main":"index.js"}')
  writeFileSync(join(home, 'index.js'), excalidraw)
  writeFileSync(join(home, 'subset-worker.chunk.js'), 'export default eval("1")')
  for (const name of ['en-1', 'es-ES-1', 'de-1'])
    writeFileSync(join(home, `locales/${name}.js`), `export default "words of ${name}"`)
  writeFileSync(join(root, 'index.html'), '<script type="module" src="./main.js"></script>')
  writeFileSync(join(root, 'main.js'), `import * as all from '@excalidraw/excalidraw'; console.log(all); ${more}`)
  await build({
    configFile: false,
    root,
    logLevel: 'silent',
    plugins: [whiteboard()],
    build: { outDir: 'out', minify: false, modulePreload: false },
  })
  const files = readdirSync(join(root, 'out/assets')).filter((name) => name.endsWith('.js'))
  return files.map((name) => readFileSync(join(root, 'out/assets', name), 'utf8')).join('\n')
}

describe('the build step', () => {
  it('[W50] takes out the address of another origin and what would have to be compiled', async () => {
    const code = await built(`${FONTS}${SCALE}`)
    expect(code).not.toContain('esm.sh')
    expect(code).not.toContain('wasm')
    expect(code).toContain('return t')
  })

  it('[W50] fails where another origin remains', async () => {
    await expect(built(`${FONTS}${SCALE}`, "console.log('https://esm.sh/another')")).rejects.toThrow('another origin')
  })

  it.each([
    [
      'fonts are looked for in another way',
      FONTS.replace('ASSETS_FALLBACK_URL)),t', 'ASSETS_FALLBACK_URL), 1),t'),
      'another origin',
    ],
    ['images are scaled in another way', 'export const scale = () => pica();', 'scale images'],
  ])('[W50] fails where %s', async (_case, code, words) => {
    await expect(built(`${code}${words === 'another origin' ? SCALE : FONTS}`)).rejects.toThrow(words)
  })

  it('[W50] leaves out what needs eval and the languages we do not speak, and brings the fonts', async () => {
    const dynamic = ['./subset-worker.chunk.js', './locales/en-1.js', './locales/es-ES-1.js', './locales/de-1.js']
    const code = await built(
      `${FONTS}${SCALE}export const later = [${dynamic.map((name) => `() => import('${name}')`).join()}]`,
    )
    expect(code).not.toContain('eval(')
    expect(code).toContain('words of en-1')
    expect(code).toContain('words of es-ES-1')
    expect(code).not.toContain('words of de-1')
    expect(existsSync(join(root, 'out/board-fonts/fonts/Excalifont'))).toBe(true)
  })
})
