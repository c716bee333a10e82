import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { whiteboard } from '../../packages/whiteboard/src/vite/index.ts'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** Writes each text file's compressed twins once, at build time, so that serving costs nothing. */
function compress(): Plugin {
  let outDir = ''
  return {
    name: 'copse-compress',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      outDir = join(config.root, config.build.outDir)
    },
    closeBundle: {
      order: 'post',
      handler() {
        for (const name of readdirSync(outDir, { recursive: true }) as string[]) {
          const path = join(outDir, name)
          if (!/\.(js|css|html|svg|json)$/.test(name) || statSync(path).size < 1024) continue
          const bytes = readFileSync(path)
          writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }))
          writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }))
        }
      },
    },
  }
}

export default defineConfig({
  plugins: [react(), whiteboard(), compress()],
  build: {
    target: 'es2022',
    outDir: 'dist',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4000,
    manifest: true,
    // What every page needs comes in one piece that changes seldom, so that a first visit makes few requests.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'base',
              test: /node_modules\/(react|react-dom|scheduler|react-router|@tanstack\/[a-z-]+|i18next|react-i18next|zustand|use-sync-external-store)\//,
            },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      '/api': 'http://localhost:4280',
      '/socket': { target: 'http://localhost:4280', ws: true },
      '/board': { target: 'http://localhost:4280', ws: true },
      '/livekit': { target: 'http://localhost:4280', ws: true },
    },
  },
})
