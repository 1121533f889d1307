"""Articles that try to get out of the page: markup, scripts and tricks of writing in every field. We wrote them."""
import json

MARKUP = [
    "<script>window.hacked=1</script>",
    "</script><script>window.hacked=2</script>",
    "<img src=x onerror=\"window.hacked=3\">",
    "\"><svg onload=window.hacked=4>",
    "<!--<script>",
    "]]></style><style>*{display:none}</style>",
    "'-window.hacked-'",
    "{{constructor.constructor('window.hacked=5')()}}",
    "javascript:window.hacked=6",
    "\u2028\u2029\u202emoc.elpmaxe\u202c\u0000\u0007",
    "&lt;b&gt; &amp; \\u003c",
    "__proto__",
]

for n, bad in enumerate(MARKUP):
    print(json.dumps({
        "id": f"h{n}/{bad}", "title": f"Ana Lind {bad} in Oslo", "publisher": f"The {bad} Post", "author": f"A. {bad} Berg",
        "date": "2021-03-04", "url": "javascript:window.hacked=7",
        "text": f"OSLO, Norway — Ana {bad} Lind said that {bad} would not pass.\n\n“We {bad} will sign,” said Ana Lind of the {bad} Council in Oslo. "
                f"Erik {bad.title()} Berg, the {bad} minister, told Ms. Lind that “{bad} is over.” France and the United Nations agreed.",
    }))
# The same id twice, nothing in it, characters outside the basic plane before every name, and a line of marks without an end.
print(json.dumps({"id": "twice", "text": "Ana Lind spoke in Oslo."}))
print(json.dumps({"id": "twice", "text": "Erik Berg spoke in Oslo, he said."}))
print(json.dumps({"id": "empty", "title": "", "text": "."}))
print(json.dumps({"id": "astral", "title": "🙂🙂 Astral", "text": "🙂🙂 𝔘nd “🙂 yes,” said Ana Lind 🙂 of Oslo.", "date": "4 March 2021"}))
print(json.dumps({"id": "marks", "text": "“" * 400 + " said Ana Lind in Oslo."}))
print(json.dumps({"id": "../../etc/passwd?q=#/%2e%2e", "title": "A path for an id", "text": "Ana Lind spoke in Oslo."}))
