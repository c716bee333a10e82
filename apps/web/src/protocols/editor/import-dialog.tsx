import type { ProtocolFile } from '@copse/contract'
import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import app from '../../app/app.module.css'
import { Actions, Button, Dialog, Notice, TextArea } from '../../design/index.ts'
import { readFile, type Fault } from '../model/read-file.ts'
import css from './editor.module.css'

/** Reads a protocol's file; what is wrong with it is told line by line, and can be mended on the spot. */
export function ImportDialog({ onRead, onClose }: { onRead: (file: ProtocolFile) => void; onClose: () => void }) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [faults, setFaults] = useState<readonly Fault[]>([])
  const [unreadable, setUnreadable] = useState(false)
  const area = useRef<HTMLDivElement>(null)
  const picker = useId()
  const lines = text.split(/\r\n|\n|\r/)

  function read(source: string) {
    const reading = readFile(source)
    if (reading.ok) onRead(reading.file)
    else setFaults(reading.faults)
  }
  async function open(file: File | undefined) {
    if (!file) return
    const source = await file.text().catch(() => null)
    setUnreadable(source === null)
    if (source === null) return
    setText(source)
    read(source)
  }
  /** Puts the cursor where the fault is. */
  function goTo({ offset, length, line }: Fault) {
    const field = area.current?.querySelector('textarea')
    if (!field) return
    field.focus()
    field.setSelectionRange(offset, offset + length)
    field.scrollTop = (line - 4) * parseFloat(getComputedStyle(field).lineHeight)
  }
  return (
    <Dialog title={t('protocols.file.title')} open keeps onClose={onClose}>
      <p>{t('protocols.file.lead')}</p>
      <div className={app.tight}>
        <label className={css.fileLabel} htmlFor={picker}>
          {t('protocols.file.choose')}
        </label>
        <input
          id={picker}
          type="file"
          accept=".json,application/json"
          onChange={({ target }) => void open(target.files?.[0])}
        />
      </div>
      {unreadable ? (
        <Notice kind="bad" live>
          {t('protocols.file.unreadable')}
        </Notice>
      ) : null}
      {faults.length > 0 ? (
        <Notice kind="bad" live>
          <p>{t('protocols.file.bad', { count: faults.length })}</p>
          <ul className={css.faults}>
            {faults.map((fault) => (
              <li key={`${fault.offset}-${fault.reason}-${fault.about.field}`}>
                <button type="button" onClick={() => goTo(fault)}>
                  {t('protocols.file.at', { line: fault.line, column: fault.column })}
                </button>{' '}
                {t(`protocols.fault.${fault.reason}`, fault.about)}
                <code>{lines[fault.line - 1]?.trim().slice(0, 120)}</code>
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      <div ref={area} className={css.source}>
        <TextArea
          label={t('protocols.file.text')}
          hint={t('protocols.file.textHint')}
          rows={10}
          spellCheck={false}
          wrap="off"
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </div>
      <Actions>
        <Button onPress={onClose}>{t('action.cancel')}</Button>
        <Button look="primary" isDisabled={text.trim() === ''} onPress={() => read(text)}>
          {t('protocols.file.read')}
        </Button>
      </Actions>
    </Dialog>
  )
}
