"""Which language a text is in, and when that cannot be told."""

import pytest
from py3langid.langid import MODEL_FILE, visit_counts

from monitor.core.extract.language import LockstepIdentifier, detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The harbour was closed on Monday after the storm had sunk two ferries.", "en"),
        ("Le port a été fermé lundi après que la tempête a coulé deux bacs.", "fr"),
        ("Der Hafen wurde am Montag geschlossen, nachdem der Sturm zwei Fähren versenkt hatte.", "de"),
        ("El puerto cerró el lunes después de que la tormenta hundiera dos barcos.", "es"),
        ("В понедельник порт закрыли после того, как шторм потопил два парома.", "ru"),
    ],
)
def test_prose_has_a_language(text, language):
    assert detect_language(text) == language


@pytest.mark.parametrize("text", ["", "Gdynia", "Harbour closed today", "3 0 1 7 5 9 2-1 4-4 1996-08-30", "\n \t"])
def test_too_little_to_tell(text):
    assert detect_language(text) is None


def test_all_bytes_at_once_give_the_features_that_one_after_the_other_do():
    identifier = LockstepIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    texts = [
        "The harbour was closed on Monday after the storm had sunk two ferries.",
        "Le port a été fermé lundi après que la tempête a coulé deux bacs, à Saint-Malo.",
        "В понедельник порт закрыли после того, как шторм потопил два парома. 暴风雨过后，港口关闭了。",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "a",
        "",
    ]
    for text in texts:
        one_by_one = visit_counts(identifier.tk_nextmove, identifier._rowbase, identifier.tk_output, text.encode())
        assert identifier.features(text.encode()) == dict(one_by_one or {})
        assert identifier.rank(text)[0][0]
