/* What the digits of a number say by themselves: birthdays, regions, check digits. */
;(() => {
  "use strict"
  const { spelling, validDay } = window.Taizhang

  const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const CREDIT = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
  const weighed = (digits, weights) => weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0)
  const isDay = (digits) => validDay(Number(digits.slice(0, 4)), Number(digits.slice(4, 6)), Number(digits.slice(6))) !== null
  const ofRegion = (digits) => spelling.whole("region", digits.slice(0, 6))

  const ofAPerson = (digits) => ofRegion(digits) && spelling.whole("birth", digits.slice(6, 14)) && isDay(digits.slice(6, 14))
  const checks = (digits) => digits[17].toUpperCase() === "10X98765432"[weighed(digits, WEIGHTS) % 11]
  const isOld = (digits) => ofRegion(digits) && spelling.whole("short_birth", digits.slice(6, 12)) && isDay(`19${digits.slice(6, 12)}`)
  const isCreditCode = (digits) => spelling.whole("credit", digits) && (31 - (weighed(digits, CREDIT) % 31)) % 31 === Number(digits[17])

  function luhn(digits) {
    const sum = [...digits].reverse().reduce((total, digit, index) => {
      const value = Number(digit) * (1 + (index % 2))
      return total + (value > 9 ? value - 9 : value)
    }, 0)
    return sum % 10 === 0
  }

  Object.assign(window.Taizhang, { ofAPerson, checks, isOld, isCreditCode, luhn })
})()
