"use strict";
// Sphinx's search would mark what was sought on the pages that it found, and keep it in the browser until then.
var SPHINX_HIGHLIGHT_ENABLED = false;
