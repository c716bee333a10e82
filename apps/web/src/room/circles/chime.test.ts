import { afterEach, beforeEach, expect, test, vi } from 'vitest'

/** Pitches that were begun, in order. */
let played: number[]
let kept: Map<string, string>
beforeEach(() => {
  vi.resetModules()
  played = []
  kept = new Map()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  })
  const parameter = () => ({ setValueAtTime() {}, linearRampToValueAtTime() {}, exponentialRampToValueAtTime() {} })
  vi.stubGlobal(
    'AudioContext',
    class {
      currentTime = 0
      destination = {}
      resume = () => Promise.resolve()
      createGain = () => ({ gain: parameter(), connect: (next: unknown) => next })
      createOscillator() {
        const frequency = { value: 0 }
        return {
          frequency,
          connect: (next: unknown) => next,
          start: () => void played.push(frequency.value),
          stop() {},
        }
      }
    },
  )
})
afterEach(() => vi.unstubAllGlobals())
const load = () => import('./chime.ts')

test('each moment has a sound of its own: rising to begin, falling to end', async () => {
  const { ring } = await load()
  const soundOf = (chime: Parameters<typeof ring>[0]) => {
    played = []
    ring(chime)
    return played
  }
  const sounds = (['start', 'minute', 'seconds', 'time', 'turn'] as const).map(soundOf)
  expect(new Set(sounds.map(String)).size).toBe(sounds.length)
  const [start, , , time] = sounds
  expect(start![0]!).toBeLessThan(start![1]!)
  expect(time![0]!).toBeGreaterThan(time![1]!)
})

test('turned off they are silent, in this browser after a reload as well; turned on one is heard at once', async () => {
  const first = await load()
  first.setChimes(false)
  first.ring('start')
  vi.resetModules()
  const again = await load()
  expect(again.chimes.getState().on).toBe(false)
  again.ring('time')
  expect(played).toEqual([])
  again.setChimes(true)
  expect(played.length).toBeGreaterThan(0)
})
