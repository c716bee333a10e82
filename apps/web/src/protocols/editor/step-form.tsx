import type { Minutes, OnEnd, Step } from '@copse/contract'
import { useTranslation } from 'react-i18next'
import app from '../../app/app.module.css'
import { Check, Select } from '../../design/index.ts'
import type { Edit } from '../model/editing.ts'
import css from './editor.module.css'
import { BoardPart, CameraPart } from './board-part.tsx'
import { FloorPart } from './floor-part.tsx'
import { GroupPart } from './group-part.tsx'
import { LinesField, LocalField } from './local-field.tsx'
import { NumberField } from './number-field.tsx'
import { Part } from './part.tsx'

/** Minutes with one of them changed; the others give way, so that they stay in order. */
function withMinutes(minutes: Minutes, change: Partial<Minutes>): Minutes {
  const next = { ...minutes, ...change }
  if (change.min !== undefined) next.max = Math.max(next.max, change.min)
  if (change.max !== undefined) next.min = Math.min(next.min, change.max)
  if (change.default !== undefined)
    return { ...next, min: Math.min(next.min, change.default), max: Math.max(next.max, change.default) }
  return { ...next, default: Math.min(next.max, Math.max(next.min, next.default)) }
}

/** Everything one step decides. */
export function StepForm({ step, onEdit }: { step: Step; onEdit: (edit: Edit) => void }) {
  const { t } = useTranslation()
  const set = (field: string, change: Partial<Step>) => onEdit({ type: 'step', id: step.id, field, change })
  const time = (which: 'default' | 'min' | 'max', label: string) => (
    <NumberField
      label={label}
      value={step.minutes[which]}
      min={0.25}
      max={600}
      step={0.25}
      onValue={(value) => set(`minutes.${which}`, { minutes: withMinutes(step.minutes, { [which]: value }) })}
    />
  )
  return (
    <div className={app.stack}>
      <LocalField
        label={t('protocols.edit.name')}
        value={step.title}
        maxLength={80}
        onValue={(title, language) => set(`title.${language}`, { title })}
      />
      <LocalField
        label={t('protocols.edit.prompt')}
        value={step.prompt}
        maxLength={600}
        rows={3}
        onValue={(prompt, language) => set(`prompt.${language}`, { prompt })}
      />
      <LocalField
        label={t('protocols.edit.guidance')}
        value={step.guidance}
        maxLength={600}
        rows={2}
        onValue={(guidance, language) => set(`guidance.${language}`, { guidance })}
      />
      <Part title={t('protocols.edit.time')}>
        <div className={css.numbers}>
          {time('default', t(step.minutes.each ? 'protocols.edit.usualEach' : 'protocols.edit.usual'))}
          {time('min', t('protocols.edit.least'))}
          {time('max', t('protocols.edit.most'))}
        </div>
        <div className={app.pair}>
          <Select
            label={t('protocols.edit.onEnd')}
            value={step.onEnd}
            options={(['chime', 'ask', 'advance'] as const).map((end) => ({
              value: end,
              label: t(`protocols.edit.ends.${end}`),
            }))}
            onChange={({ target }) => set('onEnd', { onEnd: target.value as OnEnd })}
          />
          <div>
            <Check
              type="checkbox"
              checked={step.rest ?? false}
              onChange={({ target }) => set('rest', { rest: target.checked || undefined })}
            >
              {t('protocols.edit.rest')}
            </Check>
            <Check
              type="checkbox"
              checked={step.minutes.each ?? false}
              onChange={({ target }) =>
                set('each', { minutes: { ...step.minutes, each: target.checked || undefined } })
              }
            >
              {t('protocols.edit.each')}
            </Check>
            <Check
              type="checkbox"
              checked={step.minutes.suggested ?? false}
              onChange={({ target }) =>
                set('suggested', { minutes: { ...step.minutes, suggested: target.checked || undefined } })
              }
            >
              {t('protocols.edit.suggested')}
            </Check>
          </div>
        </div>
      </Part>
      <FloorPart floor={step.floor} onFloor={(floor) => set(`floor.${floor.mode}`, { floor })} />
      <GroupPart grouping={step.grouping} onGrouping={(grouping) => set('grouping', { grouping })} />
      <BoardPart
        board={step.board}
        capture={step.capture}
        onBoard={(board, what = 'board') => set(what, { board })}
        onCapture={(capture) => set('capture', { capture })}
      />
      <CameraPart cameras={step.cameras} onCameras={(cameras) => set('cameras', { cameras })} />
      <Part title={t('protocols.edit.more')}>
        <LinesField
          label={t('protocols.edit.choices')}
          value={step.choices ?? []}
          maxLines={12}
          onValue={(choices, language) =>
            set(`choices.${language}`, { choices: choices.length > 0 ? choices : undefined })
          }
        />
        <NumberField
          label={t('protocols.edit.dots')}
          value={step.votes?.dots ?? 0}
          min={0}
          max={10}
          onValue={(dots) => set('votes', { votes: dots > 0 ? { dots } : undefined })}
        />
        <div className={css.numbers}>
          <NumberField
            label={t('protocols.edit.goOn')}
            value={step.goOn?.minutes ?? 0}
            min={0}
            max={60}
            step={0.5}
            onValue={(minutes) =>
              set('goOn.minutes', { goOn: minutes > 0 ? { times: step.goOn?.times ?? 1, minutes } : undefined })
            }
          />
          {step.goOn ? (
            <NumberField
              label={t('protocols.edit.goOnTimes')}
              value={step.goOn.times}
              min={1}
              max={10}
              onValue={(times) => set('goOn.times', { goOn: { minutes: step.goOn!.minutes, times } })}
            />
          ) : null}
        </div>
      </Part>
    </div>
  )
}
