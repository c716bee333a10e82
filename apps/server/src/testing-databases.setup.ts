import type { TestProject } from 'vitest/node'
import { removeDatabases, startDatabases, type Databases } from './testing-databases.ts'

declare module 'vitest' {
  interface ProvidedContext {
    databases: Databases
  }
}

/** One PostgreSQL and one Redis for all test files that want them. */
export default async function setup(project: TestProject): Promise<() => void> {
  const databases = await startDatabases()
  project.provide('databases', databases)
  return () => removeDatabases(databases)
}
