import { inLanguage, type SearchHit } from '@copse/contract'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { Search } from 'lucide-react'
import { useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { api } from '../app/api.ts'
import app from '../app/app.module.css'
import { Problem } from '../app/failed.tsx'
import { PageTitle } from '../app/page-title.tsx'
import { queries } from '../app/queries.ts'
import { Badge, Button, Empty, Loading, TextField } from '../design/index.ts'
import { formatWhen } from '../i18n/times.ts'
import css from './growing.module.css'

const LEAST = 2
const hits = (q: string, community: string) =>
  queryOptions({
    queryKey: ['search', q, community],
    queryFn: () => api<SearchHit[]>(`/search?${new URLSearchParams({ q, ...(community && { community }) })}`),
    enabled: q.length >= LEAST,
    staleTime: 0,
  })

/** Where a hit opens: a card in the library, anything else in its session. */
const pathOf = ({ kind, cardId, communityId, sessionId }: SearchHit): string =>
  cardId
    ? `/communities/${communityId}/cards#card-${cardId}`
    : `/sessions/${sessionId}${kind === 'session' ? '' : '/record'}`

/** Words in everything one may see: what is asked for is in the address, so that it can be come back to. */
export function SearchPage() {
  const { t } = useTranslation()
  const [params, setParams] = useSearchParams()
  const q = params.get('q')?.trim() ?? ''
  const community = params.get('community') ?? ''
  const [words, setWords] = useState(q)
  const { data, error, isFetching, refetch } = useQuery(hits(q, community))
  const where = useQuery({ ...queries.community(community), enabled: community !== '' })
  const list = useRef<HTMLUListElement>(null)

  /** Down and up go from the field through what was found, and back. */
  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (by === 0 || !list.current) return
    const field = event.currentTarget.querySelector<HTMLElement>('input[type=search]')!
    const places = [field, ...list.current.querySelectorAll<HTMLElement>('a')]
    const at = places.indexOf(document.activeElement as HTMLElement)
    if (at === -1) return
    event.preventDefault()
    places[Math.min(Math.max(at + by, 0), places.length - 1)]?.focus()
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the arrows are a short cut between what has the focus within
    <div className={app.loose} onKeyDown={onKeyDown}>
      <PageTitle title={t('growing.search.title')} />
      <div className={app.tight}>
        {where.data ? <Link to={`/communities/${community}`}>{where.data.name}</Link> : null}
        <h1>{t('growing.search.title')}</h1>
      </div>
      <div className={app.stack}>
        <form
          role="search"
          className={css.search}
          onSubmit={(event) => {
            event.preventDefault()
            if (words.trim().length >= LEAST)
              setParams({ q: words.trim(), ...(community && { community }) }, { replace: q !== '' })
          }}
        >
          <TextField
            label={t('growing.search.words')}
            hint={t('growing.search.hint')}
            type="search"
            required
            minLength={LEAST}
            maxLength={200}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
          <Button type="submit" look="primary">
            <Search aria-hidden="true" />
            {t('growing.search.find')}
          </Button>
        </form>
        {community ? (
          <p>
            <Link to={`/search${q ? `?${new URLSearchParams({ q })}` : ''}`}>{t('growing.search.everywhere')}</Link>
          </p>
        ) : null}
      </div>
      {error ? <Problem error={error} retry={() => void refetch()} /> : null}
      {isFetching && !data ? <Loading label={t('loading')} /> : null}
      <div className={app.stack}>
        <div role="status">
          {data?.length === 0 ? (
            <Empty>{t('growing.search.none', { words: q })}</Empty>
          ) : data ? (
            <p className={app.soft}>{t('growing.search.found', { count: data.length })}</p>
          ) : null}
        </div>
        <ul className={app.list} ref={list}>
          {data?.map((hit, index) => (
            <Hit key={index} hit={hit} />
          ))}
        </ul>
      </div>
    </div>
  )
}

function Hit({ hit }: { hit: SearchHit }) {
  const { t, i18n } = useTranslation()
  const { kind, title, communityName, stepTitle, at, parts } = hit
  return (
    <li className={css.hit}>
      <div className={app.row}>
        <h2 className={css.hitTitle}>
          <Link to={pathOf(hit)}>{title}</Link>
        </h2>
        <Badge>{t(`growing.search.kind.${kind}`)}</Badge>
      </div>
      <p className={css.found}>
        {parts.map((part, index) => (index % 2 === 1 ? <mark key={index}>{part}</mark> : part))}
      </p>
      <p className={app.about}>
        {[
          communityName ?? t('growing.card.others'),
          stepTitle ? inLanguage(stepTitle, i18n.language) : null,
          formatWhen(at, i18n.language),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </li>
  )
}
