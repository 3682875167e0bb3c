#!/usr/bin/env bash
# Writes expected.tsv: what HarfBuzz itself makes of cases.tsv (hb-shape, Debian's libharfbuzz-bin). Run it when a case
# or a font changes; the tests only compare. A case may name features behind its text: what closes up takes half a square.
set -euo pipefail
cd "$(dirname "$0")"
while IFS=$'\t' read -r language script direction font text features; do
  file=../../fonts/${font%#*}
  index=0
  [ "$font" = "${font#*#}" ] || index=${font#*#}
  glyphs=$(hb-shape --no-glyph-names --utf8-clusters --remove-default-ignorables --face-index="$index" \
    --script="$script" --language="$language" --direction="$direction" --features="$features" \
    "$file" "$text")
  printf '%s\t%s\t%s\t%s\n' "$language" "$direction" "$text" "$glyphs"
done <cases.tsv >expected.tsv
