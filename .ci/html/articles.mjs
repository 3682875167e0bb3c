// Writes an article with every block in each of some languages, whose text is that of tests/shaping/cases.tsv, and the
// settings of a clinic: into `apart` as articles of their own, into `together` as translations of one, to stand beside it, with
// fonts in the pages.
//
//     node articles.mjs CASES FOLDER
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const languages = ["vi", "el", "ru", "hy", "he", "ar", "ur", "am", "hi", "bn", "ta", "th", "km", "my", "zh-Hans", "ja", "ko"];
const [cases, folder] = process.argv.slice(2);
const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="240" height="120"><defs><linearGradient id="g"><stop stop-color="#0b5c7a"/>
<stop offset="1" stop-color="#fff"/></linearGradient></defs><rect width="240" height="120" fill="url(#g)"/>
<circle cx="60" cy="60" r="40" fill="#7a4b00"/></svg>`;

/** An article with every block, all of whose text is `text`. */
function article(language, text) {
  const dose = `${text} 5–10 mL`;
  const image = { image: "river.svg", alt: text };
  const items = [text, { text, bullets: [text, { text, steps: [text] }] }, { text, ...image }, { text, body: [text] }];
  const zone = (rest) => ({ label: text, when: [text], ...rest });
  const blocks = [
    `${text} **${dose}** *${text}* [${text}](https://example.org) [@one; @two; @three]`,
    { bullets: items },
    { steps: items, start: 4 },
    { do: [text, `${text} 555-0100`] },
    { dont: [text] },
    { checklist: [text, text], title: text },
    { definitions: [{ term: text, say: text, meaning: text }] },
    { number: { value: "5–10 mL", label: text } },
    { table: { header: [text, dose], rows: [[`1 ${text}`, text], [`2 ${text}`, dose]], caption: text } },
    {
      table: {
        header: [text, { text: dose, columns: 2 }, text],
        rows: [
          [{ text: `1 ${text}`, rows: 2 }, dose, text, { text, rows: 2 }],
          [{ bullets: [text, text] }, text],
          [`2 ${text}`, "", text, dose],
        ],
        row_headers: true,
      },
    },
    { schedule: { medicines: [{ name: text, morning: dose, note: text }], caption: text, blank: 2 } },
    { calendar: { cycle: 10, take: "1-7", times: 2, caption: text } },
    { write_in: [text, { label: text, lines: 2 }] },
    { log: { columns: [text, text, text], rows: 3, caption: text } },
    { teach_back: [text] },
    { ...image, caption: text },
    { figure: "river.svg", alt: text, caption: text, body: [text] },
    { image: "river.svg", decorative: true },
    { zones: { green: zone({ do: [text] }), yellow: zone({ call: "us" }), red: zone({ call: "emergency" }) } },
    ...["emergency", "call", "important", "tip"].flatMap((callout) => [
      { callout, title: text, body: [text] },
      { callout, body: [text, { bullets: [text] }] },
    ]),
  ];
  return {
    title: `${text} ${language}`,
    kind: text,
    language,
    created: "2024-05-10",
    updated: "2024-06-10",
    reviewed: "2024-06-01",
    reviewers: ["A. Nurse"],
    keywords: [text],
    codes: { icd10cm: ["R53.83"] },
    url: "https://www.example.org/more",
    summary: [text, text],
    sections: [
      { heading: text, body: blocks },
      { heading: text, body: text, sections: [{ heading: text, body: [text], sections: [{ heading: text, body: blocks }] }] },
    ],
    references: [
      { id: "one", text, doi: "10.1000/1" },
      { id: "two", text: "A source in English. 2020;1:2-3.", url: "https://example.org/two" },
      { id: "three", text },
      { id: "four", text },
    ],
  };
}

const site = {
  name: "Riverside",
  tagline: "The easy way",
  affiliate: "A member of Lakeside",
  logo: "river.svg",
  contacts: [{ id: "nurse", label: "Nurse line", phone: "555-0100", hours: "8 am to 5 pm" }, { id: "desk", label: "Front desk" }],
  emergency: "911",
  disclaimer: "This handout does not replace the advice of your care team.",
};
const base = "https://example.org/handouts";

/** Writes settings and a picture. */
function settle(into, settings) {
  mkdirSync(into, { recursive: true });
  writeFileSync(join(into, "river.svg"), picture);
  writeFileSync(join(into, "handout.yaml"), JSON.stringify({ ...site, ...settings }));
}

const [apart, together] = ["apart", "together"].map((name) => join(folder, name));
settle(apart, { html: { base } });
settle(together, { html: { base, fonts: "embed" }, bilingual: languages });
for (const line of readFileSync(cases, "utf8").split("\n")) {
  const [language, , , , text] = line.split("\t");
  if (!languages.includes(language)) continue;
  writeFileSync(join(apart, `blocks-${language}.yaml`), JSON.stringify(article(language, text)));
  writeFileSync(join(together, `blocks.${language}.yaml`), JSON.stringify(article(language, text)));
}
writeFileSync(join(apart, "draft.yaml"), JSON.stringify({ ...article("en", "Drink water"), status: "draft" }));
writeFileSync(join(together, "blocks.yaml"), JSON.stringify(article("en", "Drink water")));
