/* What a cell is read as: a value with the spelling that is used, or findings. */
;(() => {
  "use strict"
  const { said } = window.Taizhang

  /* By its name ``reader(column, period)``, which gives a function from the text of a cell, and what is seen
     of it, to what it says, and what the form on screen needs to know. */
  const types = {}
  const NOTHING = { value: null, used: null, findings: [], mark: "" }
  const fault = (key, words) => ({ ...NOTHING, findings: [said(key, words)] })
  const taken = (value, text, used, more = []) => ({ ...NOTHING, value, used: used === text ? null : used, findings: more })
  const isFaulty = (read) => read.findings.some((each) => each.severity === "error")
  const isNoteworthy = (read) => read.findings.length > 0 || read.used !== null

  Object.assign(window.Taizhang, { NOTHING, fault, isFaulty, isNoteworthy, taken, types })
})()
