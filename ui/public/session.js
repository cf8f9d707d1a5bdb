// On a page that is open while the sign-in ends: says so, and where to sign in again. What was typed stays,
// since the sign-in page opens beside this one.
"use strict";

(() => {
  const asked = window.fetch;
  let bar = null;

  const say = () => {
    if (bar) return;
    const here = location.pathname + location.search;
    const link = document.createElement("a");
    link.href = `/login?next=${encodeURIComponent(here)}`;
    link.target = "_blank";
    link.textContent = "重新登录（在新标签页打开）";
    bar = document.createElement("div");
    bar.className = "session-over";
    bar.setAttribute("role", "alert");
    bar.append("登录已过期，刚才的操作没有做。请", link, "，再回到这里重做一次。");
    document.body.prepend(bar);
  };

  const away = () => { bar?.remove(); bar = null; };

  const isOurs = (asked) => new URL(asked?.url ?? asked, location.href).origin === location.origin;

  window.fetch = async (...given) => {
    const reply = await asked(...given);
    if (isOurs(given[0])) {
      if (reply.status === 401) say();
      else if (reply.ok) away();
    }
    return reply;
  };
})();
