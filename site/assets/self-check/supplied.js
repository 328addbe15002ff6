/* What the scripts of the self-check use and the floor of browsers (Chromium 87, Firefox 78) has not.
   Whatever stands here may be used in them; tests/publishing/test_floor.py reads it. */
;(() => {
  "use strict"
  const supply = (owner, name, value) => {
    if (!(name in owner)) Object.defineProperty(owner, name, { value, configurable: true, writable: true })
  }

  function at(index) {
    return this[index < 0 ? this.length + index : index]
  }

  function findLastIndex(fits) {
    let index = this.length - 1
    while (index >= 0 && !fits(this[index], index, this)) index -= 1
    return index
  }

  function findLast(fits) {
    return this[this.findLastIndex(fits)]
  }

  for (const list of [Array.prototype, String.prototype, Uint8Array.prototype]) supply(list, "at", at)
  supply(Array.prototype, "findLastIndex", findLastIndex)
  supply(Array.prototype, "findLast", findLast)
  supply(Array.prototype, "with", function (index, value) {
    const copy = [...this]
    copy[index] = value
    return copy
  })
  supply(Object, "hasOwn", (object, key) => Object.prototype.hasOwnProperty.call(object, key))
})()
