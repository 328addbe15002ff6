/* How words are compared: in one spelling, by what is asked in a question, by their initials.
   Every change keeps the number of characters, so that what is found can be marked where it stands. */
;(() => {
  "use strict"
  const search = window.TaizhangSearch

  const ASKING = /如何|怎么/g
  const QUESTION = /请问|为什么|怎样办|怎样|什么|哪里|哪儿|哪些|哪个|谁|多少|能不能|是不是|[吗呢吧么了的]/g

  /* Full-width letters as themselves, small letters, one word for "how". */
  function fold(text) {
    const small = text.replace(/[！-～]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0)).replace(/\u3000/g, " ")
    const lower = small.toLowerCase()
    return (lower.length === small.length ? lower : small).replace(ASKING, "怎样")
  }

  const DIGITS = "零一二三四五六七八九"

  /* 第十七项 → 第17项: numbers up to 99, where something is numbered by them. */
  function numbered(text) {
    return text.replace(/第([一二三四五六七八九十]{1,3})(?=[条项款])/g, (whole, said) => {
      const [, tens, ten, ones] = /^([一二三四五六七八九]?)(十?)([一二三四五六七八九]?)$/.exec(said) || []
      if (tens === undefined || (!ten && tens && ones)) return whole
      const high = ten ? 10 * (tens ? DIGITS.indexOf(tens) : 1) : tens ? DIGITS.indexOf(tens) : 0
      return `第${high + (ones ? DIGITS.indexOf(ones) : 0)}`
    })
  }

  /* What was typed: in one spelling, without the marks around it, cut at blanks and commas. */
  function terms(typed) {
    return numbered(fold(typed.replace(/咋样?/g, "怎样"))).split(/[\s,，、。;；?？!！"“”《》]+/).filter(Boolean)
  }

  /* A question without what only asks. */
  const bare = (term) => term.replace(QUESTION, "")

  function pairs(text) {
    const all = [...text]
    return new Set(all.slice(1).map((char, at) => all[at] + char))
  }

  /* The initial of a character's reading: the browser sorts by Pinyin, so it stands between the first
     characters of two letters. Characters with two readings have both. */
  const LETTERS = "abcdefghjklmnopqrstwxyz"
  const FIRST = [..."吖八嚓耷婀发旮哈丌咔垃妈拿喔趴七蚺仨他屲夕丫匝"]
  const TWO = "长cz重zc行xh单ds曾cz朝cz乐ly降jx解jx参cs传cz藏cz省sx校xj种zc厦sx会hk调dt查cz车cj系xj宿sx率ls卡kq盛sc折sz圩xw浒hx荥xy埔pb番fp尉wy区qo提td"
  const order = new Intl.Collator("zh-u-co-pinyin")
  const known = new Map((TWO.match(/.../g) || []).map((each) => [each[0], each.slice(1)]))

  function initial(char) {
    if (!known.has(char)) {
      const at = /[\u3400-\u9fff]/.test(char) ? FIRST.filter((first) => order.compare(first, char) <= 0).length : 0
      known.set(char, at ? LETTERS[at - 1] : /[a-z0-9]/.test(char) ? char : "")
    }
    return known.get(char)
  }

  /* The possible initials of each character that has any. */
  const initials = (text) => [...text].map(initial).filter(Boolean)

  Object.assign(search, { fold, terms, bare, pairs, initials })
})()
