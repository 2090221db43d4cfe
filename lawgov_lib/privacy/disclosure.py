"""What a public text must not show: personal data, secrecy marks, and whose machine made it.

The patterns know what has a form: numbers with a check digit, marks, paths. What has none, such as
the name of a person, is left to the people who read the report before it is published.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING

from lawgov_lib.base.datafile import load_data
from lawgov_lib.base.expressions import compiled
from lawgov_lib.privacy.candidates import candidates, digits_of, parted
from lawgov_lib.privacy.harmless import Harmless, harmless
from lawgov_lib.privacy.spelling import SPELT, folded, unlinked
from lawgov_lib.privacy.travelpapers import NAMES, PASSPORT, PERMIT, travel_papers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

IDENTITY = "居民身份证号码"
CARD = "银行卡号"
MOBILE = "手机号码"
MAIL = "个人电子邮箱"
SECRET = "密级标志"  # noqa: S105  the name of a kind, no password
PATH = "本机路径"
USER = "本机用户名"
HOST = "本机主机名"
PERSONAL = (IDENTITY, CARD, MOBILE, MAIL, PASSPORT, PERMIT)
KINDS = (*PERSONAL, SECRET, PATH, USER, HOST)

Span = tuple[int, int, str]
"""Where something begins and ends in a text, and of which kind it is."""

_BLANK = "[ \t\u00ad\u200b-\u200d\u2060\ufeff]"
_BREAK = f"{_BLANK}*\\r?\\n{_BLANK}*"
_APART = f"(?:{_BREAK}|{_BLANK}{{1,3}}|{_BLANK}?[-._]{_BLANK}?)?"
"""What people put between the groups of a number, and what hides there."""
_ALONE = r"(?<![0-9])(?<![0-9]\.)"
_ENDS = r"(?![0-9])(?!\.[0-9])"
_QUANTITY = r"(?!\s{0,2}(?:[万亿千百]?(?:[元吨米亩]|平方|立方|公[斤里顷]|美元|港币)|[%％]))"
"""No unit of size or money follows: 13812345678元 is an amount. Nobody counts as many cases."""
_LONG = rf"\d(?:[^0-9A-Za-z一-鿿\0]{{0,8}}\d){{10}}|{SPELT.pattern}"
"""No number looked for is shorter than this."""
_LONG_ENOUGH = compiled(_LONG)
_ANYTHING = r"[^0-9A-Za-z一-鿿\0]{0,6}"
"""What may cut a number that its check character or its name tells: all but words and digits."""
_SIGNS = r"tel:|[@＠/／\\＼密★☆⁰-⁹¹²³]|%40|[\[（(【]at[\]）)】]|\s(?:at|AT)\s|内部|敏感|阅后"
"""What else looked for never stands without one of these."""
_IDENTITY = compiled(rf"{_ALONE}[1-9](?:{_ANYTHING}[0-9]){{16}}{_ANYTHING}[0-9Xx]")
_FORMER_IDENTITY = compiled(rf"{_ALONE}[1-8](?:{_APART}[0-9]){{14}}{_ENDS}{_QUANTITY}")
_CARD = compiled(
    rf"{_ALONE}(?:[3-6][0-9]{{3}}|9558)(?:{_APART}[0-9]{{4}}){{2,3}}(?:{_APART}[0-9]{{1,4}})?{_ENDS}"
)
_CARD_LENGTH = range(16, 20)
_LONG_CARD = ("6", "9558", "4367")
"""How a card of more than sixteen digits begins: UnionPay, and two issuers before it."""
_DECIMAL = compiled(r"[0-9]+\.[0-9]+")
_FEWEST_DIGITS = 3
"""Fewer different digits make no identity number: 111111111111111."""
_BORN = range(1850, 2100)
PROVINCES = frozenset(
    {*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55)}
    | {*range(61, 66), 71, 81, 82}
)
"""How the code of a province begins. Source: GB/T 2260."""
_EACH = rf"(?:{_BLANK}{{1,3}}|{_BLANK}?[-._]{_BLANK}?)"
_MOBILE = compiled(
    rf"{_ALONE}(?:\+?(?:00)?86{_APART})?1[3-9][0-9](?:{_APART}[0-9]{{4}}{_APART}[0-9]{{4}}"
    rf"|[0-9]{_APART}[0-9]{{3}}{_APART}[0-9]{{4}}|{_APART}[0-9]{{3}}{_APART}[0-9]{{5}})"
    rf"{_ENDS}{_QUANTITY}"
    rf"|{_ALONE}1[3-9][0-9]{{2}}{_EACH}[0-9]{{4}}{_EACH}[0-9]{{3}}{_ENDS}{_QUANTITY}"
    rf"|{_ALONE}1{_EACH}[3-9](?:(?:{_EACH}[0-9]){{9}}|{_EACH}[0-9](?:{_EACH}[0-9]{{4}}){{2}}){_ENDS}"
    rf"|(?<=手机|电话|微信|号码|联系){_ANYTHING}0?1{_ANYTHING}[3-9](?:{_ANYTHING}[0-9]){{9}}{_ENDS}{_QUANTITY}"
)
_AT = (
    r"[ \t]{0,2}(?:[{]?@[}]?|%40|[\[（(【][ \t]?at[ \t]?[\]）)】]|(?<=\s)(?:at|AT)(?=\s))"
    r"[ \t]{0,2}(?:\r?\n[ \t]{0,4})?"
)
_MAIL = compiled(
    rf"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{{1,64}}?{_AT}"
    r"([A-Za-z0-9-]+(?:[ \t]?[.。][ \t]?[A-Za-z0-9-]+)+)"
)
_NAMED_IDENTITY = compiled("(?:身份证|证件|身份)(?:号码?|为|是|[：:（(\\s])*$")
_NAMED_OTHERWISE = compiled(
    "(?:注册号|登记号|信用代码|税号|识别号|流水号|单号|编号|序列号|串号|许可证号?|执法证号?|订单|设备)[^，。；0-9]{0,4}$"
)
"""What a number may be called instead that nothing but its form makes personal."""
_NAMED_CARD = compiled("(?:银行卡|卡号|帐号|账号|个人[账帐]户|账户|帐户)[^，。；0-9]{0,6}$")
_PUBLIC_ACCOUNT = compiled("专户|对公|单位|公司|财政|国库|基本户")
_AROUND, _FAR = 16, 64
_LEVEL = "(?:绝[ 　]?密|机[ 　]?密|秘[ 　]?密)"
_LASTING = r"(?:(?:[0-9]{1,3}|[一二三五十]{1,3})[ 　]?(?:年|个?月)|长期)"
_DOCUMENT = "(?:内容|材料|资料|文件|本件|情况|报告|数据|信息|刊物|附件)"
_SECRET = compiled(
    rf"{_LEVEL}[级件]?\s*[★☆](?:\s*{_LASTING})?|[★☆]\s*{_LASTING}|[★☆]\s*{_LEVEL}(?![一-鿿])"
    rf"|密[ 　]?级(?:\s*[：:]\s*|[ \t\u3000]+){_LEVEL}|密级(?:定?为|是){_LEVEL}(?![一-鿿、]|$)"
    rf"|{_LEVEL}\s*[*＊∗✱✩✭✦✶⭐.-]\s*{_LASTING}|(?<![一-鿿]){_LEVEL}[（(]\s*{_LASTING}\s*[）)]"
    rf"|[【〔\[（(]\s*{_LEVEL}(?:\s*{_LASTING})?\s*[】〕\]）)]"
    rf"|[本此](?:材料|文件|件|报告|资料|稿)(?:为|系|是|属于?|定为)(?:{_LEVEL}|内部)"
    r"|(?<![^\s，。；：（(【*#])(?:内部|敏感)(?:资料|材料|文件|刊物|信息|情况|传阅|掌握)?[\s，、：（(★☆]*"
    r"(?:请?注意保[存管密]|请?妥善保[存管]|(?:不得|严禁|禁止|请勿|切勿|勿)"
    r"(?:对?外传?|公开|翻印|复印|复制|转载|转发|扩散|传播|摘抄))"
    rf"|(?:(?<![^\s，。；：（(【*#])|{_DOCUMENT})(?:仅|只|限|仅限)+(?:供|于)?(?:机关|单位|本(?:[局厅委办县镇乡]|街道)|系统)?"
    r"内部(?:参阅|参考|使用|传阅|阅读|掌握|学习|交流)"
    r"|[\n，。；][^，。；\n]{0,4}阅后(?:即?销毁|收回|即焚)"
)
_MARK_SIGNS = compiled(rf"{_LEVEL}|[★☆]|密[ 　]?级|内部|敏感|阅后")
"""What any mark of secrecy has in it."""
_SECRET_LINE = compiled(
    rf"^[\s#*_]*{_LEVEL}[级件]?[\s*_]*(?:[0-9]+年|长期)?(?:[\s*_]*$|[ \t\u3000]+(?=[一-鿿]))",
    re.MULTILINE,
)

_PART = r"""[^\\/:*?"'<>|\r\n，。；：、（）“”]"""
_LAST = r"""[^\\/:*?"'<>|\s，。；：、（）“”]"""
# A slash between words, as in 元/人, is no path: one begins after space or punctuation.
_POSIX = compiled(
    r"""/(?:(?<=\A/)|(?<=[\s"'“‘「（(\[{=：:,，；;`>|、。]/))"""
    r"[A-Za-z._][\w.@+~-]*/(?:[\w.@+~%-]+/)*[\w.@+~%-]*"
    r"|(?<=[一-鿿])/(?:Users|Volumes|etc|home|mnt|opt|private|root|srv|tmp|usr|var)/[\w.@+~%/-]*"
)
_DRIVE = compiled(
    rf"(?<![A-Za-z0-9])[A-Za-z]:(?:\\+|/(?!/))(?:{_PART}+[\\/]+)*{_LAST}*|[Ff]ile:/+[^\s\"'<>）]*"
)
_SHARE = compiled(rf"(?<!\\)\\{{2,4}}\w[\w.-]*\\+(?:{_PART}+\\+)*{_LAST}*")
_LIBRARY = compiled(r"[\\/](?=site-packages[\\/]|lawgov_lib[\\/])")
"""From here on a path is the same on every machine, and worth reading."""

_SHORTEST, _SHORTEST_NAME = 2, 4


MASKED = compiled(f"〔({'|'.join(KINDS)})已隐去〕")
"""A mask, with the kind that it stands for."""


def mask(kind: str) -> str:
    """Return what stands in a scrubbed text where something of that kind stood."""
    return f"〔{kind}已隐去〕"


@dataclass(frozen=True)
class Watch:
    """What to look for beside the patterns that are the same everywhere.

    Attributes:
        mail: Domains whose addresses are personal.
        users: Names of the machine's users.
        hosts: Names of the machine.
        held: What a name that the report repeats holds of them, with its kind: it is found there
            too where other digits follow.

    A name counts as a whole word, in its own letter case, in small or in capital letters. Names
    that tell nothing (``root``, ``localhost``), short ones, mere digits and those in Chinese, which
    may be an official's, are not looked for outside of paths.
    """

    mail: tuple[str, ...] = ()
    users: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    held: tuple[tuple[str, str], ...] = ()

    def holding(self, names: Iterable[str], parts: Iterable[tuple[str, str]] = ()) -> Watch:
        """Return the watch that also looks for what these names hold wherever they stand.

        Args:
            names: The names.
            parts: What else is looked for, each with its kind.
        """
        found = [(name[at:end], kind) for name in names for at, end, kind in self.spans(name)]
        held = tuple(dict.fromkeys((*found, *parts)))
        return self if held == self.held else replace(self, held=held)

    def kinds(self, text: str, *, lines: bool = True) -> tuple[str, ...]:
        """Return the kinds of what the text shows; the text itself is never repeated.

        Args:
            text: The text, which may have many lines.
            lines: Whether a line that is a secrecy level and nothing else is a mark; in a cell it
                may be a heading.
        """
        found = {kind for _, _, kind in self.spans(text, lines=lines)}
        return tuple(kind for kind in KINDS if kind in found) if found else ()

    def masked(self, text: str, *, lines: bool = True) -> str:
        """Return the text with masks; a text that shows nothing comes back as it is."""
        if len(text) < _SHORTEST or text in self._innocent:
            return text
        written, end = list[str](), 0
        for start, stop, kind in self.spans(text, lines=lines):
            written += text[end:start], mask(kind)
            tail = _LIBRARY.search(text, start, stop) if kind == PATH else None
            end = tail.start() if tail else stop
        return "".join((*written, text[end:])) if written else text

    def spans(self, text: str, *, lines: bool = True) -> tuple[Span, ...]:
        """Return where the text shows something, in order; of two that overlap the first."""
        if text in self._innocent:
            return ()
        if (text, lines) not in self._suspects:
            if not self._suspicion.search(text):
                self._innocent.add(text)
                return ()
            self._suspects[text, lines] = self._spans(text, lines=lines)
        return self._suspects[text, lines]

    def has_cleared(self, texts: Iterable[str]) -> bool:
        """Tell whether all texts were looked at before and show nothing."""
        return self._innocent.issuperset(texts)

    def _spans(self, text: str, *, lines: bool) -> tuple[Span, ...]:
        text = folded(text)
        found = [*_paths(text), *self._called_and_numbered(text, lines=lines)]
        found += _marks(text, lines=lines)
        if rest := unlinked(text):
            for start, end, kind in self._called_and_numbered(rest.text, lines=lines):
                if whole := rest.span(start, end):
                    found.append((*whole, kind))
        apart: list[Span] = []
        for span in sorted(found, key=lambda span: (span[0], -span[1])):
            if not apart or span[0] >= apart[-1][1]:
                apart.append(span)
        return tuple(apart)

    def _called_and_numbered(self, text: str, *, lines: bool) -> Iterator[Span]:
        parted = text if lines else text.replace("\n", "\0")
        yield from _numbers(parted)
        yield from travel_papers(parted)
        yield from self._addresses(text)
        yield from self._names(text)
        for held, kind in self.held:
            yield from ((*each.span(), kind) for each in re.finditer(re.escape(held), text))

    def _addresses(self, text: str) -> Iterator[Span]:
        if any(sign in text for sign in ("@", "%40", "at", "AT")):
            for match in _MAIL.finditer(text):
                if self._is_personal("".join(match[1].lower().replace("。", ".").split())):
                    yield *match.span(), MAIL

    def _is_personal(self, domain: str) -> bool:
        """Tell whether a domain is, or lies under, one whose addresses are personal."""
        return any(domain == each or domain.endswith(f".{each}") for each in self.mail)

    def _names(self, text: str) -> Iterator[Span]:
        for kind, names in self._called:
            if any(name in text for name in names):
                words = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
                for match in re.finditer(rf"(?<![A-Za-z0-9])(?:{words})(?![A-Za-z0-9])", text):
                    yield *match.span(), kind

    @cached_property
    def _innocent(self) -> Harmless:
        """What was looked at and shows nothing: most texts are met several times."""
        return harmless(self._suspicion.pattern)

    @cached_property
    def _suspects(self) -> dict[tuple[str, bool], tuple[Span, ...]]:
        """What was looked at closely, and what each of it shows."""
        return {}

    @cached_property
    def plain_rows(self) -> Harmless:
        """Texts beside each other, each with its head, that were looked at and show nothing."""
        return harmless(self)

    @cached_property
    def _suspicion(self) -> re.Pattern[str]:
        """What any text must have that shows something: most have not, and are left at once."""
        names = (re.escape(name) for _, names in self._called for name in sorted(names))
        held = (re.escape(text) for text, _ in self.held)
        return compiled("|".join((_SIGNS, _LONG, NAMES, *names, *held)))

    @cached_property
    def _called(self) -> tuple[tuple[str, frozenset[str]], ...]:
        hosts = (*self.hosts, *(host.partition(".")[0] for host in self.hosts))
        return ((USER, _telling(self.users)), (HOST, _telling(hosts)))


@cache
def _common_names() -> frozenset[str]:
    return frozenset(load_data("privacy/commonnames.yaml"))


def _telling(names: Iterable[str]) -> frozenset[str]:
    """Return the names by which somebody or something could be known, as they may be written."""
    return frozenset(
        written
        for name in names
        if name.isascii() and len(name) >= _SHORTEST_NAME and not name.isdigit()
        if name.lower() not in _common_names()
        for written in (name, name.lower(), name.upper())
    )


def _numbers(text: str) -> Iterator[Span]:
    if not _LONG_ENOUGH.search(text):
        return
    from stdnum import luhn  # noqa: PLC0415  hardly a text has a number as long

    def is_identity(match: re.Match[str]) -> bool:
        named = _NAMED_IDENTITY.search(text[max(match.start() - _FAR, 0) : match.start()])
        return is_identity_number(digits_of(match[0]), named=named is not None)

    def is_card(match: re.Match[str]) -> bool:
        digits = digits_of(match[0])
        is_sound = luhn.is_valid(digits) and _could_be_card(digits)
        is_sound = is_sound and not _is_named_otherwise(text, match)
        return len(digits) in _CARD_LENGTH and (is_sound or is_account(text[: match.start()]))

    def is_mobile(match: re.Match[str]) -> bool:
        return not _DECIMAL.fullmatch(match[0]) and not _is_named_otherwise(text, match)

    text = parted(text)
    for pattern, is_meant, kind in (
        (_IDENTITY, is_identity, IDENTITY),
        (_FORMER_IDENTITY, partial(_is_former_identity, text), IDENTITY),
        (_CARD, is_card, CARD),
        (_MOBILE, is_mobile, MOBILE),
    ):
        yield from ((*each.span(), kind) for each in candidates(pattern, text, is_meant))


def _could_be_card(digits: str) -> bool:
    return len(digits) == _CARD_LENGTH.start or digits.startswith(_LONG_CARD)


def is_account(before: str) -> bool:
    """Tell whether the words before a number call it the account of a person."""
    before = before[-_AROUND:]
    return bool(_NAMED_CARD.search(before)) and not _PUBLIC_ACCOUNT.search(before)


def is_identity_number(number: str, *, named: bool) -> bool:
    """Tell whether a number has the day of birth and the check character of GB 11643-1999.

    Of one that is called an identity number the day of birth is enough: it may be mistyped.
    The code of the county is not asked: a table of today's codes lacks those of former counties.
    """
    from stdnum.cn import ric  # noqa: PLC0415
    from stdnum.exceptions import InvalidComponent  # noqa: PLC0415

    try:
        born = ric.get_birth_date(number)
    except InvalidComponent:
        return False
    return born.year in _BORN and (named or ric.calc_check_digit(number) == number[-1].upper())


def is_former_identity_number(number: str) -> bool:
    """Tell whether 15 digits are a province, a county and a day of birth, then three more."""
    is_form = int(number[:2]) in PROVINCES and _is_day(f"19{number[6:12]}")
    return is_form and len(set(number)) >= _FEWEST_DIGITS


def _is_former_identity(text: str, match: re.Match[str]) -> bool:
    """Tell whether a number is one of 15 digits: they have no check character.

    What the text calls otherwise is left alone.
    """
    if not is_former_identity_number(digits_of(match[0])) or _DECIMAL.fullmatch(match[0]):
        return False
    before = text[max(match.start() - _AROUND, 0) : match.start()]
    return bool(_NAMED_IDENTITY.search(before)) or not _is_named_otherwise(text, match)


def _is_named_otherwise(text: str, match: re.Match[str]) -> bool:
    """Tell whether the words before a number call it that of a deed, a thing or an office."""
    before = text[max(match.start() - _AROUND, 0) : match.start()]
    return bool(_NAMED_OTHERWISE.search(before))


def _is_day(digits: str) -> bool:
    try:
        date.fromisoformat(digits)
    except ValueError:
        return False
    return True


def _marks(text: str, *, lines: bool) -> Iterator[Span]:
    if _MARK_SIGNS.search(text):
        for pattern in (_SECRET, _SECRET_LINE) if lines else (_SECRET,):
            for match in pattern.finditer(text):
                yield *match.span(), SECRET


def _paths(text: str) -> Iterator[Span]:
    patterns = []
    if "/" in text:
        patterns.append(_POSIX)
    if ":\\" in text or ":/" in text:
        patterns.append(_DRIVE)
    if "\\\\" in text:
        patterns.append(_SHARE)
    for pattern in patterns:
        for match in pattern.finditer(text):
            yield *match.span(), PATH
