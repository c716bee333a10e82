import type { BoardConnection } from '@copse/room-client/board'
import { addNote } from '@copse/whiteboard/outline'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { Button, Notice } from '../../design/index.ts'
import type { BoardShelf } from './board-shelf.ts'

/** Words that came too late for the board they were written on: they can be taken along. */
export function UnkeptWords({ shelf, board }: { shelf: BoardShelf; board: BoardConnection }) {
  const { t } = useTranslation()
  const unkept = useStore(shelf.store, (state) => state.unkept)
  const doc = useStore(board.store, (state) => state.doc)
  const access = useStore(board.store, (state) => state.access)
  if (unkept.length === 0) return null
  return (
    <Notice kind="warn" live>
      {t('circles.unkept.text', { words: unkept.join(' · ') })}{' '}
      {access === 'write' || access === 'own' ? (
        <Button
          small
          look="primary"
          onPress={() => {
            for (const text of unkept) addNote(doc, text, [crypto.randomUUID(), crypto.randomUUID()])
            shelf.forgetUnkept()
          }}
        >
          {t('circles.unkept.add')}
        </Button>
      ) : null}{' '}
      <Button small onPress={shelf.forgetUnkept}>
        {t('circles.unkept.drop')}
      </Button>
    </Notice>
  )
}
