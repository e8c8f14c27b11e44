import { expect, it } from "vitest";
import { noticeHtml } from "../../widget/notice-html.ts";

it("writes a notice for a server-rendered page in which nothing is markup", () => {
  const html = noticeHtml({ notice: `<b onclick="x">&'`, locale: `en" x="`, dir: "ltr" });
  expect(html).toBe('<p lang="en&quot; x=&quot;" dir="ltr">&lt;b onclick=&quot;x&quot;&gt;&amp;&#39;</p>');
});
