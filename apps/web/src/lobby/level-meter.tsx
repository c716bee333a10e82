import { Mic } from 'lucide-react'
import { useEffect, useRef } from 'react'
import css from './lobby.module.css'

/** How loud the microphone hears, so that people see that it does. */
export function LevelMeter({ stream, label }: { stream: MediaStream | null; label: string }) {
  const meter = useRef<HTMLMeterElement>(null)
  const track = stream?.getAudioTracks()[0]
  useEffect(() => {
    if (!track) return
    const context = new AudioContext()
    const analyser = context.createAnalyser()
    analyser.fftSize = 512
    context.createMediaStreamSource(new MediaStream([track])).connect(analyser)
    const samples = new Float32Array(analyser.fftSize)
    const timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples)
      const power = samples.reduce((sum, value) => sum + value * value, 0) / samples.length
      if (meter.current) meter.current.value = Math.min(1, Math.sqrt(power) * 4)
    }, 100)
    return () => {
      clearInterval(timer)
      void context.close()
    }
  }, [track])
  return (
    <div className={css.hear}>
      <Mic aria-hidden="true" />
      <meter ref={meter} className={css.meter} min={0} max={1} aria-label={label} />
    </div>
  )
}
