/** Whatever scrolls sideways can be reached with the keyboard, for as long as it does. */
const mayScroll = document.querySelectorAll(".sl-markdown-content :is(table, pre), .sl-openapi-section-panel");
const watch = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) target.setAttribute("tabindex", "0");
    else target.removeAttribute("tabindex");
  }
});
for (const one of mayScroll) watch.observe(one);
