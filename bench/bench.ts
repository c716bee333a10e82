/** One line of a bench's table. */
export interface Figure {
  readonly what: string
  readonly value: number
  readonly unit: 'ms' | 'kB' | 'MB' | '×' | ''
  /** Reached when the value is not above it. */
  readonly goal?: number
  /** The same measured on something people know, in the same run. */
  readonly peer?: { readonly name: string; readonly value: number }
  readonly note?: string
}

/** Measures and says on the way what it is doing. */
export type Measure = (progress: (line: string) => void) => Promise<Figure[]>

export interface Bench {
  readonly name: string
  readonly title: string
  /** What was done, so that a reader can judge the figures. */
  readonly how: string
  readonly measure: Measure
}
