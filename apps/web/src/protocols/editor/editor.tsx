import type { ProtocolFile } from '@copse/contract'
import { review, type Concern } from '@copse/protocols'
import {
  ArrowDown,
  ArrowUp,
  Copy,
  Download,
  FileText,
  Play,
  Plus,
  Redo2,
  Repeat2,
  Trash2,
  Undo2,
  Upload,
} from 'lucide-react'
import { lazy, Suspense, useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react'
import { useLocation } from 'react-router'
import app from '../../app/app.module.css'
import { ApiRefusal } from '../../app/api.ts'
import { PageTitle } from '../../app/page-title.tsx'
import { wordsOfError } from '../../app/words-of-error.ts'
import { LeaveGuard } from '../../community/leave-guard.tsx'
import { Button, ButtonLink, LiveRegion, Loading, Notice } from '../../design/index.ts'
import { exportFile } from '../export-file.ts'
import { blocksOf, fileOf, protocolOf, rowsOf, stepsOf } from '../model/draft.ts'
import { beforeOf, edited, isChanged, startEditing, type Edit } from '../model/editing.ts'
import { draftShelf } from '../model/kept-draft.ts'
import { problemsOf, type Problem } from '../model/problems.ts'
import { agendaOf } from '../protocol-facts.tsx'
import { PictureKey, StepPicture } from '../step-picture.tsx'
import { useStepWords } from '../use-step-words.ts'
import { AboutForm } from './about-form.tsx'
import { BlockForm } from './block-form.tsx'
import { ConcernList } from './concern-list.tsx'
import css from './editor.module.css'
import { FitBar } from './fit-bar.tsx'
import { ImportDialog } from './import-dialog.tsx'
import { PreviewPanel } from './preview-panel.tsx'
import { ProblemList } from './problem-list.tsx'
import { StepForm } from './step-form.tsx'
import { StepList } from './step-list.tsx'
import { useSaving } from './use-saving.ts'
import { useUndoKeys } from './use-undo-keys.ts'

const Rehearse = lazy(async () => ({ default: (await import('../rehearsal/rehearse.tsx')).Rehearse }))

interface EditorProps {
  communityId: string
  /** Null: it is not kept yet. */
  protocolId: string | null
  newest: number | null
  /** Where an older version was opened: which. */
  opened: number | null
  file: ProtocolFile
  /** What the unsaved draft is kept under in this browser. */
  name: string
  startsWithImport: boolean
}

/** The protocol editor: the steps in order, the form of the chosen one, and what people will see of it. */
export function Editor({ communityId, protocolId, newest, opened, file, name, startsWithImport }: EditorProps) {
  const { say, t } = useStepWords()
  const location = useLocation()
  const shelf = useMemo(() => draftShelf(communityId, name, localStorage), [communityId, name])
  const [left] = useState(() => shelf.take())
  const [editing, dispatch] = useReducer(edited, null, () => {
    const started = startEditing(file, left?.draft)
    const first = protocolId === null && !left ? null : (stepsOf(started.draft)[0]?.id ?? null)
    return { ...started, chosen: first }
  })
  const { draft, chosen, past, future } = editing
  const protocol = useMemo(() => protocolOf(draft), [draft])
  const concerns = useMemo(() => review(protocol), [protocol])
  const changed = isChanged(editing)
  const [restored, setRestored] = useState(() => left !== null && changed)
  const [importing, setImporting] = useState(startsWithImport)
  const [rehearsing, setRehearsing] = useState(false)
  const [problems, setProblems] = useState<readonly Problem[]>([])
  const [told, setTold] = useState('')
  const form = useRef<HTMLElement>(null)
  const byTouch = useRef(false)

  // The version these changes began with. Where that is no longer the newest, the server says so when they are saved.
  const [basedOn, setBasedOn] = useState(left ? left.basedOn : newest)
  useEffect(() => {
    if (changed) shelf.keep(draft, basedOn)
    else shelf.clear()
  }, [changed, draft, basedOn, shelf])

  const unsaved = useRef(changed)
  useEffect(() => {
    unsaved.current = changed
  }, [changed])
  const isUnsaved = useCallback(() => unsaved.current, [])
  const saving = useSaving({
    communityId,
    protocolId,
    newest: basedOn,
    onSaved(kept, version) {
      setBasedOn(version)
      unsaved.current = false
      shelf.clear()
      setRestored(false)
      dispatch({ type: 'saved', draft: kept })
    },
  })

  const onEdit = (edit: Edit) => {
    dispatch(edit)
    setTold(edit.type === 'undo' || edit.type === 'redo' ? t(`protocols.edit.${edit.type}`) : '')
    if (edit.type !== 'choose') setProblems([])
  }
  useUndoKeys(onEdit)

  const choose = (key: string | null) => {
    onEdit({ type: 'choose', key })
    if (byTouch.current && matchMedia('(max-width: 60rem)').matches)
      requestAnimationFrame(() => form.current?.scrollIntoView({ block: 'start' }))
    byTouch.current = false
  }
  const save = (asCopy = false) => {
    const found = problemsOf(draft)
    setProblems(found)
    if (found.length === 0) saving.mutate({ draft, asCopy })
  }

  if (rehearsing)
    return (
      <Suspense fallback={<Loading label={t('loading')} />}>
        <Rehearse protocol={protocol} onClose={() => setRehearsing(false)} />
      </Suspense>
    )
  const savedVersion = (location.state as { saved?: number } | null)?.saved
  const conflict = saving.error instanceof ApiRefusal && saving.error.code === 'protocol.changed'
  const at = `/communities/${communityId}/protocols`
  const title = say(draft.about.title).trim() || t('protocols.edit.untitled')
  return (
    <div className={css.editor}>
      <PageTitle title={`${t(protocolId ? 'protocols.edit.title' : 'protocols.edit.new')} · ${title}`} />
      <header className={css.head}>
        <div className={app.tight}>
          <p className={app.soft}>{t(protocolId ? 'protocols.edit.title' : 'protocols.edit.new')}</p>
          <h1>{title}</h1>
        </div>
        <div className={app.row}>
          <Button
            look="quiet"
            iconOnly
            aria-label={t('protocols.edit.undo')}
            isDisabled={past.length === 0}
            onPress={() => onEdit({ type: 'undo' })}
          >
            <Undo2 aria-hidden="true" />
          </Button>
          <Button
            look="quiet"
            iconOnly
            aria-label={t('protocols.edit.redo')}
            isDisabled={future.length === 0}
            onPress={() => onEdit({ type: 'redo' })}
          >
            <Redo2 aria-hidden="true" />
          </Button>
          <Button look="quiet" onPress={() => setImporting(true)}>
            <Upload aria-hidden="true" />
            {t('protocols.edit.import')}
          </Button>
          <Button look="quiet" onPress={() => exportFile(fileOf(draft))}>
            <Download aria-hidden="true" />
            {t('protocols.edit.export')}
          </Button>
          <Button onPress={() => setRehearsing(true)}>
            <Play aria-hidden="true" />
            {t('protocols.rehearse')}
          </Button>
          <Button look="primary" isPending={saving.isPending} onPress={() => save()}>
            {basedOn === null ? t('protocols.edit.saveNew') : t('protocols.edit.save', { version: basedOn + 1 })}
          </Button>
        </div>
      </header>
      <div className={app.tight}>
        {savedVersion !== undefined && !changed ? (
          <Notice kind="good" live>
            <p>{t('protocols.edit.savedAs', { version: savedVersion })}</p>
            <div className={app.row}>
              <ButtonLink small to={`/communities/${communityId}/schedule?protocol=${protocolId}`}>
                {t('protocols.edit.plan')}
              </ButtonLink>
              <ButtonLink small look="quiet" to={`${at}/${protocolId}`}>
                {t('protocols.edit.page')}
              </ButtonLink>
            </div>
          </Notice>
        ) : null}
        {restored && changed ? (
          <Notice live>
            <p>{t('protocols.edit.restored')}</p>
            <Button
              small
              onPress={() => {
                setRestored(false)
                setBasedOn(newest)
                dispatch({ type: 'replace', file })
              }}
            >
              {t('protocols.edit.startOver')}
            </Button>
          </Notice>
        ) : null}
        {opened !== null && opened !== newest ? <Notice>{t('protocols.edit.old', { version: opened })}</Notice> : null}
        {saving.error ? (
          <Notice kind="bad" live>
            <p>{wordsOfError(saving.error)}</p>
            {conflict ? (
              <div className={app.row}>
                <ButtonLink small to={`${at}/${protocolId}`}>
                  {t('protocols.edit.theirs')}
                </ButtonLink>
                <Button small onPress={() => save(true)}>
                  {t('protocols.edit.saveCopy')}
                </Button>
              </div>
            ) : null}
          </Notice>
        ) : null}
        <ProblemList problems={problems} draft={draft} onChoose={choose} />
      </div>
      <div className={app.tight}>
        <StepPicture agenda={agendaOf(protocol)} chosen={chosen} />
        <PictureKey agenda={agendaOf(protocol)} />
      </div>
      <div className={css.columns}>
        <aside className={css.side} aria-label={t('protocols.edit.list')}>
          <FitBar draft={draft} protocol={protocol} onEdit={onEdit} />
          <Button
            className={css.aboutButton}
            look={chosen === null ? 'secondary' : 'quiet'}
            aria-pressed={chosen === null}
            onPress={() => choose(null)}
          >
            <FileText aria-hidden="true" />
            {t('protocols.edit.aboutProtocol')}
          </Button>
          <div
            onPointerDownCapture={() => (byTouch.current = true)}
            onKeyDownCapture={() => (byTouch.current = false)}
            role="presentation"
          >
            <StepList draft={draft} chosen={chosen} concerns={concerns} onEdit={onEdit} onChosen={choose} />
          </div>
          <Button
            onPress={() =>
              onEdit({ type: 'add', after: chosen, title: { en: t('protocols.edit.newStep', { lng: 'en' }) } })
            }
          >
            <Plus aria-hidden="true" />
            {t('protocols.edit.add')}
          </Button>
          <p className={css.hint}>{t('protocols.edit.listHint')}</p>
          <ConcernList concerns={concerns.filter((concern) => !('stepId' in concern))} />
        </aside>
        <Chosen editing={editing} protocol={protocol} concerns={concerns} formRef={form} onEdit={onEdit} />
      </div>
      {importing ? (
        <ImportDialog
          onRead={(read) => {
            onEdit({ type: 'replace', file: read })
            setTold(t('protocols.file.done'))
            setImporting(false)
          }}
          onClose={() => setImporting(false)}
        />
      ) : null}
      <LiveRegion text={told} />
      <LeaveGuard unsaved={isUnsaved} />
    </div>
  )
}

/** The form of what is chosen, with what can be done with it, and the preview. */
function Chosen({
  editing: { draft, chosen },
  protocol,
  concerns,
  formRef,
  onEdit,
}: {
  editing: ReturnType<typeof startEditing>
  protocol: ReturnType<typeof protocolOf>
  concerns: readonly Concern[]
  formRef: React.RefObject<HTMLElement | null>
  onEdit: (edit: Edit) => void
}) {
  const { say, t } = useStepWords()
  const steps = stepsOf(draft)
  const step = steps.find(({ id }) => id === chosen)
  const block = blocksOf(draft).find(({ key }) => key === chosen)
  const inBlock = rowsOf(draft).some((row) => row.kind === 'step' && row.key === chosen && row.block !== null)
  const heading = step
    ? say(step.title).trim() || t('protocols.edit.untitled')
    : t(block ? 'protocols.edit.block' : 'protocols.edit.aboutProtocol')
  return (
    <>
      <section className={css.form} ref={formRef} aria-label={heading}>
        <div className={app.between}>
          <div className={app.tight}>
            {step ? (
              <p className={app.soft} aria-live="polite">
                {t('protocols.edit.place', { number: steps.indexOf(step) + 1, count: steps.length })}
              </p>
            ) : null}
            <h2>{heading}</h2>
          </div>
          {chosen === null ? null : (
            <div className={app.row}>
              {block ? (
                <Button small look="quiet" onPress={() => onEdit({ type: 'unwrap', key: block.key })}>
                  <Repeat2 aria-hidden="true" />
                  {t('protocols.edit.unwrap')}
                </Button>
              ) : inBlock ? null : (
                <Button small look="quiet" onPress={() => onEdit({ type: 'wrap', id: chosen })}>
                  <Repeat2 aria-hidden="true" />
                  {t('protocols.edit.wrap')}
                </Button>
              )}
              {([-1, 1] as const).map((by) => {
                const before = beforeOf(draft, chosen, by)
                return (
                  <Button
                    key={by}
                    small
                    look="quiet"
                    isDisabled={before === undefined}
                    onPress={() => before !== undefined && onEdit({ type: 'move', keys: [chosen], before })}
                  >
                    {by < 0 ? <ArrowUp aria-hidden="true" /> : <ArrowDown aria-hidden="true" />}
                    {t(by < 0 ? 'protocols.edit.up' : 'protocols.edit.down')}
                  </Button>
                )
              })}
              <Button small look="quiet" onPress={() => onEdit({ type: 'duplicate', key: chosen })}>
                <Copy aria-hidden="true" />
                {t('protocols.edit.duplicate')}
              </Button>
              <Button
                small
                look="quiet"
                isDisabled={steps.length === (block?.steps.length ?? 1)}
                onPress={() => onEdit({ type: 'remove', key: chosen })}
              >
                <Trash2 aria-hidden="true" />
                {t('protocols.edit.removeStep')}
              </Button>
            </div>
          )}
        </div>
        {step ? (
          <>
            <ConcernList concerns={concerns.filter((concern) => 'stepId' in concern && concern.stepId === step.id)} />
            <StepForm key={step.id} step={step} onEdit={onEdit} />
          </>
        ) : block ? (
          <BlockForm key={block.key} block={block} onEdit={onEdit} />
        ) : (
          <AboutForm about={draft.about} onEdit={onEdit} />
        )}
      </section>
      {step ? <PreviewPanel protocol={protocol} step={step} /> : null}
    </>
  )
}
