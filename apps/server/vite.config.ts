import { defineConfig } from 'vite'

/** The server as plain JavaScript: our packages inside, everybody else's from node_modules. */
export default defineConfig({
  ssr: { noExternal: [/^@copse\//, /^roughjs/, 'perfect-freehand'] },
  build: {
    target: 'node20',
    outDir: 'dist',
    ssr: true,
    sourcemap: true,
    minify: false,
    rolldownOptions: {
      input: {
        main: 'src/main.ts',
        keep: 'src/keep.ts',
        'log-worker': 'src/board/log-worker.ts',
        'render-worker': 'src/artifacts/render-worker.ts',
      },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
    },
  },
})
