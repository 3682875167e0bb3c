//! Lists, tables and blocks of Markdown typed in a text.

use super::{notes_of, read};

/// What is told of a paragraph of these lines, with its line, and the block that the cure shows.
fn told(text: &str) -> (Option<(&'static str, usize)>, String) {
    let lines: String = text.lines().map(|line| format!("  {line}\n")).collect();
    let note = notes_of(&format!("|\n{lines}")).into_iter().next();
    let told = note.as_ref().map(|note| (note.code.text(), note.position().map_or(0, |at| at.line)));
    let hint = note.and_then(|note| note.hint).unwrap_or_default();
    (told, hint.split_once('\n').map(|(_, block)| block.to_owned()).unwrap_or_default())
}

#[test]
fn lists_typed_in_a_text_are_told() {
    for (text, block) in [
        ("1. Wash.\n2. Dry.", "- steps:\n    - Wash.\n    - Dry."),
        ("1) Wash.\n2) Dry your\nhands.", "- steps:\n    - Wash.\n    - Dry your hands."),
        ("a) Wash.\nb) Dry.", "- steps:\n    - Wash.\n    - Dry."),
        ("Call if:\n• fever\n• a rash: red", "- \"Call if:\"\n- bullets:\n    - fever\n    - \"a rash: red\""),
        ("- fever\n- chills", "- bullets:\n    - fever\n    - chills"),
        ("–\u{A0}fever\n–\u{A0}chills", "- bullets:\n    - fever\n    - chills"),
        ("Call if:\n- fever", "- \"Call if:\"\n- bullets:\n    - fever"),
        ("・ 発熱\n・ 寒気", "- bullets:\n    - 発熱\n    - 寒気"),
        ("١. اغسل\n٢. جفف", "- steps:\n    - اغسل\n    - جفف"),
        ("1、洗手\n2、擦干", "- steps:\n    - 洗手\n    - 擦干"),
        (
            "- is hard\n- to wake\n1. Wash.\n2. Feed.\n| a | b |\n| c | d |",
            "- bullets:\n    - is hard\n    - to wake\n- steps:\n    - Wash.\n    - Feed.\n- table:\n    header: [a, b]\n    \
             rows:\n      - [c, d]",
        ),
        ("A. Wash.\nB. Dry.", "- steps:\n    - Wash.\n    - Dry."),
        ("i. Wash.\nii. Dry.", "- steps:\n    - Wash.\n    - Dry."),
        ("① Wash.\n② Dry.", "- steps:\n    - Wash.\n    - Dry."),
        ("ก. ล้าง\nข. เช็ด", "- steps:\n    - ล้าง\n    - เช็ด"),
        ("Day 1: 5 mg\nDay 2: 10 mg", "- bullets:\n    - \"Day 1: 5 mg\"\n    - \"Day 2: 10 mg\""),
        ("1.Wash\n2.Dry", "- bullets:\n    - 1.Wash\n    - 2.Dry"),
        ("-fever\n-chills", "- bullets:\n    - fever\n    - chills"),
        ("o Wash.\no Dry.", "- bullets:\n    - Wash.\n    - Dry."),
        ("[ ] Wash.\n[x] Dry.", "- checklist:\n    - Wash.\n    - Dry."),
        ("1. Wash.\na. Soap.\n2. Dry.", ""),
        ("1. Wash.\nNote: use soap.\n2. Dry.", "- steps:\n    - \"Wash. Note: use soap.\"\n    - Dry."),
    ] {
        assert_eq!(told(text), (Some(("list-in-text", 3)), block.to_owned()), "in {text}");
    }
}

#[test]
fn lines_of_a_label_and_what_belongs_to_it_are_a_list() {
    for (text, block) in [
        ("Monday: 5 mg\nTuesday: 10 mg", "- bullets:\n    - \"Monday: 5 mg\"\n    - \"Tuesday: 10 mg\""),
        (
            "Your doses:\nmorning: 5 mg\nnoon: 10 mg",
            "- \"Your doses:\"\n- bullets:\n    - \"morning: 5 mg\"\n    - \"noon: 10 mg\"",
        ),
        ("8:00: 5 mg\n20:00: 10 mg", "- bullets:\n    - \"8:00: 5 mg\"\n    - \"20:00: 10 mg\""),
        ("**Monday:** rest\n**Tuesday:** walk", "- bullets:\n    - \"**Monday:** rest\"\n    - \"**Tuesday:** walk\""),
        ("周一：5毫克\n周二：10毫克", "- bullets:\n    - 周一：5毫克\n    - 周二：10毫克"),
        ("सोमवार: 5 mg\nमंगलवार: 10 mg", "- bullets:\n    - \"सोमवार: 5 mg\"\n    - \"मंगलवार: 10 mg\""),
        ("Monday – 5 mg\nTuesday – 10 mg", "- bullets:\n    - Monday – 5 mg\n    - Tuesday – 10 mg"),
        ("Monday = 5 mg\nTuesday = 10 mg", "- bullets:\n    - Monday = 5 mg\n    - Tuesday = 10 mg"),
    ] {
        assert_eq!(told(text), (Some(("list-in-text", 3)), block.to_owned()), "in {text}");
    }
}

#[test]
fn lines_that_begin_with_a_time_or_tell_an_amount_are_a_list() {
    for (text, block) in [
        ("8:00 5 mg\n12:00 10 mg", "- bullets:\n    - 8:00 5 mg\n    - 12:00 10 mg"),
        ("Take it so:\n8 am 5 mg\n8 pm 10 mg", "- \"Take it so:\"\n- bullets:\n    - 8 am 5 mg\n    - 8 pm 10 mg"),
        ("8:00 breakfast\n12:00 lunch", "- bullets:\n    - 8:00 breakfast\n    - 12:00 lunch"),
        ("Monday 5 mg\nTuesday 10 mg", "- bullets:\n    - Monday 5 mg\n    - Tuesday 10 mg"),
        ("Monday: 5 mg\nTuesday 10 mg", "- bullets:\n    - \"Monday: 5 mg\"\n    - Tuesday 10 mg"),
        ("morning 1 tablet\nnight 2 tablets", "- bullets:\n    - morning 1 tablet\n    - night 2 tablets"),
        ("Lunes 1½ tabletas\nMartes 1 tableta", "- bullets:\n    - Lunes 1½ tabletas\n    - Martes 1 tableta"),
        ("٨:٠٠ ٥ ملغ\n٢٠:٠٠ ١٠ ملغ", "- bullets:\n    - ٨:٠٠ ٥ ملغ\n    - ٢٠:٠٠ ١٠ ملغ"),
        ("सुबह ५ मिग्रा\nरात १० मिग्रा", "- bullets:\n    - सुबह ५ मिग्रा\n    - रात १० मिग्रा"),
        ("早上5毫克\n晚上10毫克", "- bullets:\n    - 早上5毫克\n    - 晚上10毫克"),
        ("上午8点 5毫克\n下午8点 10毫克", "- bullets:\n    - 上午8点 5毫克\n    - 下午8点 10毫克"),
        ("1.5 mg at noon\n2.5 mg at night", "- bullets:\n    - 1.5 mg at noon\n    - 2.5 mg at night"),
        ("40 mg for 3 days\n20 mg for 3 days", "- bullets:\n    - 40 mg for 3 days\n    - 20 mg for 3 days"),
        ("1 cup flour\n2 tsp sugar", "- bullets:\n    - 1 cup flour\n    - 2 tsp sugar"),
        ("Nurse 555-0100\nNights 555-0142", "- bullets:\n    - Nurse 555-0100\n    - Nights 555-0142"),
        (
            "Friday 8 am to 5 pm\nSaturday 9 am to noon",
            "- bullets:\n    - Friday 8 am to 5 pm\n    - Saturday 9 am to noon",
        ),
        ("Iron (5 mg)\nZinc (10 mg)", "- bullets:\n    - Iron (5 mg)\n    - Zinc (10 mg)"),
        ("Name ____\nDate ____", "- bullets:\n    - Name ____\n    - Date ____"),
        ("Name: ____\nDate: ____", "- bullets:\n    - \"Name: ____\"\n    - \"Date: ____\""),
        (
            "**Fever** call us\n**Chills** call us",
            "- bullets:\n    - \"**Fever** call us\"\n    - \"**Chills** call us\"",
        ),
        ("Week 1 rest\nWeek 2 walk", "- bullets:\n    - Week 1 rest\n    - Week 2 walk"),
        ("Day 1 infusion\nDay 8 infusion", "- bullets:\n    - Day 1 infusion\n    - Day 8 infusion"),
        ("Day 1: 40 mg\nDay 8: 30 mg", "- bullets:\n    - \"Day 1: 40 mg\"\n    - \"Day 8: 30 mg\""),
        ("< 50 kg 1 tablet\n≥ 50 kg 2 tablets", "- bullets:\n    - \"< 50 kg 1 tablet\"\n    - \"≥ 50 kg 2 tablets\""),
        (
            "May 31 scan\nJune 2 visit\nJune 9 rest",
            "- bullets:\n    - May 31 scan\n    - June 2 visit\n    - June 9 rest",
        ),
        ("Drug;Dose\nIron;5 mg", "- table:\n    header: [Drug, Dose]\n    rows:\n      - [Iron, 5 mg]"),
        ("□Yes\n□No", "- checklist:\n    - Yes\n    - No"),
        ("Morning two tablets\nNight one tablet", "- bullets:\n    - Morning two tablets\n    - Night one tablet"),
        (
            "Morning two tablets with food in the house\nEvening one tablet before you go to your bed",
            "- bullets:\n    - Morning two tablets with food in the house\n    - Evening one tablet before you go to your bed",
        ),
        ("Iron x 2\nZinc x 1", "- bullets:\n    - Iron x 2\n    - Zinc x 1"),
        ("Morning 2\nNight 1", "- bullets:\n    - Morning 2\n    - Night 1"),
        ("12 Main Street\nBoston", "- bullets:\n    - 12 Main Street\n    - Boston"),
        (
            "Riverside Clinic\n12 Main Street\nBoston",
            "- bullets:\n    - Riverside Clinic\n    - 12 Main Street\n    - Boston",
        ),
    ] {
        assert_eq!(told(text), (Some(("list-in-text", 3)), block.to_owned()), "in {text}");
    }
    assert_eq!(told("Riverside Clinic\nMain Street\nBoston").0, Some(("list-in-text", 3)));
}

#[test]
fn a_number_before_a_hyphen_may_begin_an_item() {
    assert_eq!(crate::prose::leading_mark("3- to 5-day course"), None);
    assert_eq!(crate::prose::leading_mark("1.- Lave"), Some(4));
    assert_eq!(crate::prose::leading_mark("1. Wash"), Some(3));
}

#[test]
fn marks_of_lists_in_other_languages_are_told() {
    for (text, block) in [
        ("1.- Lave.\n2.- Seque.", "- steps:\n    - Lave.\n    - Seque."),
        ("1- Lave.\n2- Seque.", "- steps:\n    - Lave.\n    - Seque."),
        ("١- اغسل\n٢- جفف", "- steps:\n    - اغسل\n    - جفف"),
        ("1。洗手\n2。擦干", "- steps:\n    - 洗手\n    - 擦干"),
        ("（1）洗手\n（2）擦干", "- steps:\n    - 洗手\n    - 擦干"),
        ("१। धोएं\n२। सुखाएं", "- steps:\n    - धोएं\n    - सुखाएं"),
        ("၁။ ဆေး\n၂။ သုတ်", "- steps:\n    - ဆေး\n    - သုတ်"),
        ("۱۔ دھوئیں\n۲۔ خشک", "- steps:\n    - دھوئیں\n    - خشک"),
        ("第一，洗手\n第二，擦干", "- bullets:\n    - 第一，洗手\n    - 第二，擦干"),
        ("1º Lave\n2º Seque", "- bullets:\n    - 1º Lave\n    - 2º Seque"),
        ("◆发烧\n◆发冷", "- bullets:\n    - 发烧\n    - 发冷"),
        ("——发烧\n——发冷", "- bullets:\n    - 发烧\n    - 发冷"),
        ("--fever\n--chills", "- bullets:\n    - fever\n    - chills"),
        ("－ 洗手\n－ 擦干", "- bullets:\n    - 洗手\n    - 擦干"),
        ("･ 洗手\n･ 擦干", "- bullets:\n    - 洗手\n    - 擦干"),
        ("\u{3000}・ 発熱\n\u{3000}・ 寒気", "- bullets:\n    - 発熱\n    - 寒気"),
        (
            "Call if:\n\u{A0}\u{A0}• fever\n\u{A0}\u{A0}• chills",
            "- \"Call if:\"\n- bullets:\n    - fever\n    - chills",
        ),
    ] {
        assert_eq!(told(text), (Some(("list-in-text", 3)), block.to_owned()), "in {text}");
    }
}

#[test]
fn tables_typed_in_a_text_are_told() {
    for (text, block) in [
        (
            "Drug\u{A0}\u{A0}\u{A0}Dose\nIron\u{A0}\u{A0}\u{A0}5 mg",
            "- table:\n    header: [Drug, Dose]\n    rows:\n      - [Iron, 5 mg]",
        ),
        ("Drug\u{2003}Dose\nIron\u{2003}5 mg", "- table:\n    header: [Drug, Dose]\n    rows:\n      - [Iron, 5 mg]"),
        (
            "药\u{3000}\u{3000}剂量\n铁\u{3000}\u{3000}5毫克",
            "- table:\n    header: [药, 剂量]\n    rows:\n      - [铁, 5毫克]",
        ),
        (
            "Drug     Dose   When\nIron     5 mg",
            "- table:\n    header: [Drug, Dose, When]\n    rows:\n      - [Iron, 5 mg, \"\"]",
        ),
        (
            "| Day | Dose |\n|---|---|\n| 1 | 1,000 mg |",
            "- table:\n    header: [Day, Dose]\n    rows:\n      - [1, \"1,000 mg\"]",
        ),
        ("Drug\tDose\nIron\t5 mg", "- table:\n    header: [Drug, Dose]\n    rows:\n      - [Iron, 5 mg]"),
        ("a | b\n--|--\nc | d", "- table:\n    header: [a, b]\n    rows:\n      - [c, d]"),
        ("Drug   Dose\nIron   5 mg", "- table:\n    header: [Drug, Dose]\n    rows:\n      - [Iron, 5 mg]"),
        (
            "Drug     Dose\nIbuprofen  1,200 mg",
            "- table:\n    header: [Drug, Dose]\n    rows:\n      - [Ibuprofen, \"1,200 mg\"]",
        ),
        ("Day  Dose\nMon  5 mg", "- table:\n    header: [Day, Dose]\n    rows:\n      - [Mon, 5 mg]"),
    ] {
        assert_eq!(told(text), (Some(("list-in-text", 3)), block.to_owned()), "in {text}");
    }
}

#[test]
fn lines_that_only_look_like_those_of_a_list_are_text() {
    for text in [
        "・発熱\n・ 寒気",
        "Monday: 5 mg\nYou may eat.",
        "Remember: call at once, by day or by night, if you see these\nsigns: fever or a rash",
        "Call us, day or night, if you see any of these signs: fever\nNote: rest.",
        "Times: 10:30 or\n11:30 at the latest",
        "see https://example.org/a\nor https://example.org/b",
        "rest – as far as you can – is good, and so is sleep when you\nare ill – by day, too",
        "Take  it now\nwith food  or milk",
        "Rest.  Walk.  Eat.\nRest.  Walk.  Eat.",
        "Take   it now\nwith food or milk",
        "5 - 10 mg or\n6 - 12 mg",
        "a dose of\n-5 and\n-6",
        "yes | no",
        "Call us if it is:\n> 38 °C",
        "Sunscreen – even in winter – protects you.\nHats – wide ones – help too.",
        "Day 1: rest.\nDay 3: walk.",
        "You get it on\nDay 1 and on\nDay 2 of the cycle and on\nDay 8.",
        "See Part 5 or\nPart 2 below",
        "It has 8.6 mg. Take\n20 mg at night. Never take\n40 mg at once.",
        "1. Wash.",
        "as far as the garden\n- the day room - on\nday one",
        "seen in\n2020. Then\n2021. came",
        "Mail • Fax\n• Telephone",
        "This  text  was  justified  by  a  program  so\nthat   there   are   runs   of   spaces   here.",
        "We   ask   you  to  rest  as  much  as  you\ncan   for   two  days  after  this  operation.",
        "Rest today.   Drink water.\nSleep now.   Walk a bit.",
        "take\u{A0}5\u{A0}mg of\u{A0}it\nand\u{A0}10\u{A0}mg later",
        "The clinic opens at\n8:00 and closes at\n17:00 on Fridays",
        "take 5 mg\nor 10 mg",
        "Take 5 mg.\nTake 10 mg at night.",
        "Wait at least\n24 hours",
        "Take the tablet\n30 minutes before food",
        "Step 1 is easy.\nStep 2 is not.",
        "Take one; rest;\nthen sleep; wake",
        "the day you take\n5 mg or\n10 mg of it",
        "We give you\nCarboplatin 5 mg with\nEtoposide 10 mg today",
        "5- 10 mg or\n6- 12 mg",
        "a 1- to\n3- to 5-day\n4-day course",
        "a fever of\n38° or\n40° or more",
        "第一，洗手\n然后擦干",
        "手术后发烧\n※ 请打电话",
        "Nehmen Sie\nTabletten mit\nWasser ein",
        "Call the\nRiverside Clinic",
        "1. one\n\n2. two",
    ] {
        assert_eq!(told(text), (None, String::new()), "in {text}");
    }
    assert_eq!(read("as far as the garden\n  and, when it rains\n  - the day room").1, [""; 0]);
    assert_eq!(read("'•\u{A0}one\n  •\u{A0}two'").1, ["list-in-text 2:3"]);
}

/// After `>` a program may break the lines where it likes.
#[test]
fn words_before_a_colon_that_begin_wrapped_lines_are_no_labels() {
    let folded =
        |text: &str| read(&format!(">\n{}", text.lines().map(|line| format!("  {line}\n")).collect::<String>())).1;
    assert_eq!(
        folded("Your nurse will tell you this\nbefore: take it with food and\nafter: rest for an hour."),
        [""; 0]
    );
    assert_eq!(folded("We have two goals for you and\nboth: sleep well\nthing: call us"), [""; 0]);
    assert_eq!(folded("Monday: 5 mg\nTuesday: 10 mg"), ["list-in-text 3:3"]);
    assert_eq!(folded("noon: 5 mg\nnight: 10 mg"), ["list-in-text 3:3"]);
    assert_eq!(folded("Take it so:\nnoon: 5 mg,\nnight: 10 mg"), ["list-in-text 3:3"]);
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
        ("Count the\n# Tablets\nyou have.", ""),
        ("Rest.\n# Tablets\nTake them.", "markdown-in-text 3:3"),
        ("Rest and sleep\n# Tablets", "markdown-in-text 3:3"),
        ("Count the\n## Tablets\nyou have.", "markdown-in-text 3:3"),
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
