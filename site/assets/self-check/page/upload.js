/* The last step: the files that may be uploaded in one press, and in words what to do with them. */
;(() => {
  "use strict"
  const { RULES, element } = window.Taizhang
  const { fflate } = window
  const SETTLED = "2000-01-01T00:00:00"

  const folderOf = (unit, period) => `${RULES.folder}/${period}/${unit.id}/`

  /* One form is the file itself; several come in an archive that unpacks to their folder. */
  function packed(ready, unit, period) {
    if (ready.length === 1) return { name: `${ready[0].form}.csv`, bytes: ready[0].bytes, type: "text/csv" }
    const files = Object.fromEntries(ready.map(({ form, bytes }) => [`${folderOf(unit, period)}${form}.csv`, bytes]))
    return { name: `${unit.id}-${period}.zip`, bytes: fflate.zipSync(files, { mtime: SETTLED }), type: "application/zip" }
  }

  /* What a browser does with a link to a file: it lies in the folder of downloads. */
  function save({ name, bytes, type }) {
    const address = URL.createObjectURL(new Blob([bytes], { type }))
    const link = element("a", { href: address, download: name })
    document.body.append(link)
    link.click()
    link.remove()
    setTimeout(() => URL.revokeObjectURL(address), 10000)
  }

  /* How all forms that are owed stand, and what to do next. ``held`` has by form {from, errors, ready, bytes};
     ``saved`` hears when the files were handed out. */
  function nextStep({ unit, period, owed, held, saved }) {
    const ready = owed.filter((form) => held.get(form)?.ready).map((form) => ({ form, bytes: held.get(form).bytes }))
    const button = element("button", { type: "button", class: "primary", onclick: () => (save(packed(ready, unit, period)), saved()) }, "下载要上传的文件")
    return element(
      "section",
      { class: "next-step", "aria-label": "下一步" },
      element("p", {}, standing(owed, held, ready)),
      ready.length ? element("p", { class: "tools" }, button) : null,
      ready.length ? steps(ready, unit, period) : null,
    )
  }

  function standing(owed, held, ready) {
    const named = (forms) => forms.map((form) => RULES.forms[form].name).join("、")
    const wrong = owed.filter((form) => held.has(form) && !held.get(form).ready)
    const absent = owed.filter((form) => !held.has(form))
    const left = [wrong.length && `没有改好：${named(wrong)}`, absent.length && `还没有查：${named(absent)}`].filter(Boolean)
    if (!left.length) return [element("strong", { class: "state state-met" }, "✓ 本期的表都可以报送"), ` ${named(owed)}。`]
    const word = ready.length ? `… 可以报送 ${ready.length} 张，共 ${owed.length} 张` : `… 还没有可以报送的，共 ${owed.length} 张`
    return [element("strong", { class: "state state-at_risk" }, word), ` ${left.join("；")}。`]
  }

  function steps(ready, unit, period) {
    const folder = folderOf(unit, period)
    const several = ready.length > 1
    const what = several ? [`那 ${ready.length} 个 CSV 一起选中，`] : [element("code", {}, `${ready[0].form}.csv`), " "]
    const first = several
      ? ["按上面的按钮，“下载”文件夹里有了 ", element("code", {}, `${unit.id}-${period}.zip`), "。右键点它，选“全部解压缩”，一直打开到 ", element("code", {}, unit.id), " 文件夹。"]
      : ["按上面的按钮，“下载”文件夹里有了 ", element("code", {}, `${ready[0].form}.csv`), "。"]
    const page = RULES.upload && element("a", { href: RULES.upload.replaceAll("{folder}", folder.replace(/\/$/, "")), target: "_blank", rel: "noopener" }, "上传页面")
    const second = page
      ? ["打开", page, "，把", ...what, "拖进去，提交合并请求。"]
      : ["在代码托管平台的网页上，打开文件夹 ", element("code", {}, folder), "，选“上传文件”，把", ...what, "拖进去，提交合并请求。"]
    return element("ol", {}, element("li", {}, first), element("li", {}, second), element("li", {}, "检查结果很快写在合并请求里。工作簿（.xlsx）不用上传，也不收。"))
  }

  Object.assign(window.Taizhang, { nextStep, packed, save })
})()
