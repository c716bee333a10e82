import { createStore } from 'zustand/vanilla'

const KEPT = 'copse.chimes'

/** Whether gentle sounds are wanted; kept in this browser. */
export const chimes = createStore<{ readonly on: boolean }>(() => ({ on: localStorage.getItem(KEPT) !== 'off' }))

export function setChimes(on: boolean): void {
  localStorage.setItem(KEPT, on ? 'on' : 'off')
  chimes.setState({ on })
  if (on) ring('minute')
}

export type Chime = 'start' | 'minute' | 'seconds' | 'time' | 'turn'

/** Notes of a pentatonic scale, Hz: rising to begin, one for a minute, falling to end. */
const notes: Readonly<Record<Chime, readonly number[]>> = {
  start: [392, 523.25],
  minute: [440],
  seconds: [440, 440],
  time: [523.25, 392],
  turn: [392, 440, 523.25],
}
const APART_S = 0.28
const LASTS_S = 1.2
const LOUDNESS = 0.07

let context: AudioContext | null = null

/** Rings softly, if sounds are wanted and the browser plays any. */
export function ring(chime: Chime): void {
  if (!chimes.getState().on) return
  context ??= new AudioContext()
  void context.resume().catch(() => {})
  for (const [at, pitch] of notes[chime].entries()) {
    const from = context.currentTime + at * APART_S
    const tone = context.createOscillator()
    const volume = context.createGain()
    tone.frequency.value = pitch
    volume.gain.setValueAtTime(0, from)
    volume.gain.linearRampToValueAtTime(LOUDNESS, from + 0.03)
    volume.gain.exponentialRampToValueAtTime(0.0001, from + LASTS_S)
    tone.connect(volume).connect(context.destination)
    tone.start(from)
    tone.stop(from + LASTS_S)
  }
}
