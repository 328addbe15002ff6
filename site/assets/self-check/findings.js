/* What was found in a file, as a clerk reads it: verdict, findings, changes of spelling. */
;(() => {
  "use strict"
  const { RULES, element, fileName, table } = window.Taizhang
  const SHOWN = 200

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
    const errors = problems.filter((problem) => problem.severity === "error").length
    return { errors, warnings: problems.length - errors }
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
        element("td", {}, element("a", { href: `${codes}${problem.code}.html` }, problem.code)),
      ),
    )
    const left = all.length - rows.length
    const caption = left > 0 ? `发现的问题（前 ${SHOWN} 条，另有 ${left} 条，改正后再查）` : "发现的问题"
    return table(caption, ["位置", "类别", "问题和改法", "代码"], rows)
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

  /* The result of check() for one file; ``edit`` is called with a result that can be edited on screen. */
  function report(name, { problems, filed }, codes, edit) {
    const all = [...problems, ...filed.flatMap((each) => each.problems)]
    const heading = element("h3", {}, fileName(name))
    const whole = filed.length === 1 ? null : standing(all, filed.length ? `${filed.length} 张报表` : "", filed.some(says))
    const parts = filed.map((each) => {
      const rows = each.zero ? "零报告" : `${each.rows} 行数据`
      return element(
        "section",
        {},
        element("h4", {}, RULES.forms[each.form].name, " ", element("button", { type: "button", class: "quiet", onclick: () => edit(each) }, "在下面打开修改")),
        standing(filed.length === 1 ? all : each.problems, rows, says(each)),
        findings(each.problems, codes),
        spellings(each.changes),
      )
    })
    return element("article", { class: "report" }, heading, whole, findings(problems, codes), parts)
  }

  Object.assign(window.Taizhang, { counted, report, says })
})()
