import { expect, it } from 'vitest'
import { review } from './review.ts'
import { protocolOf, step } from './testing.ts'

const codes = (...given: Parameters<typeof protocolOf>) => review(protocolOf(...given)).map(({ code }) => code)
const long = { minutes: { default: 50, min: 5, max: 60 } }

it.each([
  ['an hour and a half is long enough', [[step(long), step({ ...long, id: 'b' })]], ['no-rest']],
  ['a rest in between', [[step(long), step({ id: 'rest', rest: true }), step({ ...long, id: 'b' })]], []],
  ['rounds count once for each', [[{ repeat: 'people', steps: [step(long)] }], { people: { min: 2, max: 4 } }], ['no-rest']], // prettier-ignore
  ['eight in a group', [[step({ grouping: { kind: 'groups', size: 8, fill: 'random' } })], { people: { min: 8, max: 20 } }], ['group-too-large']], // prettier-ignore
  ['triads for two where few stay together', [[step({ grouping: { kind: 'groups', size: 3, above: 5, fill: 'random' } })], { people: { min: 2, max: 9 } }], []], // prettier-ignore
  ['triads for two', [[step({ grouping: { kind: 'groups', size: 3, fill: 'random' } })], { people: { min: 2, max: 9 } }], ['too-few-for-groups']], // prettier-ignore
  ['a presenter nobody is', [[step(), step({ id: 'b', board: { everyone: 'read', byRole: { presenter: 'write' } } })]], ['role-unheld']], // prettier-ignore
  ['a presenter in rounds', [[step(), { repeat: 'people', steps: [step({ id: 'b', floor: { mode: 'roles', roles: ['presenter'] } })] }]], []], // prettier-ignore
  ['only the presenter ever speaks', [[step({ floor: { mode: 'roles', roles: ['presenter'] } })], { needsPresenter: true }], ['never-speaks']], // prettier-ignore
  ['nobody ever speaks', [[step({ floor: { mode: 'nobody' } })]], ['never-speaks']],
  ['by choice of nothing', [[step({ grouping: { kind: 'choice' } })]], ['nothing-to-group-by']],
  ['fours from no pairs', [[step({ grouping: { kind: 'merge' } })]], ['nothing-to-group-by']],
  ['topics without dots', [[{ repeat: 'topics', most: 3, steps: [step()] }]], ['no-topics']],
  ['stations without groups', [[{ repeat: 'stations', steps: [step()] }]], ['no-stations']],
  ['all well', [[step()]], []],
] as [string, Parameters<typeof protocolOf>, string[]][])('%s: %j', (_title, given, expected) => {
  expect(codes(...given)).toEqual(expected)
})
