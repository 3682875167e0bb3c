#!/usr/bin/env python3
"""Instructions and bytes a document, in English and in Arabic: articles of one shape, some 500 words each, all different.

    cargo build --release
    python3 benches/instructions.py [ARTICLES] [PROGRAM...]

Needs valgrind, whose callgrind counts the same for the same program and articles, however busy the machine is. It runs SHA-256
in software, which processors have instructions for; that share is told apart where the program has its symbols. Several
programs, such as that of an older version, stand below each other. Needs Python 3.9 on Linux.
"""

import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
SITE = """\
name: {clinic}
language: {tag}
contacts:
  - {{id: nurse, label: {nurse}, phone: 555-0100}}
emergency: "911"
"""
ENGLISH = {
    "tag": "en-US",
    "clinic": "Riverside Cancer Center",
    "nurse": "Nurse line",
    "topics": ["Tiredness", "Nausea", "Dry mouth", "Hair loss", "Constipation", "Poor sleep", "Mouth sores", "Swelling"],
    "headings": ["What is it?", "Why do I have it?", "What can I do at home?", "Which medicines may help?", "When should I call?"],
    "sentences": [
        "Many people notice it in the first two weeks after treatment begins.",
        "It often gets better when the treatment ends, and it may take some months until you feel as you did before.",
        "Your team will ask you about it at each visit, because there is nearly always something that helps.",
        "Tell us early, even if you think that it is a small thing.",
        "It can come from the medicine, from the illness, or from worry and too little rest.",
        "About half of the people who have this treatment have it *for some days* in each cycle.",
        "Do **not** stop a medicine before you have asked us, even if you feel well.",
        "A short walk each day helps most people more than a long rest in bed.",
        "Write down when it begins, how long it lasts, and what you ate and drank before.",
        "Bring the list of your medicines, with vitamins and herbs, to your next visit.",
        "Some people have it *only at night*, and some never have it at all.",
        "You can read more in [the guide for patients](https://www.cancer.gov/about-cancer/treatment/side-effects).",
        "Older people may have it for a longer time, and may need to rest more often.",
        "Your family can help you to cook, to shop and to get to the clinic.",
    ],
    "tips": ["Take small sips of water all day", "Rest for 20 minutes, two or three times a day", "Walk for 10 minutes after a meal",
             "Eat small meals that have protein in them", "Rinse your mouth with salt water", "Keep your bedroom dark and cool",
             "Ask a friend to drive you", "Wash your hands before you eat", "Wear loose clothes made of cotton"],
    "signs": ["A temperature of 100.4 °F (38 °C) or higher", "Bleeding that does not stop after 10 minutes", "Pain in your chest",
              "Vomiting for more than 24 hours", "You cannot drink for a day", "A rash that spreads"],
    "header": ["Medicine", "Dose", "When"],
    "medicines": [["Ondansetron", "8 mg", "every 8 hours"], ["Loperamide", "2 mg", "after a loose stool"],
                  ["Senna", "8.6 mg", "at bedtime"], ["Famotidine", "20 mg", "twice a day"],
                  ["Docusate", "100 mg", "twice a day"], ["Dexamethasone", "4 mg", "with breakfast"]],
    "caption": "Medicines that are often used",
    "call": "Call right away",
    "urgent": "Call 555-0100 day or night if you have any of these. If nobody answers, go to the nearest **emergency room**.",
}
ARABIC = {
    "tag": "ar",
    "clinic": "مركز ريفرسايد للسرطان",
    "nurse": "خط التمريض",
    "topics": ["التعب", "الغثيان", "جفاف الفم", "تساقط الشعر", "الإمساك", "قلة النوم", "تقرحات الفم", "التورم"],
    "headings": ["ما هو؟", "لماذا أشعر به؟", "ماذا أفعل في البيت؟", "ما الأدوية التي قد تساعد؟", "متى أتصل بكم؟"],
    "sentences": [
        "يلاحظه كثير من الناس في الأسبوعين الأولين بعد بدء العلاج.",
        "غالبا ما يتحسن عندما ينتهي العلاج، وقد تمر عدة أشهر حتى تشعر كما كنت تشعر من قبل.",
        "سيسألك الفريق عنه في كل زيارة، لأن هناك دائما تقريبا شيئا يساعد على تخفيفه.",
        "أخبرنا مبكرا حتى لو ظننت أن الأمر بسيط.",
        "قد يأتي من الدواء أو من المرض أو من القلق وقلة الراحة.",
        "نحو نصف الناس الذين يأخذون هذا العلاج يشعرون به *لعدة أيام* في كل دورة.",
        "**لا** تتوقف عن تناول أي دواء قبل أن تسألنا، حتى لو شعرت أنك بخير.",
        "المشي القصير كل يوم يساعد معظم الناس أكثر من الراحة الطويلة في السرير.",
        "اكتب متى يبدأ وكم يستمر وماذا أكلت وشربت قبله.",
        "أحضر قائمة أدويتك مع الفيتامينات والأعشاب إلى زيارتك القادمة.",
        "بعض الناس يشعرون به *في الليل فقط* وبعضهم لا يشعر به أبدا.",
        "يمكنك أن تقرأ المزيد في [دليل المرضى](https://www.cancer.gov/about-cancer/treatment/side-effects).",
        "قد يستمر وقتا أطول عند كبار السن، وقد يحتاجون إلى الراحة أكثر.",
        "تستطيع عائلتك أن تساعدك في الطبخ والتسوق والوصول إلى العيادة.",
    ],
    "tips": ["اشرب رشفات صغيرة من الماء طوال اليوم", "استرح 20 دقيقة مرتين أو ثلاث مرات في اليوم", "امش 10 دقائق بعد الوجبة",
             "تناول وجبات صغيرة فيها بروتين", "اغسل فمك بالماء والملح", "اجعل غرفة نومك مظلمة وباردة",
             "اطلب من صديق أن يوصلك", "اغسل يديك قبل أن تأكل", "البس ملابس قطنية واسعة"],
    "signs": ["حرارة 38 درجة مئوية أو أعلى", "نزيف لا يتوقف بعد 10 دقائق", "ألم في الصدر",
              "قيء لأكثر من 24 ساعة", "لا تستطيع أن تشرب طوال يوم", "طفح جلدي ينتشر"],
    "header": ["الدواء", "الجرعة", "متى"],
    "medicines": [["أوندانسيترون", "8 ملغ", "كل 8 ساعات"], ["لوبراميد", "2 ملغ", "بعد كل إسهال"],
                  ["سنا", "8 ملغ", "قبل النوم"], ["فاموتيدين", "20 ملغ", "مرتين في اليوم"],
                  ["دوكوسات", "100 ملغ", "مرتين في اليوم"], ["ديكساميثازون", "4 ملغ", "مع الفطور"]],
    "caption": "أدوية تستعمل كثيرا",
    "call": "اتصل بنا فورا",
    "urgent": "اتصل بالرقم 555-0100 نهارا أو ليلا إذا حدث لك أي من هذه. إذا لم يجب أحد فاذهب إلى أقرب **قسم طوارئ**.",
}
REFERENCE = "National Cancer Institute. {} and cancer treatment, part {}. https://www.cancer.gov/about-cancer/treatment/side-effects/{}"


def article(words: dict, number: int) -> str:
    """Five sections; lists in two of them, a table, a box; five references."""
    chance = random.Random(number)
    lines = [f"title: \"{words['topics'][number % len(words['topics'])]} {number}\"", f"language: {words['tag']}",
             "created: 2024-05-10", "updated: 2026-01-01", "sections:"]
    for part, heading in enumerate(words["headings"]):
        lines += [f"  - heading: {heading}", "    body:"]
        lines += ["      - >-\n        " + "\n        ".join(chance.sample(words["sentences"], 4)) for _ in range(2 if part < 4 else 1)]
        if part == 2:
            lines += ["      - bullets:"] + [f"          - {tip}." for tip in chance.sample(words["tips"], 6)]
        if part == 3:
            lines += ["      - table:", f"          header: [{', '.join(words['header'])}]", "          rows:"]
            lines += [f"            - [{', '.join(row)}]" for row in chance.sample(words["medicines"], 4)]
            lines += [f"          caption: {words['caption']}"]
        if part == 4:
            lines += ["      - callout: important", f"        title: {words['call']}", "        body:", f"          - {words['urgent']}"]
            lines += ["          - bullets:"] + [f"              - {sign}" for sign in chance.sample(words["signs"], 4)]
    lines += ["references:"]
    for part, topic in enumerate(chance.sample(ENGLISH["topics"], 5), 1):
        lines += [f"  - {REFERENCE.format(topic, part, topic.lower().replace(' ', '-'))}"]
    return "\n".join(lines) + "\n"


def contents(folder: pathlib.Path, count: int) -> list:
    """A content folder for each language."""
    made = []
    for name, words in [("English", ENGLISH), ("Arabic", ARABIC)]:
        content = folder / name
        content.mkdir()
        content.joinpath("handout.yaml").write_text(SITE.format(**words), encoding="utf-8")
        for number in range(count):
            content.joinpath(f"article-{number}.yaml").write_text(article(words, number), encoding="utf-8")
        made.append((name, content))
    return made


def measure(program: str, content: pathlib.Path, work: pathlib.Path) -> tuple:
    """Instructions of all and of SHA-256, and bytes, of one run with one thread; another run would give the same."""
    counts, output = work / "counts", work / "output"
    command = ["valgrind", "--quiet", "--tool=callgrind", f"--callgrind-out-file={counts}", program]
    build = ["build", str(content), "-o", str(output), "--jobs", "1", "--quiet", "--force"]
    subprocess.run(command + build, check=True, stderr=subprocess.DEVNULL)
    text = counts.read_text()
    total = int(re.search(r"^(?:summary|totals): (\d+)", text, re.MULTILINE)[1])
    size = sum(file.stat().st_size for file in output.glob("*.pdf"))
    shutil.rmtree(output)
    return total, hashing(text), size


def hashing(text: str) -> int:
    """Instructions of SHA-256 itself. A function has its name where the file first has it, and its number after that."""
    total, is_hashing, is_call, numbers = 0, False, False, set()
    for line in text.splitlines():
        if match := re.match(r"fn=(\(\d+\))(.*)", line):
            if "sha256" in match[2] or "sha2" in match[2]:
                numbers.add(match[1])
            is_hashing = match[1] in numbers
        elif match := re.match(r"cfn=(\(\d+\))(.*sha2.*)", line):
            numbers.add(match[1])
        elif line.startswith("calls="):
            is_call = True
        elif match := re.match(r"[+\-*\d]\S* (\d+)$", line):
            total += int(match[1]) if is_hashing and not is_call else 0
            is_call = False
    return total


def main() -> None:
    arguments = sys.argv[1:]
    count = int(arguments.pop(0)) if arguments and arguments[0].isdigit() else 60
    programs = arguments or [os.environ.get("HANDOUT", str(ROOT / "target/release/handout"))]
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        made = contents(work, count)
        for program in programs:
            print(f"{program}: {count} articles, millions of instructions a document")
            first = None
            for name, content in made:
                total, sha, size = measure(program, content, work)
                each = total / count / 1e6
                without = f", {(total - sha) / count / 1e6:.2f} without SHA-256" if sha else ""
                first = first or each
                print(f"  {name:<8} {each:>6.2f}{without}, {each / first:.2f} of the first; {size / count:.0f} bytes")


if __name__ == "__main__":
    main()
