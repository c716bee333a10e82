import Board from '@copse/whiteboard/editor'
import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import * as Y from 'yjs'
import { api } from '../app/api.ts'
import { Problem } from '../app/failed.tsx'
import { useTheme } from '../app/theme.ts'
import { Button, Loading } from '../design/index.ts'
import css from './record.module.css'

/** A snapshot opened in the board itself: to zoom and move about in, not to change. */
export default function BoardViewer({ url, title, onClose }: { url: string; title: string; onClose: () => void }) {
  const { t, i18n } = useTranslation()
  const { theme } = useTheme()
  const { data, error } = useQuery({
    queryKey: ['snapshot', url],
    queryFn: () => api<{ update: string }>(url),
    staleTime: Infinity,
  })
  const doc = useMemo(() => {
    if (!data) return null
    const made = new Y.Doc()
    Y.applyUpdate(
      made,
      Uint8Array.from(atob(data.update), (character) => character.charCodeAt(0)),
    )
    return made
  }, [data])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && onClose()
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [onClose])
  return (
    <div className={css.viewer} role="dialog" aria-modal="true" aria-label={title}>
      <div className={css.viewerHead}>
        <h2>{title}</h2>
        <Button onPress={onClose} autoFocus>
          <X aria-hidden="true" />
          {t('record.close')}
        </Button>
      </div>
      {error ? <Problem error={error} /> : null}
      {doc ? (
        <Board
          doc={doc}
          live={null}
          canWrite={false}
          theme={theme}
          language={i18n.language}
          uploadFile={() => Promise.resolve(null)}
          labels={{ board: title, drawingSurface: t('room.board.surface'), imageRefused: t('room.board.imageRefused') }}
        />
      ) : (
        <Loading label={t('room.board.loading')} />
      )}
    </div>
  )
}
