/* What was found in a file, as a clerk reads it: verdict, findings, changes of spelling. */
;(() => {
  "use strict"
  const { RULES, cleaned, collected, element, fileName, table } = window.Taizhang
  const SHOWN = 200
  const ELSEWHERE = ["E237", "E238"]

  /* A column as a spreadsheet names it: 1 is A, 27 is AA. */
  function letters(column) {
    let name = ""
    for (let rest = column; rest; rest = Math.floor((rest - 1) / 26)) name = String.fromCharCode(65 + ((rest - 1) % 26)) + name
    return name
  }

  function placeOf(problem) {
    const cell = problem.column && problem.record ? `${letters(problem.column)}${problem.record}` : problem.record ? `第 ${problem.record} 行` : ""
    const line = problem.line && problem.line !== problem.record ? `文件第 ${problem.line} 行` : ""
    const words = [problem.sheet && `工作表“${problem.sheet}”`, cell, problem.field].filter(Boolean).join(" ")
    return words && line ? `${words}（${line}）` : words || line
  }

  /* Findings that say the same of cells of one column are one row. */
  function grouped(problems) {
    const groups = new Map()
    problems.forEach((problem, index) => {
      const own = problem.record && problem.column ? [problem.sheet, problem.column] : index
      const key = JSON.stringify([own, problem.code, problem.message, problem.hint])
      groups.set(key, [...(groups.get(key) || []), problem])
    })
    return [...groups.values()]
  }

  function counted(problems) {
    const counts = { error: 0, warning: 0 }
    for (const { severity, untold } of problems) counts[untold ? untold.severity : severity] += untold ? untold.number : 1
    return { errors: counts.error, warnings: counts.warning }
  }

  /* Whether a finding about a file as a whole is of its name alone; what is uploaded is named anew. */
  function isOfName(problem, isBook) {
    return problem.code === "E405" || (isBook ? problem.code === "E301" : problem.code === "E253")
  }

  /* One line that says whether it would be accepted. */
  function standing(problems, more, counts) {
    const { errors, warnings } = counted(problems)
    const state = errors ? "overdue" : counts ? "met" : "at_risk"
    const word = errors ? `✗ 有 ${errors} 处错误，改正后才能报送` : counts ? "✓ 可以报送" : "… 没有内容，不算报送"
    const rest = [warnings ? `${warnings} 处提醒` : "", more].filter(Boolean).join("；")
    return element("p", { class: "standing" }, element("strong", { class: `state state-${state}` }, word), rest && ` ${rest}`)
  }

  function findings(problems, codes) {
    if (!problems.length) return null
    const [errors, warnings] = ["error", "warning"].map((kind) => grouped(problems.filter((problem) => problem.severity === kind)))
    const all = [...errors, ...warnings]
    const rows = all.slice(0, SHOWN).map(([problem, ...others]) =>
      element(
        "tr",
        { class: `finding finding-${problem.severity}` },
        element("th", { scope: "row" }, placeOf(problem) || "整个文件", others.length ? element("small", {}, `，另有 ${others.length} 处，到 ${placeOf(others.at(-1))}`) : ""),
        element("td", {}, problem.severity === "error" ? "✗ 错误" : "! 提醒"),
        element("td", {}, problem.message, problem.hint && element("span", { class: "next" }, `→ ${problem.hint}`)),
        element("td", {}, element("a", { href: `${codes}${RULES.areas[problem.code]}.html#${problem.code}` }, problem.code)),
      ),
    )
    const left = all.length - rows.length
    const caption = left > 0 ? `发现的问题（前 ${SHOWN} 条，另有 ${left} 条，改正后再查）` : "发现的问题"
    return table(caption, ["位置", "类别", "问题和改法", "代码"], rows, "cards")
  }

  /* 原值 → 采用值, so that a clerk sees how the file was understood. */
  function spellings(changes) {
    if (!changes.length) return null
    const rows = changes.slice(0, SHOWN).map((change) =>
      element("tr", {}, element("th", { scope: "row" }, placeOf(change)), element("td", {}, change.was || "（空）"), element("td", {}, change.used || "（空）")),
    )
    const left = changes.length - rows.length
    const told = `采用时统一了 ${changes.length} 处写法，不用改`
    return element("details", {}, element("summary", {}, told), table(left > 0 ? `${told}（列出前 ${SHOWN} 处）` : told, ["位置", "原值", "采用值"], rows))
  }

  /* A form with nothing in it is not filed; that there is nothing to tell is said by a zero report. */
  const says = (each) => each.rows > 0 || each.zero

  /* How each form of a checked file stands: {form, ready, bytes}; ``bytes`` is the file to upload. */
  function standings({ problems, filed }, isBook, owed) {
    const others = problems.filter((problem) => !isOfName(problem, isBook))
    return filed.map((each) => {
      const { errors } = counted([...others, ...each.problems])
      const ready = !errors && says(each) && owed.includes(each.form)
      return { form: each.form, ready, bytes: ready ? collected(each) : null }
    })
  }

  /* The result of check() for one file, of which the forms in ``over`` were checked again since.

     ``edit`` is called with a result that can be edited on screen, ``mend`` with a form in ``mends``. */
  function report({ name, isBook, isElsewhere, result, told, over, mends }, codes, { edit, mend }) {
    const { problems, filed } = result
    const renamed = problems.some((problem) => isOfName(problem, isBook)) && !isBook
    const live = filed.filter((each) => !over.has(each.form))
    const others = problems.filter((problem) => !isOfName(problem, isBook))
    const all = [...others, ...live.flatMap((each) => each.problems)]
    const whole = filed.length === 1 || !live.length ? null : standing(all, `${live.length} 张报表`, live.some(says))
    const parts = filed.map((each) => {
      if (over.has(each.form)) return overtaken(each)
      const own = filed.length === 1 ? [...others, ...each.problems] : each.problems
      const errors = counted(own).errors
      const more = errors ? told : [...told, ...(renamed ? [[`文件名“${fileName(name)}”`, `${each.form}.csv`]] : []), ...cleaned(each)]
      const listed = isElsewhere ? each.problems.filter((problem) => !ELSEWHERE.includes(problem.code)) : each.problems
      return part(each, own, findings(listed, codes), [() => edit(each), offer(mends.get(each.form), () => mend(each.form)), mended(more)])
    })
    const nothing = filed.length ? null : standing(problems, "", false)
    return element("article", { class: "report" }, element("h3", {}, fileName(name)), whole, nothing, findings(problems, codes), parts)
  }

  const overtaken = ({ form }) => element("section", { class: "superseded" }, element("h4", {}, RULES.forms[form].name), element("p", {}, "后来又查过这张表，以后来的为准。"))

  function part(each, problems, listed, [edit, offered, done]) {
    const rows = each.zero ? "零报告" : `${each.rows} 行数据`
    const heading = element("h4", {}, RULES.forms[each.form].name, " ", element("button", { type: "button", class: "quiet", onclick: edit }, "在下面打开修改"))
    return element("section", {}, heading, standing(problems, rows, says(each)), offered, done, listed, spellings(each.changes))
  }

  const pairs = (told) => element("ul", { class: "pairs" }, told.slice(0, SHOWN).map(([was, now]) => element("li", {}, `${was} → ${now}`)))

  /* What the page would put right, with the button that does it. */
  function offer(mends, onclick) {
    if (!mends) return null
    return element("div", { class: "mends" }, element("p", {}, "这些可以代为改好，数字不动："), pairs(mends.told), element("p", { class: "tools" }, element("button", { type: "button", onclick }, "按建议改好")))
  }

  /* What is otherwise in the file to upload than in the one that was chosen first. */
  function mended(told) {
    if (!told.length) return null
    return element("details", { open: true }, element("summary", {}, `已改好 ${told.length} 处，下载的文件里是改好的`), pairs(told))
  }

  Object.assign(window.Taizhang, { counted, report, says, standings })
})()
