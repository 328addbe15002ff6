/* Yes or no, in these two words. */
;(() => {
  "use strict"
  const { as, fault, types } = window.Taizhang

  const WORDS = ["是", "否"]

  const reader = () => (text, seen) => (WORDS.includes(seen) ? as(seen === "是", text, seen) : fault("E222.boolean", { text: seen }))

  types.boolean = { reader, choices: () => WORDS }
})()
