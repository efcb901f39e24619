"""Texts that would run, break the page or deceive if they were taken for anything but text."""

from __future__ import annotations

FIRE = "window.fired=1"

HTML = [
    f'<img src=x onerror="{FIRE}">',
    f"<svg onload={FIRE}>",
    f"<svg><script>{FIRE}</script></svg>",
    f"<script>{FIRE}</script>",
    f"</script><script>{FIRE}</script>",
    f"</SCRIPT ><script>{FIRE}</script>",
    f"<!--<script>{FIRE}</script>-->",
    f"<!-- --!><img src=x onerror={FIRE}>",
    f"]]><script>{FIRE}</script>",
    f"</style><script>{FIRE}</script>",
    f"</textarea><script>{FIRE}</script>",
    f"</title><script>{FIRE}</script>",
    f"<iframe srcdoc='<script>parent.{FIRE}</script>'></iframe>",
    f"<iframe src='javascript:parent.{FIRE}'></iframe>",
    f"<object data='javascript:{FIRE}'></object>",
    f"<embed src='javascript:{FIRE}'>",
    f"<body onload={FIRE}>",
    f"<input autofocus onfocus={FIRE}>",
    f"<details open ontoggle={FIRE}>",
    f"<video><source onerror={FIRE}></video>",
    f"<math href='javascript:{FIRE}'>x</math>",
    f"<a href='javascript:{FIRE}'>x</a>",
    f"<form action='javascript:{FIRE}'><button>x</button></form>",
    "<base href='https://evil.example/'>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<link rel=stylesheet href='https://evil.example/x.css'>",
    "<style>@import 'https://evil.example/x.css';</style>",
    f"<template><img src=x onerror={FIRE}></template>",
    f"<img src=`x`onerror={FIRE}>",
    f"\"'><img src=x onerror={FIRE}>",
    f"&lt;img src=x onerror={FIRE}&gt;",
    f"&#60;script&#62;{FIRE}&#60;/script&#62;",
    f"\\u003cscript\\u003e{FIRE}\\u003c/script\\u003e",
    f"<scr\x00ipt>{FIRE}</scr\x00ipt>",
]

SCRIPT = [
    f"`${{{FIRE}}}`",
    f"${{{FIRE}}}",
    f'";{FIRE};//',
    f"';{FIRE};//",
    f"\\';{FIRE};//",
    f"\n{FIRE}\n",
    f"\u2028{FIRE}\u2029",
    f"*/{FIRE}/*",
    "__proto__",
    "constructor",
    "toString",
    "{actor} {against} {n}",
    "%s %d %n {0} {}",
]

TEMPLATE = [
    "{{ 7*7 }}",
    "{{ self.__init__.__globals__ }}",
    "{% raw %}{% endraw %}{% for x in y %}",
    "{# comment #}",
    "{%- include '/etc/passwd' -%}",
    "#{7*7} <%= 7*7 %> [[7*7]]",
]

DECEIT = [
    "\u202eنص\u202c",
    "\u2066\u2067\u2068\u202a\u202b",
    "\u200f\u200e\u061c",
    "a\u0300" * 200,
    "\ufeff\u200b\u200d",
    "\U000e0041\U000e0042",
    "😀" * 50,
    "س" * 4000,
    "\x1b[31m\x07\x08",
    "../../../../etc/passwd",
    "(a+)+$",
]

TEXTS = [*HTML, *SCRIPT, *TEMPLATE, *DECEIT]

URLS = [
    f"javascript:{FIRE}",
    f"JaVaScRiPt:{FIRE}",
    f" javascript:{FIRE}",
    f"java\nscript:{FIRE}",
    f"java\tscript:{FIRE}",
    f"\x01javascript:{FIRE}",
    f"javascript://a.example/%0a{FIRE}",
    f"data:text/html,<script>{FIRE}</script>",
    f"vbscript:{FIRE}",
    "file:///etc/passwd",
    "blob:https://a.example/1",
    "view-source:https://a.example/",
    "//a.example/x",
    "",
]
