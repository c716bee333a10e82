import { viewOf } from '@copse/whiteboard/render'
import type { BoardElement, BoardFile, Bounds } from '@copse/whiteboard/schema'
import { Maximize, ZoomIn, ZoomOut } from 'lucide-react'
import { useId, useLayoutEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../design/index.ts'
import { addBoardFonts } from './board-fonts.ts'
import { createPainter, type Painter } from './painter.ts'
import css from './picture.module.css'
import { useImages } from './use-images.ts'

addBoardFonts()

const ZOOMS = [1, 1.5, 2, 3, 4, 6, 8] as const

const contains = (outer: Bounds, inner: Bounds) =>
  outer.x <= inner.x &&
  outer.y <= inner.y &&
  outer.x + outer.width >= inner.x + inner.width &&
  outer.y + outer.height >= inner.y + inner.height

/** What holds both. */
function union(one: Bounds, other: Bounds): Bounds {
  const x = Math.min(one.x, other.x)
  const y = Math.min(one.y, other.y)
  const width = Math.max(one.x + one.width, other.x + other.width) - x
  return { x, y, width, height: Math.max(one.y + one.height, other.y + other.height) - y }
}

/** Not larger than life: a single note fills no screen. */
const LEAST = { width: 960, height: 600 }
function roomFor(scene: readonly BoardElement[]): Bounds {
  const { x, y, width, height } = viewOf(scene)
  const [wide, high] = [Math.max(width, LEAST.width), Math.max(height, LEAST.height)]
  return { x: x - (wide - width) / 2, y: y - (high - height) / 2, width: wide, height: high }
}

/**
 * A board as a picture to look into: zoomed by its buttons, moved by scrolling it. It grows with the board and does not jump about;
 * `fit` says what it shows at least, `children` what is drawn over it in the board's own coordinates.
 */
export function Picture({
  scene,
  files,
  label,
  fit,
  children,
}: {
  scene: readonly BoardElement[]
  files: Readonly<Record<string, BoardFile>>
  label: string
  fit?: Bounds
  children?: ReactNode
}) {
  const { t } = useTranslation()
  const mark = useId().replaceAll(/\W/g, '')
  const images = useImages(files)
  const layer = useRef<SVGGElement>(null)
  const painter = useRef<Painter | null>(null)
  const [zoom, setZoom] = useState(0)
  const wanted = useMemo(() => (fit ? union(fit, viewOf(scene)) : roomFor(scene)), [scene, fit])
  const [{ view, isEmpty }, setView] = useState({ view: wanted, isEmpty: scene.length === 0 })
  if (isEmpty ? scene.length > 0 : !contains(view, wanted))
    setView({ view: isEmpty ? wanted : union(view, wanted), isEmpty: false })
  useLayoutEffect(() => {
    painter.current ??= createPainter(layer.current!, mark)
    painter.current.show(scene, images)
  }, [scene, images, mark])

  const size = `${ZOOMS[zoom]! * 100}%`
  return (
    <div className={css.picture}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is scrolled by the keyboard, too */}
      <div className={css.window} tabIndex={0} role="group" aria-label={label}>
        <svg
          role="img"
          aria-label={label}
          viewBox={`${view.x} ${view.y} ${view.width} ${view.height}`}
          style={{ inlineSize: size, blockSize: size }}
        >
          <g ref={layer} />
          {children}
        </svg>
      </div>
      <div className={css.tools}>
        <Button
          iconOnly
          aria-label={t('replay.zoomOut')}
          isDisabled={zoom === 0}
          onPress={() => setZoom((now) => Math.max(0, now - 1))}
        >
          <ZoomOut aria-hidden="true" />
        </Button>
        <Button
          iconOnly
          aria-label={t('replay.zoomIn')}
          isDisabled={zoom === ZOOMS.length - 1}
          onPress={() => setZoom((now) => Math.min(ZOOMS.length - 1, now + 1))}
        >
          <ZoomIn aria-hidden="true" />
        </Button>
        <Button
          iconOnly
          aria-label={t('replay.fit')}
          onPress={() => {
            setZoom(0)
            setView({ view: wanted, isEmpty: scene.length === 0 })
          }}
        >
          <Maximize aria-hidden="true" />
        </Button>
      </div>
    </div>
  )
}
