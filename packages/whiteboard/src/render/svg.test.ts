import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { admit } from '../schema/admit.ts'
import { anyElement, anyJunk, element, strokeOf } from '../testing.ts'
import { drawPiece, piecesOf, renderSvg } from './index.ts'

const draw = (...scene: Parameters<typeof renderSvg>[0]) => renderSvg(scene, { title: 'The board' })
const PIXEL = 'data:image/png;base64,iVBORw0KGgo='
const paths = (svg: string) => svg.match(/<path /g)?.length ?? 0

describe('the picture', () => {
  it.each([
    ['rectangle', { backgroundColor: '#ffec99', fillStyle: 'solid' }, 'fill="#ffec99"'],
    ['rectangle', { roundness: { type: 3 }, strokeStyle: 'dashed' }, 'stroke-dasharray="8 10"'],
    ['ellipse', { strokeStyle: 'dotted' }, 'stroke-dasharray="1.5 8"'],
    ['diamond', { roundness: { type: 2 }, fillStyle: 'hachure', backgroundColor: 'red' }, 'stroke="red"'],
    ['line', { roundness: { type: 2 } }, '<path d="M'],
    ['arrow', {}, '<path d="M'],
    ['freedraw', { points: strokeOf(50) }, 'stroke="none" stroke-width="0"'],
    ['text', { text: 'One\ntwo', textAlign: 'center' }, 'text-anchor="middle"'],
    ['frame', {}, '>Part one</text>'],
    ['image', {}, 'stroke-dasharray="4 4"'],
  ] as const)('[W40] has a %s %j', (type, change, expected) => {
    const svg = draw(admit(element(type, change))!)
    expect(svg).toContain(expected)
    expect(svg).toContain('<title>The board</title>')
    expect(svg).not.toMatch(/NaN|undefined|Infinity/)
  })

  it.each([
    ['arrow', 3],
    ['bar', 3],
    ['dot', 3],
    ['circle_outline', 3],
    ['triangle', 3],
    ['diamond_outline', 3],
    ['crowfoot_one', 2],
    ['crowfoot_many', 3],
    ['crowfoot_one_or_many', 4],
    [null, 1],
  ])('[W40] an arrow has the head %s', (endArrowhead, expected) => {
    expect(paths(draw(admit(element('arrow', { endArrowhead }))!))).toBe(expected)
  })

  it('[W40] an elbow arrow turns its corners round', () => {
    const points = [[0, 0], [50, 0], [50, 60]] // prettier-ignore
    expect(draw(admit(element('arrow', { elbowed: true, points }))!)).toMatch(/<path d="M/)
    expect(draw(admit(element('arrow', { elbowed: true, points }))!)).not.toBe(
      draw(admit(element('arrow', { points }))!),
    )
  })

  it('[W40] is as large as what is on it, turned shapes and all; an empty board has a size too', () => {
    expect(draw(admit(element('rectangle', { x: 0, y: 0, width: 100, height: 20, angle: Math.PI / 2 }))!)).toContain(
      'viewBox="16 -64 68 148"',
    )
    expect(draw()).toContain('viewBox="-24 -24 688 408"')
  })

  it('[W40] a large shape is hatched as a small one is', () => {
    for (let seed = 1; seed <= 8; seed++) {
      const change = { fillStyle: 'hachure', backgroundColor: 'red', strokeWidth: 1, height: 3000, seed }
      const hatched = (width: number) => draw(admit(element('rectangle', { ...change, width }))!).length
      expect(hatched(4321)).toBeGreaterThan(20_000)
      expect(hatched(100)).toBeGreaterThan(20_000)
    }
  })

  it('[W40] turns, fades, cuts at frames and leaves room for an arrow’s words', () => {
    const frame = element('frame', { id: 'f' })
    const inside = element('rectangle', { frameId: 'f', angle: Math.PI / 2, opacity: 40 })
    const arrow = element('arrow', { id: 'a' })
    const label = element('text', { containerId: 'a', text: 'leads to' })
    const svg = draw(...[frame, inside, arrow, label].map((one) => admit(one)!))
    expect(svg).toContain('rotate(90 50 30)')
    expect(svg).toContain('opacity="0.4"')
    expect(svg).toContain('clip-path="url(#frame-0)"')
    expect(svg).toContain('mask="url(#gap-2)"')
  })

  it('[W75] piece by piece it is the same picture, each piece with what it leans on under ids of its own', () => {
    fc.assert(
      fc.property(fc.array(anyElement, { maxLength: 6 }), (some) => {
        const scene = some.flatMap((one) => admit(one) ?? [])
        const whole = renderSvg(scene, { title: '' })
        for (const piece of piecesOf(scene)) expect(whole).toContain(drawPiece(piece, {}, 'x'))
      }),
    )
    const frame = element('frame', { id: 'f' })
    const inside = element('arrow', { id: 'a', frameId: 'f' })
    const label = element('text', { containerId: 'a', text: 'leads to' })
    const [, piece] = piecesOf([frame, inside, label].map((one) => admit(one)!))
    const drawn = drawPiece(piece!, {}, 'left')
    for (const id of ['left-a-f', 'left-a-g']) {
      expect(drawn).toContain(`id="${id}"`)
      expect(drawn).toContain(`url(#${id})`)
    }
  })

  it('[W42] embeds images, cropped and mirrored, and nothing that is no picture', () => {
    const crop = { x: 10, y: 5, width: 50, height: 30, naturalWidth: 200, naturalHeight: 120 }
    const image = admit(element('image', { fileId: 'f1', crop, scale: [-1, 1] }))!
    const svg = renderSvg([image], { title: '', images: { f1: PIXEL } })
    expect(svg).toContain(`<image x="-20" y="-10" width="400" height="240" href="${PIXEL}"`)
    expect(svg).toContain('scale(-1 1)')
    for (const source of [
      'https://evil.example/x.png',
      'data:image/svg+xml;base64,AAAA',
      `${PIXEL}" onload="alert(1)`,
    ]) {
      const refused = renderSvg([image], { title: '', images: { f1: source } })
      expect(refused).not.toContain('<image')
      expect(refused).toContain('stroke-dasharray="4 4"')
    }
    const inherited = admit(element('image', { fileId: 'toString_' }))!
    expect(renderSvg([inherited], { title: '', images: {} })).not.toContain('<image')
  })

  it('[W41] nobody’s words become markup, and nothing in it loads or runs', () => {
    const hostile = `</text><script>alert(1)</script>" onload='x' & ]]> \u0000\u0008\uFFFE <image href="https://evil.example"/>`
    const scene = [
      element('text', { text: hostile, originalText: hostile }),
      element('frame', { name: hostile, link: hostile }),
      element('rectangle', { strokeColor: 'red" onclick="alert(1)', backgroundColor: 'url(https://evil.example)' }),
    ].map((one) => admit(one)!)
    const svg = renderSvg(scene, { title: hostile })
    expect(svg).not.toMatch(/<(script|image|foreignObject|a|style)\b/)
    expect(svg.replaceAll(/>[^<]*</g, '><')).not.toMatch(/\son\w+=|evil/)
    for (const character of '\u0000\u0008\uFFFE') expect(svg).not.toContain(character)
    expect(svg).toContain('&lt;script&gt;')
  })

  it('[W43] is the same each time, whatever is on the board', () => {
    fc.assert(
      fc.property(fc.array(anyElement, { maxLength: 6 }), (drawn) => {
        const scene = drawn.flatMap((one) => admit(one) ?? [])
        const svg = renderSvg(scene, { title: 'x' })
        expect(renderSvg(scene, { title: 'x' })).toBe(svg)
        expect(svg).not.toMatch(/NaN|undefined|Infinity/)
      }),
    )
  })

  it('[W7] takes bounded work, whatever a document holds', () => {
    fc.assert(
      fc.property(anyJunk, (junk) => {
        const one = admit(junk)
        expect(one ? draw(one).length : 0).toBeLessThan(20_000_000)
      }),
      { numRuns: 500 },
    )
    const far = [[0, 0], [9e6, 0], [9e6, 9e6], [0, 0]] // prettier-ignore
    const fine = { fillStyle: 'cross-hatch', backgroundColor: 'red', strokeWidth: 0.1 }
    expect(draw(admit(element('line', { ...fine, points: far, width: 0, height: 0 }))!).length).toBeLessThan(1_000_000)
    const near = [[0, 0], [7000, 0], [7000, 7000], [0, 0]] // prettier-ignore
    const lying = { ...fine, strokeWidth: 0.5, points: near, width: 0, height: 0 }
    expect(draw(admit(element('line', lying))!).length).toBeLessThan(150_000)
  })
})
