
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const byId = id => document.getElementById(id);
const report = byId("report");

/* Parts of the page may be replaced as a whole (see state.js), so they are found when they are
   needed, events are heard at the document, and each entry of `prepared` readies a new part. */
const prepared = [];
const changed = () => document.dispatchEvent(new Event("lawgov:changed"));

{% include "review/views.js" %}

{% include "review/finder.js" %}

{% include "review/panel.js" %}

{% include "review/findings.js" %}

{% include "review/answer.js" %}

{% include "review/tables.js" %}

{% include "review/appearance.js" %}

{% include "review/state.js" %}

