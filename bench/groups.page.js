// Runs in the page before anything else, as it stands here: notes when the first packet of each voice arrived (epoch ms), and when
// the connection that brought it was made.
const now = () => performance.timeOrigin + performance.now()
const heard = (window.copseHeard = [])

async function listen(receiver, madeAt) {
  while (receiver.track.readyState === 'live') {
    const reports = [...(await receiver.getStats()).values()]
    if (reports.some(({ type, packetsReceived }) => type === 'inbound-rtp' && packetsReceived > 0))
      return heard.push({ madeAt, at: now() })
    await new Promise((look) => setTimeout(look, 10))
  }
}

window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(...given) {
    super(...given)
    const madeAt = now()
    this.addEventListener('track', ({ receiver, track }) => {
      if (track.kind === 'audio') void listen(receiver, madeAt)
    })
  }
}
