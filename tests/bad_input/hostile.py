"""YAML that is broken or means harm, by what is wrong with it."""

HOSTILE: dict[str, bytes] = {
    "alias bomb": b"a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n",
    "tag": b'name: !!python/object/apply:os.system ["touch pwned"]\n',
    "list": b"- a\n- b\n",
    "text": b"just words\n",
    "two values": b"name: Foo: Bar\n",
    "open quote": b"name: 'never closed\n",
    "open list": b"slots: [a, b\n",
    "tab": b"slots:\n\t- a\n",
    "not UTF-8": b"name: caf\xe9\n",
    "NUL": b"name: a\x00b\n",
    "escape": b"name: a\x1b[31mb\n",
    "nested too deep": b"a: " + b"[" * 5000 + b"\n",
    "larger than 1 MB": b"a: " + b"x" * 1_100_000,
    "second document": b"name: a\n---\nname: b\n",
    "empty": b"",
}
