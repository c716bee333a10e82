import type { Protocol } from '@copse/contract'
import { everyoneWrites, minutes, open, page, presenterOnly, presenterWrites, suggested } from './step.ts'

export const atlas: Protocol = {
  id: 'atlas',
  version: 1,
  title: { en: 'ATLAS: Looking at Data', es: 'ATLAS: mirar datos' },
  summary: {
    en: 'A small group first describes data, then interprets them, and only then asks what to do.',
    es: 'Un grupo pequeño primero describe unos datos, luego los interpreta y solo después pregunta qué hacer.',
  },
  useWhen: {
    en: 'There are data about learning on the table and people are quick to explain them.',
    es: 'Hay datos sobre el aprendizaje encima de la mesa y prisa por explicarlos.',
  },
  description: page({
    en: [
      'Data are read in three passes that people usually make at once: what is there, what may it mean, what follows from it. Kept apart, they let a group see what it would have overlooked. It is meant for three to six people who all know the place the data come from.',
      'Whoever brings the data says in a sentence or two what they are, and no conclusion. The group describes what it sees, without judgement. Then it looks for as many interpretations as the descriptions bear. Then it asks what they imply for teaching. At last it reflects on how it worked.',
      'As facilitator, ask for evidence whenever a judgement appears while people describe: what do you see that makes you say so? The board has a column for each pass; ask somebody to write. Choose data that raise questions, not those that prove a point.',
      'A known failure: the explanation everyone already had is read into the data in the first minute. Slow down the describing; ten minutes are long and that is intended. Another: names of learners in the data. Take them out before you bring them.',
    ],
    es: [
      'Los datos se leen en tres pasadas que solemos hacer a la vez: qué hay, qué puede significar y qué se sigue de ello. Separadas, dejan ver al grupo lo que habría pasado por alto. Está pensado para tres a seis personas que conocen el lugar de donde vienen los datos.',
      'Quien trae los datos dice en una o dos frases qué son, sin ninguna conclusión. El grupo describe lo que ve, sin juzgar. Después busca tantas interpretaciones como sostengan las descripciones. Luego pregunta qué implican para la enseñanza. Al final reflexiona sobre cómo trabajó.',
      'Al facilitar, pida evidencias cada vez que aparezca un juicio mientras se describe: ¿qué ven que les lleve a decirlo? La pizarra tiene una columna por pasada; pida a alguien que escriba. Elija datos que abran preguntas, no los que demuestran algo.',
      'Un fallo conocido: en el primer minuto se lee en los datos la explicación que ya se tenía. Frene la descripción; diez minutos son muchos y así debe ser. Otro: nombres de estudiantes en los datos. Quítelos antes de traerlos.',
    ],
  }),
  attribution: {
    origin: 'ATLAS Communities; attributed to Eric Buchovecky',
    source: 'Public descriptions of ATLAS Looking at Data (documentine; EngageNY, slideplayer 4476150)',
    licence: 'Prompts: Apache-2.0, own words',
  },
  people: { min: 3, max: 7 },
  needsPresenter: true,
  steps: [
    {
      id: 'start',
      title: { en: 'What the data are', es: 'Qué son los datos' },
      prompt: {
        en: 'Presenter: say in a sentence or two what we look at and where it comes from. No conclusions yet.',
        es: 'Quien presenta: diga en una o dos frases qué miramos y de dónde viene. Todavía sin conclusiones.',
      },
      guidance: {
        en: 'Name the norms first, and who writes on the board.',
        es: 'Nombre antes las normas y quién escribe en la pizarra.',
      },
      minutes: suggested(5, 2, 8),
      floor: presenterOnly,
      board: presenterWrites,
      onEnd: 'ask',
    },
    {
      id: 'describe',
      title: { en: 'Describe', es: 'Describir' },
      prompt: {
        en: 'What do you see? Say what anyone could point to; leave out good, bad and why.',
        es: '¿Qué ven? Digan lo que cualquiera podría señalar; dejen fuera lo bueno, lo malo y los porqués.',
      },
      guidance: {
        en: 'At a judgement ask: where do you see that? Write it under what is seen.',
        es: 'Ante un juicio, pregunte: ¿dónde lo ven? Anótelo en la columna de lo que se ve.',
      },
      minutes: minutes(10, 6, 15),
      floor: open,
      board: {
        ...everyoneWrites,
        layout: {
          kind: 'columns',
          titles: [
            { en: 'What we see', es: 'Lo que vemos' },
            { en: 'What it may mean', es: 'Lo que puede significar' },
            { en: 'What follows', es: 'Lo que se sigue' },
          ],
        },
      },
      onEnd: 'ask',
    },
    {
      id: 'interpret',
      title: { en: 'Interpret', es: 'Interpretar' },
      prompt: {
        en: 'What could these observations mean? Look for several explanations, also for those you do not like.',
        es: '¿Qué podrían significar estas observaciones? Busquen varias explicaciones, también las que no gustan.',
      },
      guidance: {
        en: 'Ask each time which observation it rests on.',
        es: 'Pregunte cada vez en qué observación se apoya.',
      },
      minutes: minutes(10, 6, 15),
      floor: open,
      board: everyoneWrites,
      onEnd: 'ask',
    },
    {
      id: 'implications',
      title: { en: 'What follows', es: 'Qué se sigue' },
      prompt: {
        en: 'If this is so, what does it ask of our teaching? What would we need to know next?',
        es: 'Si es así, ¿qué le pide a nuestra enseñanza? ¿Qué habría que saber después?',
      },
      minutes: minutes(10, 6, 15),
      floor: open,
      board: everyoneWrites,
      onEnd: 'ask',
    },
    {
      id: 'reflect',
      title: { en: 'Reflect', es: 'Reflexionar' },
      prompt: {
        en: 'What do you see now that you did not see at first? What did keeping the passes apart do? Write what you will try.',
        es: '¿Qué ven ahora que no veían al principio? ¿Qué aportó separar las pasadas? Escriban qué van a probar.',
      },
      minutes: minutes(10, 5, 12),
      floor: open,
      board: everyoneWrites,
      onEnd: 'chime',
    },
  ],
}
