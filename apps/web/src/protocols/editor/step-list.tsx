import type { Concern } from '@copse/protocols'
import { GripVertical, Repeat2, TriangleAlert } from 'lucide-react'
import { Button as DragButton, DropIndicator, GridList, GridListItem, useDragAndDrop } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Hidden } from '../../design/index.ts'
import { rowsOf, type Draft, type Row } from '../model/draft.ts'
import type { Edit } from '../model/editing.ts'
import { FloorSign } from '../step-picture.tsx'
import { floorLook, useStepWords } from '../use-step-words.ts'
import css from './editor.module.css'

/** The steps in order, to be chosen, and dragged by pointer, touch and keyboard. */
export function StepList({
  draft,
  chosen,
  concerns,
  onEdit,
  onChosen,
}: {
  draft: Draft
  chosen: string | null
  concerns: readonly Concern[]
  onEdit: (edit: Edit) => void
  onChosen: (key: string) => void
}) {
  const { t } = useTranslation()
  const { say } = useStepWords()
  const rows = rowsOf(draft)
  const titleOf = (row: Row): string =>
    row.kind === 'step'
      ? say(row.step.title).trim() || t('protocols.edit.untitled')
      : row.kind === 'open'
        ? `${t('protocols.about.repeat')}: ${t(`protocols.rounds.${row.block.repeat}`)}`
        : t('protocols.about.end')
  const doubtful = new Set(concerns.flatMap((concern) => ('stepId' in concern ? [concern.stepId] : [])))

  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) =>
      [...keys].map((key) => ({ 'text/plain': titleOf(rows.find((row) => row.key === key) ?? rows[0]!) })),
    onReorder({ keys, target }) {
      const at = rows.findIndex(({ key }) => key === target.key)
      const before = rows[target.dropPosition === 'after' ? at + 1 : at]?.key ?? null
      onEdit({ type: 'move', keys: [...keys].map(String), before })
    },
    renderDropIndicator: (target) => <DropIndicator target={target} className={css.drop} />,
  })

  const steps = rows.flatMap((row) => (row.kind === 'step' ? [row.key] : []))
  return (
    <GridList
      aria-label={t('protocols.edit.list')}
      className={css.list}
      items={rows}
      selectionMode="single"
      selectionBehavior="replace"
      selectedKeys={chosen === null ? [] : [chosen]}
      disabledKeys={rows.flatMap(({ kind, key }) => (kind === 'close' ? [key] : []))}
      onSelectionChange={(keys) => {
        const [key] = keys === 'all' ? [] : [...keys]
        if (key !== undefined) onChosen(String(key))
      }}
      dragAndDropHooks={dragAndDropHooks}
    >
      {rows.map((row) => {
        const title = titleOf(row)
        return (
          <GridListItem
            key={row.key}
            id={row.key}
            textValue={title}
            className={css.row}
            data-kind={row.kind}
            data-inside={row.kind === 'step' && row.block !== null ? true : undefined}
          >
            {row.kind === 'close' ? null : (
              <DragButton slot="drag" className={css.handle} aria-label={t('protocols.edit.drag', { title })}>
                <GripVertical aria-hidden="true" />
              </DragButton>
            )}
            {row.kind === 'step' ? (
              <StepRow row={row} number={steps.indexOf(row.key) + 1} title={title} isDoubtful={doubtful.has(row.key)} />
            ) : null}
            {row.kind === 'open' ? (
              <span className={css.blockName}>
                <Repeat2 aria-hidden="true" />
                {title}
              </span>
            ) : null}
            {row.kind === 'close' ? <span className={css.blockEnd}>{title}</span> : null}
          </GridListItem>
        )
      })}
    </GridList>
  )
}

function StepRow({
  row: { step },
  number,
  title,
  isDoubtful,
}: {
  row: Extract<Row, { kind: 'step' }>
  number: number
  title: string
  isDoubtful: boolean
}) {
  const { about, stated, t } = useStepWords()
  return (
    <>
      <FloorSign look={floorLook(step)} />
      <span className={css.rowText}>
        <b>
          {number}. {title}
        </b>
        <small>{about(step).join(' · ')}</small>
      </span>
      {isDoubtful ? (
        <span className={css.doubt}>
          <TriangleAlert aria-hidden="true" />
          <Hidden>{t('protocols.edit.concerns')}</Hidden>
        </span>
      ) : null}
      <span className={css.rowTime}>{stated(step)}</span>
    </>
  )
}
