import type { Page } from '@playwright/test'
import { ask, firstCommunity } from './sessions.ts'

const say = (en: string, es: string) => ({ en, es })
const everyoneWrites = { everyone: 'write' }

/** Short steps, one for each thing the room can do with people: arranged pairs, turns, new pairs, sheets, choices, dots. */
const steps = [
  { id: 'welcome', title: say('Welcome', 'Bienvenida'), floor: { mode: 'open' }, board: everyoneWrites },
  {
    id: 'turns',
    title: say('Each in turn', 'Por turno'),
    floor: { mode: 'rounds', turnSeconds: 120, pauseSeconds: 30 },
    board: everyoneWrites,
    grouping: { kind: 'groups', size: 2, fill: 'hand' },
  },
  {
    id: 'anew',
    title: say('In new pairs', 'En parejas nuevas'),
    floor: { mode: 'open' },
    board: everyoneWrites,
    grouping: { kind: 'groups', size: 2, fill: 'random', fresh: true },
  },
  {
    id: 'sheets',
    title: say('Write alone', 'Escribir a solas'),
    floor: { mode: 'nobody' },
    board: { everyone: 'write', drafts: { anonymous: false } },
    silence: true,
  },
  {
    id: 'choose',
    title: say('Choose', 'Elegir'),
    floor: { mode: 'open' },
    board: everyoneWrites,
    choices: [
      say('North: acting', 'Norte: actuar'),
      say('South: caring', 'Sur: cuidar'),
      say('East: seeing the whole', 'Este: ver el conjunto'),
    ],
  },
  {
    id: 'dots',
    title: say('Place your dots', 'Colocar los puntos'),
    floor: { mode: 'nobody' },
    board: { everyone: 'read' },
    votes: { dots: 3 },
  },
  {
    id: 'end',
    title: say('What we take with us', 'Lo que nos llevamos'),
    floor: { mode: 'open' },
    board: everyoneWrites,
  },
].map((step) => ({
  prompt: say(
    'What in your work with learners has given you energy lately? Say it in two sentences, and listen.',
    '¿Qué le ha dado energía últimamente en su trabajo con estudiantes? Dígalo en dos frases, y escuche.',
  ),
  minutes: { default: 2, min: 1, max: 2 },
  onEnd: 'chime',
  ...step,
}))

/** Gives the first community a protocol of these steps; answers its id. */
export async function addSampler(page: Page): Promise<string> {
  const { id } = await firstCommunity(page)
  const { protocol } = await ask<{ protocol: { id: string } }>(page, `/communities/${id}/protocols`, 'POST', {
    protocol: {
      title: say('A bit of everything', 'Un poco de todo'),
      summary: say('Each way of working together, briefly.', 'Cada manera de trabajar, en breve.'),
      useWhen: say('To see them all.', 'Para verlas todas.'),
      attribution: { origin: 'Copse', source: 'Copse', licence: 'Apache-2.0' },
      people: { min: 2, max: 60 },
      needsPresenter: false,
      steps,
    },
  })
  return protocol.id
}
