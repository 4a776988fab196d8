#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Makes the page that measures pictures: page.py CHECK.JS NAME... (NAME.svg, NAME.entries)

Also tries what no browser says: each picture is well-formed XML and needs nothing but itself."""
import base64
import pathlib
import re
import sys
import xml.etree.ElementTree

SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = {"svg", "style", "defs", "pattern", "g", "title", "rect", "path", "text"}


def complain(name, what):
    sys.exit(f"page.py: {name}: {what}")


def check(name, text):
    for element in xml.etree.ElementTree.fromstring(text).iter():
        if element.tag.removeprefix(SVG) not in ELEMENTS:
            complain(name, f"an element {element.tag}")
        for attribute, value in element.attrib.items():
            if "href" in attribute or attribute.startswith("on"):
                complain(name, f"an attribute {attribute}")
            if re.search(r"url\((?!#)", value):
                complain(name, f"it needs {value}")
    if b"@import" in text or re.search(rb"url\((?!#)", text):
        complain(name, "its style needs another file")


print('<!DOCTYPE html><meta charset="utf-8"><body>')
for name in sys.argv[2:]:
    path = pathlib.Path(name)
    picture = path.with_name(path.name + ".svg").read_bytes()
    check(path.name, picture)
    entries = base64.b64encode(path.with_name(path.name + ".entries").read_bytes()).decode()
    print(f'<figure data-name="{path.name}" data-entries="{entries}">')
    print(picture.decode())
    print("</figure>")
print("<script>", pathlib.Path(sys.argv[1]).read_text(), "</script>", sep="\n")
