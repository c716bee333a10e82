import { defineConfig } from 'vitest/config'

/** Tests of many nodes: real PostgreSQL and Redis, one of each for all of them, and one file at a time, for some restart them. */
const nodes = 'apps/server/src/**/*.nodes.test.ts'

export default defineConfig({
  test: {
    environment: 'node',
    testTimeout: 30_000,
    hookTimeout: 180_000, // a first run may have to build the LiveKit server
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'copse',
          include: [
            'apps/*/src/**/*.test.{ts,tsx}',
            'packages/*/src/**/*.test.{ts,tsx}',
            'scripts/**/*.test.ts',
            'bench/*.test.ts',
          ],
          exclude: ['**/node_modules/**', nodes],
        },
      },
      {
        extends: true,
        test: {
          name: 'nodes',
          include: [nodes],
          globalSetup: 'apps/server/src/testing-databases.setup.ts',
          fileParallelism: false,
        },
      },
    ],
  },
})
