"""Builds a small document in each language of tests/shaping/cases.tsv and compares what pdftotext and mutool read of it with
what was typed: Unicode NFC, white space folded, the directions that readers mark set aside."""
import json
import pathlib
import re
import subprocess
import sys
import unicodedata

handout, work = sys.argv[1], pathlib.Path(sys.argv[2])
content = work / "content"
content.mkdir(parents=True)
(content / "handout.yaml").write_text("language: en\n")
MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\f]")
READERS = {"pdftotext": ["pdftotext", "{}", "-"], "mutool": ["mutool", "draw", "-q", "-F", "txt", "{}"]}
# poppler takes a vowel sign of Thaana for a sign without direction, and puts one that ends a line in front of it.
KNOWN = {("dv", "pdftotext")}
NUMBERS = "555-0155, 10–20 mL, 38.5 °C"


def folded(text):
    return " ".join(unicodedata.normalize("NFC", MARKS.sub("", text)).split())


texts = {}
for line in pathlib.Path("tests/shaping/cases.tsv").read_text().splitlines():
    language, _, _, _, text, *_ = line.split("\t")
    texts[language] = text
    typed = json.dumps(text, ensure_ascii=False)
    with_numbers = json.dumps(f"{text} ({NUMBERS})", ensure_ascii=False)
    (content / f"{language}.yaml").write_text(
        f"title: {typed}\nlanguage: {language}\ncreated: 2024-01-01\nupdated: 2024-01-02\nsections:\n"
        f"  - heading: {typed}\n    body:\n      - {typed}\n      - {with_numbers}\n"
    )
subprocess.run([handout, "build", str(content), "-o", str(work / "out"), "--quiet"], check=True)

failed = 0
for language, text in texts.items():
    for reader, command in READERS.items():
        pdf = str(work / "out" / f"{language}.pdf")
        read = subprocess.run([part.format(pdf) for part in command], capture_output=True, check=True).stdout.decode()
        # Scripts without spaces may be broken into lines anywhere.
        bare = lambda it: folded(it).replace(" ", "")
        times = bare(read).count(bare(text))
        numbers = [number for number in ("555-0155", "10–20", "38.5") if number not in folded(read)]
        words = [word for word in folded(text).split() if word not in folded(read)]
        if (times < 4 or numbers or words) and (language, reader) not in KNOWN:
            failed += 1
            print(f"{language}: {reader} reads the text {times} times of 4; lost: {numbers + words}\n{read}", file=sys.stderr)
print(f"{len(texts)} languages, two readers, {failed} failures")
sys.exit(failed > 0)
