#!/usr/bin/env bash
# nzh turns Chinese numbers as people write them into wrong numbers, and 两万 into 0.
#
# Expected: decodeS, which turns small-script Chinese numbers into digits, returns the number or
# says that it cannot. 两 before 百千万亿 is the usual form in reports; 二百五 leaves out its last
# unit (250), as speech does; 二〇二〇 is a year as documents write it.
# Happens: a character it does not know counts as nothing and a digit without a unit as ones:
# 两万 is 0, 两千三百 is 300, 二百五 is 205, 一万五 is 10005, 二〇二〇 is 22. None of
# these raises an error, and every result looks like a count. The long forms are right.
# Version: nzh 1.0.14 (npm; needs node). Seen: 2026-11.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix "$work" nzh@1.0.14

cat > trial.js <<'JS'
// Decode written numbers, each beside what a reader takes it for.
const cn = require("nzh/cn");
const numbers = [
  ["二百五十", 250], ["一万零五十", 10050], ["三百零五", 305],
  ["两万", 20000], ["两千三百", 2300], ["二百五", 250], ["一万五", 15000], ["二〇二〇", 2020],
];
for (const [text, meant] of numbers) {
  console.log(`${text} meant ${meant} read ${cn.decodeS(text)}`);
}
JS

cat > expected <<'END'
二百五十 meant 250 read 250
一万零五十 meant 10050 read 10050
三百零五 meant 305 read 305
两万 meant 20000 read 0
两千三百 meant 2300 read 300
二百五 meant 250 read 205
一万五 meant 15000 read 10005
二〇二〇 meant 2020 read 22
END
node trial.js > seen
sed 's/^/seen: /' seen
diff expected seen || { echo "changed: see the lines above"; exit 1; }
echo "as expected: 两万 is read as 0 and 二百五 as 205"
