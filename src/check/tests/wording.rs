use super::{HEAD, SITE, read, read_site, told, told_in, told_of_sections};
use crate::diagnostics::Code;

#[test]
fn a_word_that_stands_twice_is_told_wherever_it_stands() {
    assert_eq!(told("- Take the the tablet."), "doubled-word 7:14");
    assert_eq!(told("- Take **the** the tablet, and and\n  and rest."), "doubled-word 7:16|doubled-word 7:34");
    assert_eq!(
        told("- bullets:\n    - one one\n    - text: two\n      bullets: [three three, four]"),
        "doubled-word 8:13|doubled-word 10:23"
    );
    assert_eq!(told("- table: {header: [A, B], rows: [[it is is, no]]}"), "doubled-word 7:44");
    assert_eq!(told("- callout: tip\n  title: Try try it\n  body: Rest."), "doubled-word 8:16");
    assert_eq!(told("- checklist: [one, two two]"), "doubled-word 7:26");
    assert_eq!(told_of_sections("  - heading: What is is it?\n    body: Pain.\n"), "doubled-word 5:19");
}

#[test]
fn what_is_rightly_said_twice_is_not_told() {
    for right in [
        "- People who had had a stroke.",
        "- Give her her tablets.",
        "- Log in. In the morning, rest.",
        "- Vitamin D D3.",
        "- Take 2 2 times.",
        "- Be on on-call duty, and follow-up up to noon.",
    ] {
        assert_eq!(told(right), "", "{right}");
    }
    for (language, right) in [
        ("fr", "- Lavez-vous quand vous vous levez."),
        ("de", "- Tabletten, die die Ärztin verordnet. Wenn Sie sie nehmen."),
        ("tr", "- Yavaş yavaş yürüyün."),
        ("hi", "- धीरे धीरे चलें।"),
        ("vi", "- Đi từ từ."),
        ("th", "- เดิน ช้า ช้า"),
        ("pt", "- Se se sentir mal, ligue."),
    ] {
        assert_eq!(told_in(language, right), "", "{right}");
    }
    for (language, wrong) in [
        ("es", "- Tome la la pastilla."),
        ("de", "- Nehmen Sie die die Tablette."),
        ("hi", "- दर्द की की दवा लें।"),
        ("ar", "- خذ الدواء الدواء مع الطعام."),
        ("ru", "- Примите таблетку таблетку."),
        ("vi", "- Thuốc của của quý vị."),
    ] {
        assert!(told_in(language, wrong).starts_with("doubled-word"), "{wrong}");
    }
}

#[test]
fn runs_of_capitals_are_told_and_abbreviations_are_not() {
    assert_eq!(told("- DO NOT TAKE ASPIRIN today."), "capitals 7:9");
    assert_eq!(told("- Do NOT take aspirin."), "capitals 7:12");
    assert_eq!(told("- bullets: [CALL US, rest well]"), "capitals 7:19");
    assert_eq!(told("- WEAR SOFT SHOES and pass A LOT OF urine."), "capitals 7:9|capitals 7:34");
    assert_eq!(told_of_sections("  - heading: WHAT IS FATIGUE?\n    body: Pain.\n"), "capitals 5:14");
    assert_eq!(told_in("es", "- NO TOME ASPIRINA."), "capitals 7:9");
    assert_eq!(told_in("es", "- Tómelo CON JUGO DE naranja."), "capitals 7:16");
    assert_eq!(told_in("es", "- NO maneje."), "capitals 7:9");
    // A sentence of small letters has two words with some; in capitals alone it is one run, or none is stressed.
    assert_eq!(told("- Do NOT. NOT. Rest, NEVER."), "capitals 7:12|capitals 7:17|capitals 7:28");
    assert_eq!(told("- NOT. NOT. Rest."), "");
    assert_eq!(told_in("es", "- El VIH no es el sida. La OMS y la FDA lo dicen."), "");
    for right in [
        "- A CT or an MRI, HIV and AIDS, the US FDA, an ECG.",
        "- Dexamethasone (dex-uh-METH-uh-sone) is a steroid.",
        "- Ask about FOLFIRINOX, CAPOX or R-CHOP.",
        "- table: {header: [A, B], rows: [[\"YES\", NOT]]}",
        "- I CAN.",
        "- The HER2 and BRCA1 tests. Stage IV.",
        "- \"HIV‑1 and HIV‑2 (an RNA test); 3‑4 days. Dr. A. B.\"",
    ] {
        assert_eq!(told(right), "", "{right}");
    }
}

#[test]
fn links_say_where_they_lead() {
    assert_eq!(told("- Read more [here](https://example.org)."), "vague-link 7:20");
    assert_eq!(told("- \"[Learn **more**](https://example.org).\""), "vague-link 7:11");
    assert_eq!(told("- For more, click here."), "vague-link 7:19");
    assert_eq!(told_in("es", "- Para más, haga clic [aquí](https://example.org)."), "vague-link 7:30");
    assert_eq!(told_in("zh", "- 请点击[这里](https://example.org)。"), "vague-link 7:13");
    for right in [
        "- Read [about ports](https://example.org), and rest here.",
        "- “Click here” says nothing.",
        "- The inhaler clicks. Press the button here and there.",
        "- You will hear a click. Hereafter, rest.",
        "- See [example.org](https://example.org).",
    ] {
        assert_eq!(told(right), "", "{right}");
    }
}

#[test]
fn spaces_stand_alone() {
    assert_eq!(told("- Drink  water."), "doubled-space 7:14");
    assert_eq!(told("- Drink **much**  water."), "doubled-space 7:23");
    assert_eq!(told("- Drink  **much** water."), "doubled-space 7:14");
    assert_eq!(told("- \"Drink   water.  Rest.\""), "doubled-space 7:15|doubled-space 7:24");
    assert_eq!(told("- Drink\u{a0} water."), "doubled-space 7:14");
    assert_eq!(told("- When you feel\u{a0}tired, rest."), "no-break-space-in-text 7:22");
    for right in [
        "- Drink  \n  water.",
        "- \"Drink\n  water.\"",
        "- >\n  Drink\n  water.",
        "- Take 10\u{a0}mg, at 9\u{a0}a.m. See Dr\u{a0}Lee. It is 5\u{a0}%.",
        "- {image: figures/calf.png,  alt: A leg}",
    ] {
        assert_eq!(told(right), "", "{right}");
    }
    assert_eq!(told_in("fr", "- Qui\u{a0}? «\u{a0}Moi\u{a0}», à\u{202f}la maison\u{a0}!"), "");
    assert_eq!(told_in("cs", "- Jděte k\u{a0}lékaři."), "");
    assert_eq!(told_in("es", "- Dígale a su\u{a0}dentista."), "no-break-space-in-text 7:20");
    assert_eq!(told_in("es", "- Dígale a\u{a0}su dentista."), "");
    assert_eq!(
        told_in("fr", "- Reposez-vous quand\u{a0}vous\u{a0}dormez mal."),
        "no-break-space-in-text 7:27|no-break-space-in-text 7:32"
    );
}

#[test]
fn a_list_in_one_line_is_told() {
    for wrong in [
        "• one • two",
        "Bring: • one • two",
        "Bring: - your card - your pills - a list",
        "Bring: * your card * your pills",
        "Do this: 1. Wash your hands. 2. Dry them. 3. Put on gloves.",
        "1. Wash your hands. 2. Dry them.",
        "Bring 1) your card 2) your pills",
        "You need: (1) soap, (2) a towel.",
        "Call if you have (1) a fever, (2) chills, or (3) pain.",
        "First steps: a) sit up b) breathe out c) rest",
        "i) sit up ii) breathe out iii) rest",
        "Step 1: Wash your hands. Step 2: Dry them.",
        "Bring: 1. your card 2. two towels and 3. a list",
        "To rest well: 1. Lie down. 2. Take 1 - 2 pillows. 3. Close your eyes.",
    ] {
        let found = told(&format!("- {wrong:?}"));
        assert!(found.starts_with("list-in-line") && !found.contains('|'), "{wrong}: {found}");
    }
    assert_eq!(told_in("es", "- \"Traiga: 1. su tarjeta 2. sus pastillas\""), "list-in-line 7:18");
    assert_eq!(told_in("es", "- \"Haga esto: a) siéntese; b) respire; c) descanse.\""), "list-in-line 7:21");
    assert_eq!(told_in("de", "- \"So geht es: 1. Waschen Sie sich. 2. Trocknen Sie sich ab.\""), "list-in-line 7:22");
    assert_eq!(told("- bullets: [\"Bring 1) a card 2) pills\", rest]"), "list-in-line 7:26");
}

/// `i`, `v` and `x` are letters, too, where they stand among letters.
#[test]
fn a_list_of_many_letters_is_one_list() {
    let letters = || ('a'..='y').map(|letter| format!("({letter}) item"));
    let list = letters().collect::<Vec<_>>().join(" ");
    let (article, mut notes) = read("en", &format!("{HEAD}sections: [{{heading: What?, body: [\"{list}\"]}}]\n"));
    crate::check::article(&article, &read_site(SITE), &mut notes);
    let note = notes.sorted().into_iter().find(|note| note.code == Code::ListInLine).expect("a list");
    let items = "\n    - item".repeat(letters().count());
    assert_eq!(note.hint, Some(format!("where a list can stand, make one of it:\n- steps:{items}")));
}

#[test]
fn marks_that_are_none_of_a_list_are_not_told() {
    for right in [
        "Monday • Friday • Sunday",
        "• one",
        "•• one",
        "Read section 1. The 2. edition is newer.",
        "The visit is on 1. 5. 2026, and 2. 6. 2026.",
        "Take 1.5 tablets, then 2.5 tablets.",
        "Eat vitamin B1. 2 tablets are enough. Add B2. Rest.",
        "It took from 1 to 2. Then we ate 3. All was well.",
        "Your stage is 1. Stage 2. is another.",
        "Press (1) or (2) on your telephone.",
        "In step 1 you wash. In step 2 you dry.",
        "Step 1 is easy. The rest is hard.",
        "Step 1 is easy. Step 2 is hard.",
        "See figure (1) and the table (2) for more.",
        "Rest - and sleep - a lot.",
        "Open: Monday to Friday",
        "(see figures 1 and 2) then rest",
        "I have one child (a) and another (b) at home.",
        "Grade 1. Pain that comes and goes. Grade 2. Pain that stays.",
    ] {
        assert_eq!(told(&format!("- {right:?}")), "", "{right}");
    }
    for (language, right) in [
        ("de", "Termine: am 1. Mai und am 2. Juni."),
        ("de", "Termine: 1. Mai, 2. Juni."),
        ("es", "El 1. de mayo y el 2. de junio."),
    ] {
        assert_eq!(told_in(language, &format!("- {right:?}")), "", "{right}");
    }
}
