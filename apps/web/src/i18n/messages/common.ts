export const en = {
  app: { name: 'Copse', skip: 'Skip to the content', menu: 'Your menu', language: 'Language', theme: 'Appearance', light: 'Light', dark: 'Dark', system: 'As the device', communities: 'Communities', signOut: 'Sign out', signIn: 'Sign in', profile: 'Your name and district', offline: 'You are offline. What is on the screen stays; changes wait until you are back.', languageName: 'English' },
  action: { save: 'Save', cancel: 'Cancel', close: 'Close', back: 'Back', remove: 'Remove', edit: 'Edit', copy: 'Copy', copied: 'Copied', retry: 'Try again', add: 'Add', create: 'Create', open: 'Open', send: 'Send', confirm: 'Yes' },
  loading: 'Loading …',
  failed: { title: 'That did not work', unknown: 'Something went wrong on this page. Nothing you saved is lost.', network: 'The server cannot be reached. Check the network and try again.', missing: 'There is nothing here', missingText: 'The page does not exist, or it belongs to a community you are not part of.', home: 'To your communities' },
  minutes: '{{count}} min',
  signIn: { title: 'Welcome to Copse', lead: 'Meeting rooms where educators think together.', email: 'E-mail address', hint: 'We send you a link. There is no password.', send: 'Send me a link', sent: 'Look into your mail', sentText: 'If {{email}} belongs to a member, a link is on its way. It works once, within 15 minutes.', again: 'Use another address', outbox: 'This installation sends no mail yet: open the outbox on this machine', problem: 'That link was used before or is too old. Ask for a new one here.' },
  outbox: { title: 'Outbox', lead: 'Mail that was not sent because no mail server is configured. Only visible on this machine.', empty: 'No mail yet. Ask for a sign-in link and it appears here.', follow: 'Open the link', to: 'To {{to}}' },
  profile: { title: 'You', name: 'Name', district: 'District', saved: 'Saved.' },
}
export const es: typeof en = {
  app: { name: 'Copse', skip: 'Ir al contenido', menu: 'Su menú', language: 'Idioma', theme: 'Apariencia', light: 'Claro', dark: 'Oscuro', system: 'Como el dispositivo', communities: 'Comunidades', signOut: 'Salir', signIn: 'Entrar', profile: 'Su nombre y distrito', offline: 'No hay conexión. Lo que ve se queda; los cambios esperan a que vuelva.', languageName: 'Español' },
  action: { save: 'Guardar', cancel: 'Cancelar', close: 'Cerrar', back: 'Atrás', remove: 'Quitar', edit: 'Editar', copy: 'Copiar', copied: 'Copiado', retry: 'Intentar de nuevo', add: 'Añadir', create: 'Crear', open: 'Abrir', send: 'Enviar', confirm: 'Sí' },
  loading: 'Cargando …',
  failed: { title: 'No funcionó', unknown: 'Algo falló en esta página. No se pierde nada de lo guardado.', network: 'No se llega al servidor. Revise la red e inténtelo de nuevo.', missing: 'Aquí no hay nada', missingText: 'La página no existe o es de una comunidad a la que no pertenece.', home: 'A sus comunidades' },
  minutes: '{{count}} min',
  signIn: { title: 'Le damos la bienvenida a Copse', lead: 'Salas donde el profesorado piensa en común.', email: 'Correo electrónico', hint: 'Le enviamos un enlace. No hay contraseña.', send: 'Enviarme un enlace', sent: 'Mire su correo', sentText: 'Si {{email}} es de un miembro, un enlace está en camino. Funciona una vez, durante 15 minutos.', again: 'Usar otra dirección', outbox: 'Esta instalación aún no envía correo: abra la bandeja de salida en esta máquina', problem: 'Ese enlace ya se usó o es demasiado antiguo. Pida uno nuevo aquí.' },
  outbox: { title: 'Bandeja de salida', lead: 'Correo que no se envió porque no hay servidor de correo. Solo se ve en esta máquina.', empty: 'Aún no hay correo. Pida un enlace para entrar y aparecerá aquí.', follow: 'Abrir el enlace', to: 'Para {{to}}' },
  profile: { title: 'Usted', name: 'Nombre', district: 'Distrito', saved: 'Guardado.' },
}
