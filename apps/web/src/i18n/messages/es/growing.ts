import type { growing as english } from '../en/growing.ts'

export const growing: typeof english = {
  outcome: { tried: 'Lo probé', adapted: 'Lo probé de otra manera', 'not-yet': 'Todavía no' },
  promise: {
    title: 'Lo que quería probar',
    none: 'Ya contó cómo le fue con todo.',
    told: 'Lo que ya contó',
    tell: 'Contar cómo fue',
    how: '¿Cómo le fue?',
    changed: '¿Qué cambió y para quién? (si quiere)',
    share: 'La comunidad puede leerlo, con su nombre',
    read: 'Su comunidad lo lee.',
    kept: 'Solo usted lo lee.',
    onlyMe: 'Prometido solo para usted',
    backTitle: '¿Retirar esto?',
    backText: 'Desaparece del registro, con lo que contó de ello.',
    makeOnlyMe: 'Solo para mí: nadie más lo ve',
  },
  reminder: {
    on: 'Recordármelo por correo',
    off: 'Sin recordatorio',
    day: '¿Qué día?',
    hint: 'Un solo mensaje, la mañana de ese día.',
    set: 'Llegará un mensaje el {{day}}.',
    ended: 'No habrá más recordatorios',
    endedText: 'No recibirá más mensajes sobre lo que quería probar. Puede volver a pedirlos cuando quiera.',
  },
  story: {
    title: 'Llevado a la práctica',
    empty: 'Aún no se ha contado nada. Después de una sesión, cada quien puede contar aquí qué probó y qué cambió.',
    tried: 'probó: {{what}}',
    adapted: 'probó de otra manera: {{what}}',
    from: 'de',
  },
  opening: {
    title: 'De la última vez',
    text: 'La última vez quería probar:',
    later: 'Más tarde',
  },
}
