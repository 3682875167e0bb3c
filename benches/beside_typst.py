#!/usr/bin/env python3
"""The same articles set by handout and by Typst, in one run: processor time and bytes a document.

    cargo build --release
    python3 benches/beside_typst.py [ARTICLES]

Typst is the program `typst` on the PATH, or what the variable TYPST names; without it only the row of handout is measured,
and that is said. Its command sets one file a process, so that its start (an empty document) is measured too and taken off;
so is that of handout. Both write PDF/UA-1. Needs Python 3.9 on Linux or macOS.
"""

import os
import pathlib
import random
import resource
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
WORDS = """the a you your and or of in it may can if for with on at this when not pain fever tired weak blood dose pill
nurse doctor team clinic rest walk food water drink meal soup fish milk sleep head mouth skin hair hand foot day week""".split()


def sentence(chance: random.Random) -> str:
    return " ".join(chance.sample(WORDS, chance.randint(6, 12))).capitalize() + "."


def article(number: int) -> tuple:
    """Title, and sections of a heading, paragraphs and items: some 600 words."""
    chance = random.Random(number)
    sections = []
    for part in range(5):
        paragraphs = [" ".join(sentence(chance) for _ in range(5)) for _ in range(2)]
        sections.append((f"What helps, part {part}?", paragraphs, [sentence(chance) for _ in range(4)]))
    return f"Side effect number {number}", sections


def as_yaml(title: str, sections: list) -> str:
    lines = [f"title: {title}", "created: 2024-05-10", "updated: 2026-01-01", "sections:"]
    for heading, paragraphs, items in sections:
        lines += [f"  - heading: {heading}", "    body:"]
        lines += [f"      - {paragraph}" for paragraph in paragraphs]
        lines += ["      - bullets:"] + [f"          - {item}" for item in items]
    return "\n".join(lines) + "\n"


def as_typst(title: str, sections: list) -> str:
    head = f'#set document(title: "{title}", author: "Clinic")\n#set page("us-letter", numbering: "1")\n#set text(14pt, lang: "en")\n'
    lines = [head, f"= {title}"]
    for heading, paragraphs, items in sections:
        lines += [f"== {heading}"] + [f"{paragraph}\n" for paragraph in paragraphs] + [f"- {item}" for item in items]
    return "\n".join(lines) + "\n"


def processor(command: list, folder: str) -> float:
    """Seconds of processor time of a command and all that it starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def row(name: str, seconds: float, files: list, first: float) -> float:
    each = seconds * 1000 / len(files)
    size = sum(file.stat().st_size for file in files) / len(files)
    print(f"{name:<12} {each:>8.2f} ms a document  {each / (first or each):>6.1f}x  {size:>9.0f} bytes a document")
    return each


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    handout = os.environ.get("HANDOUT", str(ROOT / "target/release/handout"))
    typst = os.environ.get("TYPST") or shutil.which("typst")
    with tempfile.TemporaryDirectory() as folder:
        content = pathlib.Path(folder, "content")
        content.mkdir()
        site = 'name: Clinic\ncontacts:\n  - {id: nurse, label: Nurse line, phone: 555-0100}\nemergency: "911"\n'
        content.joinpath("handout.yaml").write_text(site, encoding="utf-8")
        for number in range(count):
            content.joinpath(f"a{number}.yaml").write_text(as_yaml(*article(number)), encoding="utf-8")
            pathlib.Path(folder, f"a{number}.typ").write_text(as_typst(*article(number)), encoding="utf-8")
        build = [handout, "build", "-q", "content", "--jobs", "1", "-o"]
        start = min(processor([handout, "--version"], folder) for _ in range(5))
        took = min(processor([*build, f"out{round}"], folder) for round in range(3)) - start
        first = row("handout", took, sorted(pathlib.Path(folder, "out0").glob("*.pdf")), 0)
        if not typst:
            print("Typst is not installed here: nothing to compare with (https://typst.app; or set TYPST)")
            return
        pathlib.Path(folder, "empty.typ").write_text('#set document(title: "a")\n= a\n', encoding="utf-8")
        compile_one = [typst, "compile", "--pdf-standard", "ua-1"]
        start = min(processor([*compile_one, "empty.typ"], folder) for _ in range(5))
        took = sum(processor([*compile_one, f"a{number}.typ"], folder) - start for number in range(count))
        row("Typst", took, sorted(pathlib.Path(folder).glob("a*.pdf")), first)


if __name__ == "__main__":
    main()
