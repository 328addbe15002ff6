/* Yes or no, in these two words. */
;(() => {
  "use strict"
  const { fault, taken, types } = window.Taizhang

  const WORDS = ["是", "否"]

  const reader = () => (text, seen) => (WORDS.includes(seen) ? taken(seen === "是", text, seen) : fault("E222.boolean", { text: seen }))

  types.boolean = { reader, choices: () => WORDS }
})()
