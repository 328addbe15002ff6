/* Whole numbers. */
;(() => {
  "use strict"
  const { types } = window.Taizhang

  const reader = (column) => types.decimal.readerOf(true)(column)

  types.integer = { reader, inputmode: "numeric" }
})()
