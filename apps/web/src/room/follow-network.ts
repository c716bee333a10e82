/** Tells what the browser says of the network, which it knows long before a silent link shows it. Returns how to stop. */
export function followNetwork({ lose, wake }: { lose: () => void; wake: () => void }): () => void {
  addEventListener('offline', lose)
  addEventListener('online', wake)
  return () => {
    removeEventListener('offline', lose)
    removeEventListener('online', wake)
  }
}
