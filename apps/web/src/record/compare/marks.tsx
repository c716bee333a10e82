import type { Change } from '@copse/whiteboard/history'
import css from './compare.module.css'

const PAD = 8
const SIGN = 22
/** So that nobody has to tell them by colour alone. */
export const signs = { added: '+', removed: '−', moved: '→', changed: '✎' } as const

/** Where things differ, drawn over a board: on the side `before` what goes or changes, on the side `after` what came. */
export function Marks({ changes, side }: { changes: readonly Change[]; side: 'before' | 'after' | 'both' }) {
  return (
    <g className={css.marks} aria-hidden="true">
      {changes.map(({ id, how, before, after }) => {
        const box = side === 'before' ? before : side === 'after' ? after : (after ?? before)
        if (!box) return null
        const middle = ({ x, y, width, height }: typeof box) => [x + width / 2, y + height / 2] as const
        const [from, to] = [before && middle(before), after && middle(after)]
        return (
          <g key={id} data-how={how}>
            {side === 'both' && how === 'moved' && from && to ? (
              <line x1={from[0]} y1={from[1]} x2={to[0]} y2={to[1]} />
            ) : null}
            <rect x={box.x - PAD} y={box.y - PAD} width={box.width + 2 * PAD} height={box.height + 2 * PAD} rx={PAD} />
            <circle cx={box.x - PAD} cy={box.y - PAD} r={SIGN / 2} />
            <text x={box.x - PAD} y={box.y - PAD} fontSize={SIGN * 0.8}>
              {signs[how]}
            </text>
          </g>
        )
      })}
    </g>
  )
}
