/* Search in pages opened from a folder. Browsers start no worker there, so the search runs in a
   hidden frame that is spoken to like a worker. The theme's script asks whether `IFrameWorker` is
   known. On a server this file does nothing. */
if (location.protocol === "file:") {
  const setting = `
    postMessage = (data) => frameElement.dispatchEvent(new CustomEvent("answer", { detail: data }))
    importScripts = (...urls) => urls.reduce((before, url) => before.then(() =>
      new Promise((done, failed) => {
        const script = document.createElement("script")
        script.src = url
        script.onload = done
        script.onerror = failed
        document.body.append(script)
      })), Promise.resolve())`

  window.IFrameWorker = class extends EventTarget {
    constructor(url) {
      super()
      const frame = document.createElement("iframe")
      const tell = (target, data) => target.dispatchEvent(new MessageEvent("message", { data }))
      const ready = new Promise((done) => { frame.onload = () => done(frame.contentWindow) })
      this.postMessage = (data) => ready.then((worker) => tell(worker, data))
      frame.addEventListener("answer", ({ detail }) => tell(this, detail))
      frame.srcdoc = `<body><script>${setting}</script><script src="${url}"></script></body>`
      frame.hidden = true
      document.body.append(frame)
    }
  }
  window.Worker = window.IFrameWorker
}
