"""Reads every sidecar below a folder with a FHIR library and with two HL7 parsers, and holds it against its PDF."""
import base64
import hashlib
import json
import pathlib
import re
import sys
import tempfile

import hl7
from fhir.resources.R4B.documentreference import DocumentReference
from hl7apy.consts import VALIDATION_LEVEL
from hl7apy.parser import parse_message

root = pathlib.Path(sys.argv[1])
references, messages = sorted(root.rglob("*.fhir.json")), sorted(root.rglob("*.mdm.hl7"))
pdfs = sorted(root.rglob("*.pdf"))
assert len(references) == len(messages) == len(pdfs) > 10, "a sidecar is missing"

for path in references:
    resource = DocumentReference.model_validate(json.loads(path.read_text()))
    attachment = resource.content[0].attachment
    pdf = (path.parent / attachment.url).read_bytes()
    raw = json.loads(path.read_text())["content"][0]["attachment"]
    assert raw["size"] == len(pdf) and base64.b64decode(raw["hash"]) == hashlib.sha1(pdf).digest(), path

for path in messages:
    text = path.read_bytes().decode()
    pdf = path.with_name(path.name.replace(".mdm.hl7", ".pdf")).read_bytes()
    assert base64.b64decode(str(hl7.parse(text).segment("OBX")[5][0][4])) == pdf, path
    # hl7apy takes the data of an OBX-5 for a short text; all else is held to the letter.
    short = re.sub(r"\^Base64\^[^|]*", "^Base64^JVBERi0=", text)
    message = parse_message(short, validation_level=VALIDATION_LEVEL.STRICT)
    with tempfile.NamedTemporaryFile("r") as report:
        assert message.validate(report_file=report.name), path
        found = report.read()
        assert "Error" not in found, f"{path}: {found}"
print(f"{len(references)} FHIR resources and {len(messages)} HL7 messages are sound")
