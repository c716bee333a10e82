/**
 * Mends what Excalidraw leaves unnamed: its drawing surface, the wordless buttons and inputs. Watches, since it draws its
 * controls anew all the time. Returns how to stop.
 */
export function mendAccessibility(root: HTMLElement, label: string): () => void {
  const mend = () => {
    for (const canvas of root.querySelectorAll('canvas.interactive')) {
      canvas.setAttribute('role', 'img')
      canvas.setAttribute('aria-label', label)
    }
    for (const canvas of root.querySelectorAll('canvas.static')) canvas.setAttribute('aria-hidden', 'true')
    for (const button of root.querySelectorAll('button:not([aria-label]):not([aria-labelledby])'))
      if (!button.textContent?.trim()) {
        const name = button.getAttribute('title') ?? button.getAttribute('data-testid')
        if (name) button.setAttribute('aria-label', name)
      }
    for (const input of root.querySelectorAll<HTMLInputElement>('input:not([aria-label]):not([id])'))
      input.setAttribute('aria-label', input.title || input.name || input.type)
    // A list of tools is not a list of headings: the hidden one skips levels.
    for (const heading of root.querySelectorAll('h2.visually-hidden')) heading.setAttribute('role', 'presentation')
  }
  mend()
  const observer = new MutationObserver(mend)
  observer.observe(root, { childList: true, subtree: true })
  return () => observer.disconnect()
}
