/* A browser older than the floor (docs/city.md) is told so. It must be read by the oldest one: nothing
   but ECMAScript 5. Chromium knows replaceChildren since 86, Firefox since 78. */
(function () {
  "use strict";
  if ("replaceChildren" in Element.prototype && "replaceAll" in String.prototype) return;
  var notice = document.createElement("p");
  notice.className = "data-note old-browser";
  notice.setAttribute("role", "status");
  notice.appendChild(document.createTextNode(
    "本浏览器版本过低：文字和表格都可以阅读，但版面可能错乱，搜索、筛选和报表自查不能使用。" +
    "请改用谷歌浏览器 87 版、火狐浏览器 78 版以上，或者升级统信、麒麟自带的浏览器；360 浏览器请切换到极速模式。"
  ));
  var page = document.querySelector("article") || document.body;
  page.insertBefore(notice, page.firstChild);
})();
