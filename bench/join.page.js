// Runs in the page before anything else, as it stands here: notes the click, then looks once a frame what is there by then.
const marks = (window.copseMarks = {})
const watched = new WeakSet()

function look() {
  if (document.querySelector('[data-testid=microphone]')) marks.controls ??= performance.now()
  if (document.querySelector('canvas.interactive')) marks.board ??= performance.now()
  for (const video of document.querySelectorAll('article[data-you=false] video')) {
    if (watched.has(video)) continue
    watched.add(video)
    video.requestVideoFrameCallback((now) => (marks.picture ??= now))
  }
  if (!marks.controls || !marks.board || !marks.picture) requestAnimationFrame(look)
}

document.addEventListener(
  'click',
  ({ target }) => {
    if (marks.click || !target.closest('form button[type=submit]')) return
    marks.click = performance.now()
    look()
  },
  true,
)
