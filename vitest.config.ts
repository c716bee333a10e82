import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [
      'apps/*/src/**/*.test.{ts,tsx}',
      'packages/*/src/**/*.test.{ts,tsx}',
      'scripts/**/*.test.ts',
      'bench/*.test.ts',
    ],
    environment: 'node',
    testTimeout: 30_000,
    hookTimeout: 180_000, // a first run may have to build the LiveKit server
    maxWorkers: 2,
  },
})
