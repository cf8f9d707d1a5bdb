// What one notice does to another, in the page's language.

import { inEnglish, t } from "/labels.js";

/** 废止, 被废止, of a draft 拟废止, 被拟废止; the service gives it in Chinese. */
export function actName(label) {
  if (!inEnglish) return label;
  const [, by, meant, act] = /^(被?)(拟?)(.+)$/.exec(label);
  return meant ? t("拟{act}", { act: t(by + act) }) : t(by + act);
}
