import type { Protocol } from '@copse/contract'
import {
  everyoneReads,
  everyoneWrites,
  group,
  groupWrites,
  minutes,
  open,
  page,
  presenterOnly,
  presenterWrites,
  suggested,
} from './step.ts'

export const charrette: Protocol = {
  id: 'charrette',
  version: 1,
  title: { en: 'Charrette', es: 'Charrette: taller de mejora' },
  summary: {
    en: 'Unfinished work goes to a group that improves it aloud while its author listens.',
    es: 'Un trabajo sin terminar pasa a un grupo que lo mejora en voz alta mientras su autora o autor escucha.',
  },
  useWhen: {
    en: 'Someone is in the middle of making something, has come to a halt, and can use other people’s ideas today.',
    es: 'Alguien está a mitad de un trabajo, se ha detenido y hoy puede aprovechar ideas ajenas.',
  },
  description: page({
    en: [
      'A charrette helps with work that is not finished: a unit, a rubric, a project’s plan. The author does not ask whether it is good; she asks the group to make it better, and takes away what she can use.',
      'She shows the work and answers questions for facts. Then she says exactly what she wants help with. The group thinks aloud about that request while she listens and takes notes. When she has heard enough, or the time is up, she sums up what she gained, and all look back at the process.',
      'As facilitator, help the presenter make her request small enough: one thing, said in a sentence, written on the board. Bring the talk back to it when it wanders. If she has what she needs before time, end the discussion early.',
      'A known failure: the group redesigns the whole work, or each tells what she would have done. Ask: how does this serve the request? Another: work that is finished already and is brought to be admired. Choose Tuning for that.',
    ],
    es: [
      'Una charrette ayuda con un trabajo que no está terminado: una unidad, una rúbrica, el plan de un proyecto. Quien lo hizo no pregunta si es bueno; pide al grupo que lo mejore y se lleva lo que le sirva.',
      'Muestra el trabajo y responde preguntas por hechos. Después dice exactamente para qué quiere ayuda. El grupo piensa en voz alta sobre esa petición mientras escucha y toma notas. Cuando ha oído bastante, o se acaba el tiempo, resume lo que ganó y todo el grupo revisa el proceso.',
      'Al facilitar, ayude a que la petición sea pequeña: una sola cosa, dicha en una frase y escrita en la pizarra. Devuelva la conversación a ella cuando se aleje. Si quien presentó ya tiene lo que necesita, cierre antes la conversación.',
      'Un fallo conocido: el grupo rediseña todo el trabajo, o cada cual cuenta lo que habría hecho. Pregunte: ¿en qué sirve esto a la petición? Otro: un trabajo ya terminado que se trae para que lo admiren. Para eso, elija Afinación.',
    ],
  }),
  attribution: {
    origin: 'Attributed to Kathy Juarez, Piner High School',
    source:
      'Public descriptions of the Charrette protocol (pbutz.blogspot.com/2013/11/charrette.html; muwp.org; hthgse.edu/the-charrette-protocol)',
    licence: 'Prompts: Apache-2.0, own words',
  },
  people: { min: 4, max: 12 },
  needsPresenter: true,
  steps: [
    {
      id: 'presentation',
      title: { en: 'The work so far', es: 'El trabajo hasta ahora' },
      prompt: {
        en: 'Presenter: show what you are making, for whom, and how far it has come. Everyone else: listen.',
        es: 'Quien presenta: muestre qué está haciendo, para quién y hasta dónde ha llegado. Las demás personas: escuchen.',
      },
      minutes: minutes(5, 3, 10),
      floor: presenterOnly,
      board: presenterWrites,
      onEnd: 'chime',
    },
    {
      id: 'clarifying',
      title: { en: 'Clarifying questions', es: 'Preguntas aclaratorias' },
      prompt: {
        en: 'Ask what you must know to be of use. Facts only, in a sentence.',
        es: 'Pregunten lo que necesiten saber para ser útiles. Solo hechos, en una frase.',
      },
      minutes: minutes(5, 3, 8),
      floor: open,
      board: everyoneReads,
      onEnd: 'chime',
    },
    {
      id: 'request',
      title: { en: 'The request', es: 'La petición' },
      prompt: {
        en: 'Presenter: say in one sentence what you want help with.',
        es: 'Quien presenta: diga en una frase para qué quiere ayuda.',
      },
      guidance: {
        en: 'Write the request on the board. If it has two halves, ask which comes first.',
        es: 'Escriba la petición en la pizarra. Si tiene dos partes, pregunte cuál va primero.',
      },
      minutes: suggested(2, 1, 4),
      floor: presenterOnly,
      board: presenterWrites,
      onEnd: 'ask',
    },
    {
      id: 'discussion',
      title: { en: 'The group works on it', es: 'El grupo trabaja en ello' },
      prompt: {
        en: 'Answer the request: what could be changed, added, left out? Presenter: listen and note what you can use.',
        es: 'Respondan a la petición: ¿qué se podría cambiar, añadir, quitar? Quien presentó: escuche y anote lo que le sirva.',
      },
      guidance: {
        en: 'Point to the request when the talk leaves it.',
        es: 'Señale la petición cuando la conversación se aleje.',
      },
      minutes: minutes(10, 6, 20),
      floor: group,
      board: groupWrites,
      onEnd: 'ask',
    },
    {
      id: 'gains',
      title: { en: 'What I take with me', es: 'Lo que me llevo' },
      prompt: {
        en: 'Presenter: what did you gain, and what will you do next? Everyone else: listen.',
        es: 'Quien presentó: ¿qué ganó y qué hará ahora? Las demás personas: escuchen.',
      },
      minutes: minutes(5, 2, 8),
      floor: presenterOnly,
      board: presenterWrites,
      onEnd: 'chime',
    },
    {
      id: 'debrief',
      title: { en: 'Debrief', es: 'Cierre' },
      prompt: {
        en: 'How did we work together? Where did we serve the request, where ourselves? Write what you will try.',
        es: '¿Cómo trabajamos? ¿Dónde servimos a la petición y dónde a nuestras propias ideas? Escriban qué van a probar.',
      },
      minutes: minutes(5, 5, 10),
      floor: open,
      board: everyoneWrites,
      onEnd: 'chime',
    },
  ],
}
