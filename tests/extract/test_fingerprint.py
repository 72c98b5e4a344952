import random
import subprocess
import sys

import pytest

from benchmarks.invented_news import (
    BOILERPLATE,
    Text,
    cut_at_the_end,
    cut_here_and_there,
    edited,
    from_template,
    halved,
    news,
    with_boilerplate,
)
from monitor.core.extract.fingerprint import MOST_SAMPLED, fingerprint
from monitor.core.identity import words_key
from monitor.core.likeness import (
    BANDS,
    LEAST_SHINGLES,
    Fingerprint,
    are_near_copies,
    containment,
    packed_key,
    unpack,
    with_key,
)
from monitor.core.tokens import words


def read(body: str) -> Fingerprint:
    found = unpack(fingerprint(body))
    assert found is not None
    return found


def told(print_: Fingerprint) -> tuple[object, ...]:
    return print_.level, print_.shingles, print_.bands, print_.marks, print_.sample


def long_enough(dice: random.Random) -> Text:
    return next(text for text in iter(lambda: news(dice), None) if len(text.body.split()) > 150)


@pytest.mark.parametrize("change", [with_boilerplate, cut_at_the_end, cut_here_and_there, halved, edited])
def test_a_changed_copy_is_a_near_copy_and_shares_a_band(change):
    for seed in range(20):
        dice = random.Random(seed)
        text = long_enough(dice)
        one, other = read(text.body), read(change(text, dice).body)
        assert are_near_copies(one, other)
        assert are_near_copies(other, one)
        assert set(one.bands) & set(other.bands)


def test_articles_of_one_subject_are_no_copies():
    dice = random.Random(1)
    prints = [read(news(dice).body) for _ in range(60)]
    assert not any(are_near_copies(one, other) for n, one in enumerate(prints) for other in prints[:n])


@pytest.mark.parametrize("kind", ["shares", "match", "obituary", "debentures", "same tail"])
def test_reports_from_one_template_are_no_copies(kind):
    dice = random.Random(2)
    prints = [read(from_template(dice, kind).body) for _ in range(40)]
    assert not any(are_near_copies(one, other) for n, one in enumerate(prints) for other in prints[:n])


def test_a_round_up_of_three_stories_is_no_copy_of_any():
    dice = random.Random(3)
    parts = [cut_at_the_end(long_enough(dice), dice, 0.2).body for _ in range(3)]
    parts = [" ".join(part.split()[:140]) for part in parts]
    whole = read("\n\n".join(parts))
    assert not any(are_near_copies(read(part), whole) for part in parts)


def test_a_line_that_many_carry_is_no_copy_of_any():
    tail = " ".join(BOILERPLATE)
    text = long_enough(random.Random(4))
    assert not are_near_copies(read(tail), read(f"{text.body}\n\n{tail}"))


def test_layout_case_accents_and_quotation_marks_change_nothing():
    body = long_enough(random.Random(5)).body
    changed = "  " + body.replace("\n\n", "\n").replace('"', "«").replace("'", "’").replace("e", "é") + "\n"
    assert told(read(changed)) == told(read(body))


def test_a_short_body_has_none_and_a_rather_short_one_no_near_copies():
    words = [f"word{n}" for n in range(200)]
    assert fingerprint(" ".join(words[:19])) is None
    few = LEAST_SHINGLES + 4
    assert not are_near_copies(read(" ".join(words[:few])), read(" ".join(words[: few + 1])))


def test_containment_is_of_the_smaller_however_large_the_other():
    words = [f"w{n % 97}x{n}" for n in range(40_000)]
    whole = read(" ".join(words))
    assert len(whole.sample) <= MOST_SAMPLED
    assert len(whole.bands) == BANDS
    for share in (0.1, 0.4, 0.9):
        part = read(" ".join(words[: int(len(words) * share)]))
        assert containment(part, whole) > 0.95
    half = read(" ".join(words[:20_000] + [f"other{n}" for n in range(20_000)]))
    assert 0.35 < containment(half, whole) < 0.65


def test_scripts_that_write_words_together_have_fingerprints():
    body = "金正恩国务委员长将前往俄罗斯与普京总统举行会谈讨论两国之间的合作问题并参观符拉迪沃斯托克的造船厂" * 2
    assert are_near_copies(read(body), read(body + "完"))


def test_it_is_the_same_in_every_process():
    body = long_enough(random.Random(6)).body
    code = (
        "import sys; from monitor.core.extract.fingerprint import fingerprint;"
        "print(fingerprint(sys.stdin.read()).hex())"
    )
    for seed in ("1", "2"):
        command = [sys.executable, "-c", code]
        found = subprocess.run(
            command, input=body, capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}
        )
        assert found.stdout.strip() == fingerprint(body).hex()


def test_a_fingerprint_of_another_version_is_not_read():
    packed = fingerprint(long_enough(random.Random(7)).body)
    assert packed is not None
    assert unpack(bytes([99]) + packed[1:]) is None
    assert unpack(packed[:20]) is None
    assert unpack(None) is None
    assert packed_key(packed) == words_key(words(long_enough(random.Random(7)).body))
    assert packed_key(None) is packed_key(b"x") is None


def test_a_fingerprint_can_be_given_another_key():
    packed = fingerprint(long_enough(random.Random(8)).body)
    assert packed is not None
    changed = with_key(packed, bytes(16))
    assert changed is not None
    assert packed_key(changed) == bytes(16)
    assert told(Fingerprint(changed)) == told(Fingerprint(packed))
    assert with_key(None, bytes(16)) is None
