import { CircleDot, Pencil } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../design/index.ts'
import css from './circles.module.css'
import type { Dots } from './dots.tsx'

/** Above the drawing while dots are placed: how many are left, and how; who may also draw turns between the two. */
export function DotsBar({
  dots,
  places,
  onDraws,
}: {
  dots: Dots
  places: boolean
  onDraws: ((draws: boolean) => void) | null
}) {
  const { t } = useTranslation()
  return (
    <div className={css.whose} data-testid="dots-bar">
      <span className={css.dotRow} aria-hidden="true">
        {'●'.repeat(dots.of - dots.left)}
        <i>{'○'.repeat(dots.left)}</i>
      </span>
      <p role="status">
        <b>{t('circles.dots.left', { count: dots.left })}</b> {places ? t('circles.dots.how') : null}
      </p>
      {onDraws ? (
        <Button small look="quiet" onPress={() => onDraws(places)}>
          {places ? <Pencil aria-hidden="true" /> : <CircleDot aria-hidden="true" />}
          {places ? t('circles.dots.draw') : t('circles.dots.title')}
        </Button>
      ) : null}
    </div>
  )
}
