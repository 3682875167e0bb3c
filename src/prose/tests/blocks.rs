//! Lists, tables and blocks of Markdown typed in a text.

use super::{notes_of, read};

#[test]
fn lists_and_tables_typed_in_a_text_are_told() {
    let hint = |text: &str| {
        let block: String = text.lines().map(|line| format!("  {line}\n")).collect();
        let notes = notes_of(&format!("|\n{block}"));
        let told = notes.first().map(|note| (note.code.text(), note.position().map_or(0, |at| at.line)));
        let hint = notes.into_iter().next().and_then(|note| note.hint).unwrap_or_default();
        (told, hint.split_once('\n').map(|(_, block)| block.to_owned()).unwrap_or_default())
    };
    let list = |line| Some(("list-in-text", line));
    for (text, told, block) in [
        ("1. Wash.\n2. Dry.", list(3), "- steps:\n    - Wash.\n    - Dry."),
        ("1) Wash.\n2) Dry your\nhands.", list(3), "- steps:\n    - Wash.\n    - Dry your hands."),
        ("a) Wash.\nb) Dry.", list(3), "- steps:\n    - Wash.\n    - Dry."),
        ("Call if:\n• fever\n• a rash: red", list(3), "- \"Call if:\"\n- bullets:\n    - fever\n    - \"a rash: red\""),
        ("- fever\n- chills", list(3), "- bullets:\n    - fever\n    - chills"),
        ("–\u{A0}fever\n–\u{A0}chills", list(3), "- bullets:\n    - fever\n    - chills"),
        ("Call if:\n- fever", list(3), "- \"Call if:\"\n- bullets:\n    - fever"),
        ("・発熱\n・ 寒気", None, ""),
        ("・ 発熱\n・ 寒気", list(3), "- bullets:\n    - \"発熱\"\n    - \"寒気\""),
        ("١. اغسل\n٢. جفف", list(3), "- steps:\n    - اغسل\n    - جفف"),
        ("1、洗手\n2、擦干", list(3), "- steps:\n    - 洗手\n    - 擦干"),
        (
            "| Day | Dose |\n|---|---|\n| 1 | 1,000 mg |",
            list(3),
            "- table:\n    header: [Day, Dose]\n    rows:\n      - [1, \"1,000 mg\"]",
        ),
        (
            "- is hard\n- to wake\n1. Wash.\n2. Feed.\n| a | b |\n| c | d |",
            list(3),
            "- bullets:\n    - is hard\n    - to wake\n- steps:\n    - Wash.\n    - Feed.\n- table:\n    header: [a, b]\n    \
             rows:\n      - [c, d]",
        ),
        ("A. Wash.\nB. Dry.", list(3), "- steps:\n    - Wash.\n    - Dry."),
        ("i. Wash.\nii. Dry.", list(3), "- steps:\n    - Wash.\n    - Dry."),
        ("① Wash.\n② Dry.", list(3), "- steps:\n    - Wash.\n    - Dry."),
        ("ก. ล้าง\nข. เช็ด", list(3), "- steps:\n    - ล้าง\n    - เช็ด"),
        ("Day 1: 5 mg\nDay 2: 10 mg", list(3), "- bullets:\n    - \"Day 1: 5 mg\"\n    - \"Day 2: 10 mg\""),
        ("1.Wash\n2.Dry", list(3), "- bullets:\n    - 1.Wash\n    - 2.Dry"),
        ("-fever\n-chills", list(3), "- bullets:\n    - fever\n    - chills"),
        ("o Wash.\no Dry.", list(3), "- bullets:\n    - Wash.\n    - Dry."),
        ("[ ] Wash.\n[x] Dry.", list(3), "- checklist:\n    - Wash.\n    - Dry."),
        ("1. Wash.\na. Soap.\n2. Dry.", list(3), ""),
        ("Drug\tDose\nIron\t5 mg", list(3), "- table:\n    header: [Drug, Dose]\n    rows:\n      - [Iron, 5 mg]"),
        ("a | b\n--|--\nc | d", list(3), "- table:\n    header: [a, b]\n    rows:\n      - [c, d]"),
        ("Monday: 5 mg\nTuesday: 10 mg", list(3), "- bullets:\n    - \"Monday: 5 mg\"\n    - \"Tuesday: 10 mg\""),
        (
            "Your doses:\nmorning: 5 mg\nnoon: 10 mg",
            list(3),
            "- \"Your doses:\"\n- bullets:\n    - \"morning: 5 mg\"\n    - \"noon: 10 mg\"",
        ),
        ("8:00: 5 mg\n20:00: 10 mg", list(3), "- bullets:\n    - \"8:00: 5 mg\"\n    - \"20:00: 10 mg\""),
        (
            "**Monday:** rest\n**Tuesday:** walk",
            list(3),
            "- bullets:\n    - \"**Monday:** rest\"\n    - \"**Tuesday:** walk\"",
        ),
        ("周一：5毫克\n周二：10毫克", list(3), "- bullets:\n    - 周一：5毫克\n    - 周二：10毫克"),
        ("सोमवार: 5 mg\nमंगलवार: 10 mg", list(3), "- bullets:\n    - \"सोमवार: 5 mg\"\n    - \"मंगलवार: 10 mg\""),
        ("Monday – 5 mg\nTuesday – 10 mg", list(3), "- bullets:\n    - Monday – 5 mg\n    - Tuesday – 10 mg"),
        ("Monday = 5 mg\nTuesday = 10 mg", list(3), "- bullets:\n    - Monday = 5 mg\n    - Tuesday = 10 mg"),
        ("1. Wash.\nNote: use soap.\n2. Dry.", list(3), "- steps:\n    - \"Wash. Note: use soap.\"\n    - Dry."),
        ("Monday: 5 mg\nYou may eat.", None, ""),
        ("Remember: call at once, by day or by night, if you see these\nsigns: fever or a rash", None, ""),
        ("Call us, day or night, if you see any of these signs: fever\nNote: rest.", None, ""),
        ("Times: 10:30 or\n11:30 at the latest", None, ""),
        ("see https://example.org/a\nor https://example.org/b", None, ""),
        ("rest – as far as you can – is good, and so is sleep when you\nare ill – by day, too", None, ""),
        ("Drug   Dose\nIron   5 mg", list(3), "- table:\n    header: [Drug, Dose]\n    rows:\n      - [Iron, 5 mg]"),
        (
            "Drug     Dose\nIbuprofen  1,200 mg",
            list(3),
            "- table:\n    header: [Drug, Dose]\n    rows:\n      - [Ibuprofen, \"1,200 mg\"]",
        ),
        ("Day  Dose\nMon  5 mg", list(3), "- table:\n    header: [Day, Dose]\n    rows:\n      - [Mon, 5 mg]"),
        ("Take  it now\nwith food  or milk", None, ""),
        ("Rest.  Walk.  Eat.\nRest.  Walk.  Eat.", None, ""),
        ("Take   it now\nwith food or milk", None, ""),
        ("1.5 mg at noon\n2.5 mg at night", None, ""),
        ("5 - 10 mg or\n6 - 12 mg", None, ""),
        ("a dose of\n-5 and\n-6", None, ""),
        ("yes | no", None, ""),
        ("Day 1: rest.\nDay 3: walk.", None, ""),
        ("1. Wash.", None, ""),
        ("as far as the garden\n- the day room - on\nday one", None, ""),
        ("seen in\n2020. Then\n2021. came", None, ""),
        ("Mail • Fax\n• Telephone", None, ""),
        ("1. one\n\n2. two", None, ""),
    ] {
        let block = block.replace("\"発熱\"", "発熱").replace("\"寒気\"", "寒気");
        assert_eq!(hint(text), (told, block), "in {text}");
    }
    assert_eq!(read("as far as the garden\n  and, when it rains\n  - the day room").1, [""; 0]);
    assert_eq!(read("'•\u{A0}one\n  •\u{A0}two'").1, ["list-in-text 2:3"]);
}

#[test]
fn blocks_of_markdown_typed_in_a_text_are_told() {
    for (text, told) in [
        ("# When to call\nCall us.", "markdown-in-text 2:3"),
        ("Rest.\n## when to call\nCall us.", "markdown-in-text 3:3"),
        ("Rest.\n\n# Call us\n\nat once", "markdown-in-text 4:3"),
        ("# 何时致电\n请致电。", "markdown-in-text 2:3"),
        ("When to call\n====\nCall us.", "markdown-in-text 3:3"),
        ("When to call\n---\nCall us.", "markdown-in-text 3:3"),
        ("Rest.\n\n---\n\nCall us.", "markdown-in-text 4:3"),
        ("Rest.\n\n* * *\n\nCall us.", "markdown-in-text 4:3"),
        ("```\nRest.\n```", "code-marks 2:3|markdown-in-text 2:3"),
        ("~~~text\nRest.\n~~~", "markdown-in-text 2:3"),
        ("\\# When to call\nCall us.", ""),
        ("# of tablets you\ntook", ""),
        ("the #\n# 2 pill", ""),
        ("#1 is rest\nand sleep", ""),
        ("Call us\n-- or come -- today", ""),
        ("Your nurse writes:\n\n________", ""),
        ("Rest --\n- and sleep", ""),
        ("# Tablets", ""),
        ("---", ""),
    ] {
        let block: String = text.lines().map(|line| format!("  {line}\n")).collect();
        let (_, found) = read(&format!("|\n{block}"));
        let expected: Vec<&str> = told.split('|').filter(|told| !told.is_empty()).collect();
        assert_eq!(found, expected, "in {text}");
    }
}
