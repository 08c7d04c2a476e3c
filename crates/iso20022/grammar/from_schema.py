#!/usr/bin/env python3
"""Turns ISO 20022 schemas into the small tables that the reader checks messages against.

    python3 from_schema.py SCHEMA_FOLDER

SCHEMA_FOLDER holds head.001.001.02.xsd, camt.056.001.08.xsd, camt.029.001.09.xsd, pacs.004.001.10.xsd and
pacs.008.001.08.xsd. One table is written per message, beside this script. The script stops on any construct of a
schema that the tables cannot say, so a table never says less than its schema.
"""
import pathlib
import sys
import xml.etree.ElementTree as ET

XS = "{http://www.w3.org/2001/XMLSchema}"
HERE = pathlib.Path(__file__).parent

PATTERNS = {
    "[0-9]{1,15}": "digits 1 15",
    "[0-9]{2}": "digits 2 2",
    "[A-Z0-9]{18,18}[0-9]{2,2}": "lei",
    "[A-Z0-9]{4,4}[A-Z]{2,2}[A-Z0-9]{2,2}([A-Z0-9]{3,3}){0,1}": "bic",
    "[A-Z]{2,2}": "capitals 2",
    "[A-Z]{3,3}": "capitals 3",
    "[A-Z]{2,2}[0-9]{2,2}[a-zA-Z0-9]{1,30}": "iban",
    "[a-f0-9]{8}-[a-f0-9]{4}-4[a-f0-9]{3}-[89ab][a-f0-9]{3}-[a-f0-9]{12}": "uuid4",
    "[a-zA-Z0-9]{4}": "alphanumeric 4",
    r"\+[0-9]{1,3}-[0-9()+\-]{1,30}": "phone",
}


def facets(restriction):
    found = {}
    for facet in restriction:
        found.setdefault(facet.tag.removeprefix(XS), []).append(facet.get("value"))
    return found


def value_shape(simple):
    restriction = simple[0]
    base = restriction.get("base").removeprefix("xs:")
    given = facets(restriction)
    if base == "string":
        if "pattern" in given:
            assert set(given) == {"pattern"}, given
            return PATTERNS[given["pattern"][0]]
        if "enumeration" in given:
            assert set(given) == {"enumeration"}, given
            return "code " + " ".join(given["enumeration"])
        assert set(given) <= {"minLength", "maxLength"}, given
        return f"text {given.get('minLength', ['0'])[0]} {given.get('maxLength', ['-'])[0]}"
    if base == "decimal":
        assert set(given) <= {"totalDigits", "fractionDigits", "minInclusive"}, given
        assert given.get("minInclusive", ["0"]) == ["0"], given
        sign = "positive" if "minInclusive" in given else "signed"
        return f"decimal {given['totalDigits'][0]} {given['fractionDigits'][0]} {sign}"
    if base == "base64Binary":
        return "base64"
    assert base in {"date", "dateTime", "time", "boolean"} and not given, (base, given)
    return base.lower()


def slots(group):
    lines = []
    for element in group:
        if element.tag == XS + "any":
            return None
        assert element.tag == XS + "element", element.tag
        least = element.get("minOccurs", "1")
        most = element.get("maxOccurs", "1").replace("unbounded", "-")
        lines.append((element.get("name"), element.get("type"), least, most))
    return lines


def load(path):
    schema = ET.parse(path).getroot()
    types, root = {}, None
    for item in schema:
        if item.tag == XS + "element":
            root = (item.get("name"), item.get("type"))
        elif item.tag == XS + "simpleType":
            types[item.get("name")] = ("value", value_shape(item))
        else:
            assert item.tag == XS + "complexType" and len(item) == 1, item.tag
            body = item[0]
            if body.tag == XS + "simpleContent":
                extension = body[0]
                attribute = extension[0]
                assert attribute.get("use") == "required" and attribute.get("name") == "Ccy"
                types[item.get("name")] = ("amount", extension.get("base"), attribute.get("type"))
                continue
            kind = {XS + "sequence": "sequence", XS + "choice": "choice"}[body.tag]
            found = slots(body)
            types[item.get("name")] = ("any",) if found is None else (kind, found)
    return schema.get("targetNamespace"), root, types


def reachable(types, start):
    seen, queue = [], [start]
    while queue:
        name = queue.pop(0)
        if name in seen:
            continue
        seen.append(name)
        shape = types[name]
        if shape[0] in ("sequence", "choice"):
            queue += [slot[1] for slot in shape[1]]
        elif shape[0] == "amount":
            queue += [shape[1], shape[2]]
    return seen


def write(message, namespace, root, types):
    lines = [
        f"# {message}: drawn from the ISO 20022 schema by from_schema.py; see README.md.",
        f"namespace {namespace}",
        f"root {root[0]} {root[1]}",
    ]
    for name in reachable(types, root[1]):
        shape = types[name]
        if shape[0] == "value":
            lines.append(f"value {name} {shape[1]}")
        elif shape[0] == "amount":
            lines.append(f"amount {name} {shape[1]} {shape[2]}")
        elif shape[0] == "any":
            lines.append(f"any {name}")
        else:
            lines.append(f"{shape[0]} {name}")
            lines += ["  " + " ".join(slot) for slot in shape[1]]
    (HERE / f"{message}.txt").write_text("\n".join(lines) + "\n")


def main(folder):
    folder = pathlib.Path(folder)
    loaded = {}
    for message in ("head.001.001.02", "camt.056.001.08", "camt.029.001.09", "pacs.004.001.10", "pacs.008.001.08"):
        loaded[message] = load(folder / f"{message}.xsd")
        write(message, *loaded[message])
    # Version 09 of the return differs from version 10 in its reference to the original transaction, which it shares
    # with camt.056.001.08; everything else of version 09 is contained in version 10.
    namespace, root, types = loaded["pacs.004.001.10"]
    older = {**loaded["camt.056.001.08"][2], **types}
    transaction = older["PaymentTransaction118"]
    older["PaymentTransaction118"] = (
        "sequence",
        [
            ("OrgnlTxRef", "OriginalTransactionReference28", *slot[2:]) if slot[0] == "OrgnlTxRef" else slot
            for slot in transaction[1]
        ],
    )
    write("pacs.004.001.09", namespace.replace("001.10", "001.09"), root, older)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
